package io.tracklayer.job.intake.commerce;

import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.source.FieldName;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the key that copies of an event share, see {@link BusinessKey}. */
public final class BusinessKeys {

  private static final FieldName SUBSCRIPTION_ID = new FieldName("subscription_id");
  private static final FieldName CHECKOUT_TOKEN = new FieldName("checkout_token");

  private BusinessKeys() {}

  /**
   * A purchase is known by its order id, else by its checkout; a refund by its refund id only,
   * since partial refunds share an order; a lead by its lead id; a subscription by its own. An
   * order is cancelled once, as far as destinations are told, but may be updated often: an update
   * has no key. Two spellings of one id are one key, see {@link ComparableId}.
   */
  public static @Nullable BusinessKey of(String name, Commerce commerce, RawEvent raw) {
    return switch (name) {
      case CanonicalNames.PURCHASE ->
          ofPurchase(ComparableId.of(commerce.orderId()), checkout(commerce, raw));
      case CanonicalNames.REFUND -> ofId(ComparableId.of(commerce.refundId()));
      case CanonicalNames.LEAD -> ofId(ComparableId.of(commerce.leadId()));
      case CanonicalNames.ORDER_CANCELLED -> ofId(ComparableId.of(commerce.orderId()));
      case CanonicalNames.SUBSCRIBE ->
          ofId(ComparableId.of(SUBSCRIPTION_ID.idIn(raw.properties())));
      default -> null;
    };
  }

  private static @Nullable BusinessKey ofPurchase(
      @Nullable String orderId, @Nullable String checkout) {
    if (orderId != null) {
      return new BusinessKey(orderId, checkout);
    }
    return checkout == null ? null : BusinessKey.ofCheckout(checkout);
  }

  private static @Nullable BusinessKey ofId(@Nullable String id) {
    return id == null ? null : new BusinessKey(id, null);
  }

  /**
   * Shopify's token of a checkout is the same in its pixel, where RudderStack makes it the {@code
   * checkout_id}, and in the order of its webhooks, where RudderStack puts it into the context
   * (https://shopify.dev/docs/api/checkout-ui-extensions/latest/apis/checkout-token).
   */
  private static @Nullable String checkout(Commerce commerce, RawEvent raw) {
    return Stream.concat(
            Stream.ofNullable(CHECKOUT_TOKEN.idIn(raw.context())), commerce.checkouts().stream())
        .map(ComparableId::of)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
