package io.tracklayer.job.copies;

import org.jspecify.annotations.Nullable;

/**
 * Ties a purchase that is known only by its checkout to the order that the checkout led to. Such a
 * purchase comes, for example, from a pixel that fired before the shop had numbered the order. Both
 * are copies of one claim, the one that came first.
 *
 * <p>A checkout leads to one order: a second order under the same checkout, from a shop that sends
 * the id of a session or a cart, stays a claim of its own.
 *
 * <p>The step is keyed by {@link #key}. State rolls back with a checkpoint and the canonical topic
 * does not, so before it decides anything after a start it {@link #learn learns} from the records
 * behind the checkpoint. The same copy handled twice gets the same answer.
 *
 * <p>Not covered: a third copy with the order id and no checkout, if the copy with only the
 * checkout came before the one with both.
 */
public final class CheckoutTie {

  private CheckoutTie() {}

  /**
   * What is known of a checkout.
   *
   * @param claim the claim of all its copies
   * @param order the claim, by order id, of the order that the checkout led to; none while there is
   *     no such order
   */
  public record Known(String claim, @Nullable String order) {}

  /**
   * The claim that one copy belongs to.
   *
   * @param known what to keep of the checkout
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
   * @param claim the claim by the copy's own key
   * @param order the same claim, if that key is an order id; else none
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
