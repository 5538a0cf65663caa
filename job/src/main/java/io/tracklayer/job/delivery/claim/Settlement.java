package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means for the events of its request, and for the destination. Pure.
 *
 * @param fates the fates of the events, in the order of the request
 * @param signal what the answer says of the destination
 * @param hold how long the destination wants to be left alone; none if it does not say
 * @param refusal why the API refused events as a whole; none if it did not
 * @param said what was said of the refusal, the failure, or what has to be repaired
 */
public record Settlement(
    List<Fate> fates,
    Signal signal,
    @Nullable Duration hold,
    @Nullable Cause refusal,
    @Nullable String said) {

  /** What an answer says of a destination. */
  public enum Signal {
    /** It works, whatever it thinks of the events. */
    WORKS,
    /** It failed, and may work when asked again. */
    FAILS,
    /** Somebody has to act: nothing more is sent but a probe from time to time. */
    MUST_PAUSE
  }

  /** What becomes of one event. */
  public sealed interface Fate {

    /** The same fate, with other words for what the destination said. */
    default Fate inWords(UnaryOperator<String> words) {
      return this;
    }

    private static @Nullable String said(@Nullable String before, UnaryOperator<String> words) {
      return before == null ? null : words.apply(before);
    }

    /** The event is done, and its claim is settled. */
    record Delivered() implements Fate {}

    /**
     * Whether it was delivered cannot be known, and it must not be sent again: its claim is
     * settled.
     */
    record MaybeDelivered(Cause cause, @Nullable String said) implements Fate {
      @Override
      public Fate inWords(UnaryOperator<String> words) {
        return new MaybeDelivered(cause, Fate.said(said, words));
      }
    }

    /** The event is done; the claim's next copy has its turn. */
    record Rejected(Cause cause, @Nullable String said) implements Fate {
      @Override
      public Fate inWords(UnaryOperator<String> words) {
        return new Rejected(cause, Fate.said(said, words));
      }
    }

    /**
     * The event is sent again later.
     *
     * @param after how long to wait at least; none to follow the retry schedule
     */
    record Retry(Cause cause, @Nullable String said, @Nullable Duration after) implements Fate {
      @Override
      public Fate inWords(UnaryOperator<String> words) {
        return new Retry(cause, Fate.said(said, words), after);
      }
    }

    /** The event is sent again at once: nothing was wrong with it, or not with it alone. */
    record Again(int mostTogether) implements Fate {}

    /**
     * The event is sent again at once without a field; it is rejected if it went without that
     * before.
     */
    record Without(String field, Cause cause, @Nullable String said) implements Fate {
      @Override
      public Fate inWords(UnaryOperator<String> words) {
        return new Without(field, cause, Fate.said(said, words));
      }
    }
  }

  /**
   * Reads a verdict.
   *
   * @param events how many the request held
   * @param isSuspended whether sending is suspended because a setting looks wrong: then events that
   *     are refused as a whole are kept, and sent again with the next probe
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
          all(events, fate(retry)), Signal.FAILS, retry.after(), null, retry.said());
    }
    if (verdict instanceof Verdict.RetryWithout without) {
      return works(all(events, new Fate.Without(without.field(), without.cause(), without.said())));
    }
    if (verdict instanceof Verdict.RejectedSome some) {
      return works(rejectedSome(some, events));
    }
    if (verdict instanceof Verdict.RejectedAsWhole whole) {
      return events > 1
          ? works(all(events, new Fate.Again((events + 1) / 2)))
          : refused(whole.cause(), whole.said(), events, isSuspended);
    }
    if (verdict instanceof Verdict.RejectedAll refusal) {
      return refusal.cause().reason() == Reason.MAYBE_DELIVERED
          ? new Settlement(all(events, fate(refusal)), Signal.FAILS, null, null, refusal.said())
          : refused(refusal.cause(), refusal.said(), events, isSuspended);
    }
    if (verdict instanceof Verdict.CredentialsWrong wrong) {
      return new Settlement(
          all(events, new Fate.Retry(wrong.cause(), wrong.said(), null)),
          Signal.MUST_PAUSE,
          null,
          null,
          wrong.said());
    }
    throw new IllegalStateException("no settlement for " + verdict.getClass());
  }

  /** Why the destination did not take the events; none if it took them, or judged each. */
  public @Nullable Cause cause() {
    Fate first = fates.isEmpty() ? null : fates.get(0);
    if (refusal != null || first == null) {
      return refusal;
    }
    return first instanceof Fate.Retry retry
        ? retry.cause()
        : first instanceof Fate.MaybeDelivered maybe ? maybe.cause() : null;
  }

  /** Of how many events the destination said what it thinks; the others are sent again. */
  public int judged() {
    return (int) fates.stream().filter(fate -> !(fate instanceof Fate.Again)).count();
  }

  private static Settlement works(List<Fate> fates) {
    return new Settlement(fates, Signal.WORKS, null, null, null);
  }

  private static Settlement refused(
      Cause cause, @Nullable String said, int events, boolean isSuspended) {
    return isSuspended
        ? new Settlement(
            all(events, new Fate.Retry(cause, said, null)), Signal.MUST_PAUSE, null, cause, said)
        : new Settlement(
            all(events, new Fate.Rejected(cause, said)), Signal.WORKS, null, cause, said);
  }

  private static Fate fate(Verdict.OfOne verdict) {
    if (verdict instanceof Verdict.Delivered) {
      return new Fate.Delivered();
    }
    if (verdict instanceof Verdict.Retry retry) {
      return new Fate.Retry(retry.cause(), retry.said(), retry.after());
    }
    if (verdict instanceof Verdict.RejectedAll refusal) {
      return refusal.cause().reason() == Reason.MAYBE_DELIVERED
          ? new Fate.MaybeDelivered(refusal.cause(), refusal.said())
          : new Fate.Rejected(refusal.cause(), refusal.said());
    }
    throw new IllegalStateException("no fate for " + verdict.getClass());
  }

  private static List<Fate> rejectedSome(Verdict.RejectedSome some, int events) {
    Set<Integer> rejected = some.indices();
    List<Fate> fates = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      fates.add(
          rejected.contains(i)
              ? new Fate.Rejected(some.cause(), some.said())
              : new Fate.Again(ClaimCopy.ANY_NUMBER));
    }
    return fates;
  }

  private static List<Fate> all(int events, Fate fate) {
    return Collections.nCopies(events, fate);
  }
}
