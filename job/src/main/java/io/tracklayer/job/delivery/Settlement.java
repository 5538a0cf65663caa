package io.tracklayer.job.delivery;

import io.tracklayer.destinations.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What an answer means for the events of its request, and for the destination. Pure.
 *
 * @param fates of the events, in the order of the request
 * @param health what the answer says of the destination
 * @param hold how long the destination wants to be left alone; null when it does not say
 * @param refusal why the API refused events as a whole; null when it did not
 * @param detail of the refusal, of what is to be repaired, or of the failure
 */
public record Settlement(
    List<Fate> fates, Health health, Duration hold, String refusal, String detail) {

  /** {@link Verdict.RejectedAll} of a destination that must not be asked twice. */
  static final String MAYBE_DELIVERED = "maybe_delivered";

  /** What an answer says of a destination. */
  public enum Health {
    /** It works, whatever it thinks of the events. */
    WORKS,
    /** It failed, and may work when asked again. */
    FAILS,
    /** Somebody has to act: nothing more goes but a probe from time to time. */
    MUST_PAUSE
  }

  /** What becomes of one event. */
  public sealed interface Fate {

    /** Done, and the claim settled. */
    record Delivered() implements Fate {}

    /** Nobody will ever know, and it must not be asked again: done, and the claim settled. */
    record MaybeDelivered(String reason, String detail) implements Fate {}

    /** Done; the claim's next copy has its turn. */
    record Rejected(String reason, String detail) implements Fate {}

    /**
     * Once more, later.
     *
     * @param after at least this long; null: as the retry schedule says
     */
    record Retry(String reason, String detail, Duration after) implements Fate {}

    /** Once more at once: nothing was wrong with this one, or not with it alone. */
    record Again(int mostTogether) implements Fate {}

    /** Once more at once, without an optional field; rejected if it went without before. */
    record Without(String field, String reason, String detail) implements Fate {}
  }

  /**
   * Reads a verdict.
   *
   * @param events how many the request held
   * @param isSuspended whether the destination is held for a setting that looks wrong: then what it
   *     refuses as a whole is kept, and asked again at the next probe
   */
  public static Settlement of(Verdict verdict, int events, boolean isSuspended) {
    if (verdict instanceof Verdict.Delivered) {
      return works(all(events, new Fate.Delivered()));
    }
    if (verdict instanceof Verdict.PerEvent each) {
      return works(each.verdicts().stream().map(Settlement::fate).toList());
    }
    if (verdict instanceof Verdict.Retry retry) {
      return new Settlement(
          all(events, fate(retry)), Health.FAILS, retry.after(), null, retry.detail());
    }
    if (verdict instanceof Verdict.RetryWithout without) {
      return works(
          all(events, new Fate.Without(without.field(), without.reason(), without.detail())));
    }
    if (verdict instanceof Verdict.RejectedSome some) {
      return works(rejectedSome(some, events));
    }
    if (verdict instanceof Verdict.RejectedAsWhole whole) {
      return events > 1
          ? works(all(events, new Fate.Again((events + 1) / 2)))
          : refused(whole.reason(), whole.detail(), events, isSuspended);
    }
    if (verdict instanceof Verdict.RejectedAll refusal) {
      return refusal.reason().equals(MAYBE_DELIVERED)
          ? new Settlement(all(events, fate(refusal)), Health.FAILS, null, null, refusal.detail())
          : refused(refusal.reason(), refusal.detail(), events, isSuspended);
    }
    if (verdict instanceof Verdict.CredentialsWrong wrong) {
      return new Settlement(
          all(events, new Fate.Retry(wrong.reason(), wrong.detail(), null)),
          Health.MUST_PAUSE,
          null,
          null,
          wrong.detail());
    }
    throw new IllegalStateException("no settlement for " + verdict.getClass());
  }

  private static Settlement works(List<Fate> fates) {
    return new Settlement(fates, Health.WORKS, null, null, null);
  }

  private static Settlement refused(String reason, String detail, int events, boolean isSuspended) {
    return isSuspended
        ? new Settlement(
            all(events, new Fate.Retry(reason, detail, null)),
            Health.MUST_PAUSE,
            null,
            reason,
            detail)
        : new Settlement(
            all(events, new Fate.Rejected(reason, detail)), Health.WORKS, null, reason, detail);
  }

  private static Fate fate(Verdict.OfOne verdict) {
    if (verdict instanceof Verdict.Delivered) {
      return new Fate.Delivered();
    }
    if (verdict instanceof Verdict.Retry retry) {
      return new Fate.Retry(retry.reason(), retry.detail(), retry.after());
    }
    if (verdict instanceof Verdict.RejectedAll refusal) {
      return refusal.reason().equals(MAYBE_DELIVERED)
          ? new Fate.MaybeDelivered(refusal.reason(), refusal.detail())
          : new Fate.Rejected(refusal.reason(), refusal.detail());
    }
    throw new IllegalStateException("no fate for " + verdict.getClass());
  }

  private static List<Fate> rejectedSome(Verdict.RejectedSome some, int events) {
    Set<Integer> rejected = some.indices();
    List<Fate> fates = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      fates.add(
          rejected.contains(i)
              ? new Fate.Rejected(some.reason(), some.detail())
              : new Fate.Again(ClaimCopy.ANY_NUMBER));
    }
    return fates;
  }

  private static List<Fate> all(int events, Fate fate) {
    return Collections.nCopies(events, fate);
  }
}
