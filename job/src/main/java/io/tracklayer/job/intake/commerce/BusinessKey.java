package io.tracklayer.job.intake.commerce;

import org.jspecify.annotations.Nullable;

/**
 * The key that all copies of one order, refund or lead share, whatever message ids they came under.
 * The account, the environment and the name belong to it too; the claim adds them.
 *
 * @param id the id of the order, refund or lead, or of the checkout if a purchase has no order id;
 *     without control characters
 * @param checkout the checkout that led to the purchase, if the event names it; without control
 *     characters
 */
public record BusinessKey(String id, @Nullable String checkout) {

  /** So that a checkout is never taken for the order of the same number. */
  private static final String OF_CHECKOUT = "checkout_id:";

  private static final char SEPARATOR = '\n';

  public static BusinessKey ofCheckout(String checkout) {
    return new BusinessKey(OF_CHECKOUT + checkout, checkout);
  }

  /** Reads what {@link #text} wrote. */
  public static BusinessKey parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    return separator < 0
        ? new BusinessKey(text, null)
        : new BusinessKey(text.substring(0, separator), text.substring(separator + 1));
  }

  /** The form in which drafts and canonical records carry the key. */
  public String text() {
    return checkout == null ? id : id + SEPARATOR + checkout;
  }

  /** Whether the purchase is known only by its checkout. */
  public boolean isOfCheckout() {
    return checkout != null && id.equals(OF_CHECKOUT + checkout);
  }
}
