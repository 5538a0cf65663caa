package io.tracklayer.destinations;

import io.tracklayer.contract.delivery.Sale;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What refunds have made of a purchase's value.
 *
 * @param sale what the purchase was counted as, with a value; none for the purchase itself, if it
 *     has to be sent again after a refund
 * @param taken what the refunds took, in the purchase's currency
 */
public record Restatement(@Nullable Sale sale, BigDecimal taken) {

  /** The sale, worth what is left, which is never negative. */
  public Sale of(Sale whole) {
    BigDecimal value = whole.value();
    return new Sale(
        whole.id(),
        whole.account(),
        whole.action(),
        whole.at(),
        value == null ? null : value.subtract(taken).max(BigDecimal.ZERO),
        whole.currency());
  }
}
