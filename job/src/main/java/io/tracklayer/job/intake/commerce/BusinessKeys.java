package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.source.FieldName;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What two copies of one business fact have in common, whatever message ids they came under. The
 * account, the environment and the name belong to the key, too; the claim adds them.
 */
public final class BusinessKeys {

  /** So that a checkout is never taken for the order of the same number. */
  private static final String CHECKOUT = "checkout_id:";

  private static final FieldName CHECKOUT_ID = new FieldName("checkout_id");
  private static final FieldName CHECKOUT_TOKEN = new FieldName("checkout_token");

  private BusinessKeys() {}

  /**
   * A purchase is known by its order id, else by its checkout; a refund by its refund id only,
   * since partial refunds share an order; a lead by its lead id. Two spellings of one id are one
   * key, see {@link ComparableId}.
   */
  public static @Nullable String of(String name, Commerce commerce, RawEvent raw) {
    return switch (name) {
      case CanonicalNames.PURCHASE -> {
        String orderId = ComparableId.of(commerce.orderId());
        yield orderId != null ? orderId : ofCheckout(raw);
      }
      case CanonicalNames.REFUND -> ComparableId.of(commerce.refundId());
      case CanonicalNames.LEAD -> ComparableId.of(commerce.leadId());
      default -> null;
    };
  }

  private static @Nullable String ofCheckout(RawEvent raw) {
    String checkout = checkout(raw);
    return checkout == null ? null : CHECKOUT + checkout;
  }

  /**
   * Shopify's token of a checkout is the same in its pixel, where RudderStack makes it the {@code
   * checkout_id}, and in the order of its webhooks, where RudderStack puts it into the context
   * (https://shopify.dev/docs/api/checkout-ui-extensions/latest/apis/checkout-token).
   */
  private static @Nullable String checkout(RawEvent raw) {
    ObjectNode properties = raw.properties();
    return Stream.of(
            CHECKOUT_TOKEN.idIn(raw.context()),
            CHECKOUT_TOKEN.idIn(properties),
            CHECKOUT_ID.idIn(properties))
        .map(ComparableId::of)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
