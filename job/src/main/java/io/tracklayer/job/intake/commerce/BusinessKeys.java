package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.job.intake.source.SourceText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What two copies of one business fact have in common, whatever message ids they came under. The
 * account, the environment and the name belong to the key, too; dedup adds them.
 */
public final class BusinessKeys {

  /** So that a checkout is never taken for the order of the same number. */
  private static final String CHECKOUT = "checkout_id:";

  private BusinessKeys() {}

  /**
   * A purchase is known by its order id, else by its checkout id; a refund by its refund id only,
   * since partial refunds share an order; a lead by its lead id.
   */
  public static @Nullable String of(String name, Commerce commerce, ObjectNode properties) {
    return switch (name) {
      case CanonicalNames.PURCHASE -> {
        String orderId = distinguishing(commerce.orderId());
        yield orderId != null ? orderId : ofCheckout(properties);
      }
      case CanonicalNames.REFUND -> distinguishing(commerce.refundId());
      case CanonicalNames.LEAD -> distinguishing(commerce.leadId());
      default -> null;
    };
  }

  private static @Nullable String ofCheckout(ObjectNode properties) {
    String checkoutId = distinguishing(SourceText.firstId(properties, Commerce.CHECKOUT_ID));
    return checkoutId == null ? null : CHECKOUT + checkoutId;
  }

  /** A placeholder would make one order of all that carry it, and lose every one but the first. */
  private static @Nullable String distinguishing(@Nullable String id) {
    return id == null || isPlaceholder(id) ? null : id;
  }

  private static boolean isPlaceholder(String id) {
    return switch (id.toLowerCase(Locale.ROOT)) {
      case "0",
          "-1",
          "-",
          "none",
          "null",
          "nil",
          "nan",
          "n/a",
          "na",
          "unknown",
          "undefined",
          "true",
          "false",
          "[object object]",
          "(not set)",
          "not set",
          "test" ->
          true;
      default -> false;
    };
  }
}
