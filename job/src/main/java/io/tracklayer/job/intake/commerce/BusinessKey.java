package io.tracklayer.job.intake.commerce;

import org.jspecify.annotations.Nullable;

/**
 * What two copies of one business fact have in common, whatever message ids they came under. The
 * account, the environment and the name belong to it, too; the claim adds them.
 *
 * @param id of the order, refund or lead; of the checkout where a purchase has no order id; without
 *     control characters
 * @param checkout that the purchase came of, if the event says so; without control characters
 */
public record BusinessKey(String id, @Nullable String checkout) {

  /** So that a checkout is never taken for the order of the same number. */
  private static final String OF_CHECKOUT = "checkout_id:";

  private static final char SEPARATOR = '\n';

  public static BusinessKey ofCheckout(String checkout) {
    return new BusinessKey(OF_CHECKOUT + checkout, checkout);
  }

  /** What {@link #text} wrote. */
  public static BusinessKey parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    return separator < 0
        ? new BusinessKey(text, null)
        : new BusinessKey(text.substring(0, separator), text.substring(separator + 1));
  }

  /** As drafts and canonical records carry it. */
  public String text() {
    return checkout == null ? id : id + SEPARATOR + checkout;
  }

  /** Whether a checkout is all that the purchase is known by. */
  public boolean isOfCheckout() {
    return checkout != null && id.equals(OF_CHECKOUT + checkout);
  }
}
