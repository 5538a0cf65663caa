package io.tracklayer.job.copies;

import org.jspecify.annotations.Nullable;

/**
 * A purchase that is known by its checkout only, such as that of a pixel that fired before the shop
 * had numbered the order, is a copy of the order that came of the checkout: both are told under the
 * claim that came first.
 *
 * <p>One checkout, one order: a second order under the same checkout, of a shop that sends the id
 * of a session or a cart, stays a claim of its own.
 *
 * <p>The step is keyed by {@link #key}. State rolls back with a checkpoint and the canonical topic
 * does not, so before it decides anything after a start it {@link #learn learns} from the records
 * behind the checkpoint. The same copy handled twice gets the same answer.
 *
 * <p>Not covered: a third copy that has the order id and no checkout, if the copy with the checkout
 * only came before the one with both.
 */
public final class CheckoutTie {

  private CheckoutTie() {}

  /**
   * What is known of a checkout.
   *
   * @param claim of all its copies
   * @param order the claim by order id of the order that came of it; none before one did
   */
  public record Known(String claim, @Nullable String order) {}

  /**
   * What one copy is told under.
   *
   * @param known to be kept
   * @param isTied whether the copy belongs to the checkout
   */
  public record Ruling(Known known, String claim, boolean isTied) {}

  /** What the step is keyed by. */
  public static String key(ClaimKey key, String checkout) {
    return Fingerprint.of(key.account(), key.environment(), key.name(), "checkout", checkout);
  }

  /**
   * Judges one copy.
   *
   * @param known none for a checkout that nothing is known of
   * @param claim by the copy's own key
   * @param order the same, if that key is an order id; else none
   */
  public static Ruling judge(@Nullable Known known, String claim, @Nullable String order) {
    if (known == null) {
      return new Ruling(new Known(claim, order), claim, true);
    }
    if (order == null || order.equals(known.order())) {
      return new Ruling(known, known.claim(), true);
    }
    return known.order() == null
        ? new Ruling(new Known(known.claim(), order), known.claim(), true)
        : new Ruling(known, claim, false);
  }

  /** What is known after a record of the canonical topic that belongs to this checkout. */
  public static Known learn(@Nullable Known known, CanonicalHeader header) {
    return known == null
        ? new Known(header.claim(), header.order())
        : new Known(known.claim(), known.order() == null ? header.order() : known.order());
  }
}
