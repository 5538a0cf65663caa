package io.tracklayer.destinations;

import io.tracklayer.contract.reason.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means for the events of its request: why, and what the destination said, already
 * cut and free of personal data and secrets.
 */
public sealed interface Verdict {

  /** Missing where events were taken, or each has a verdict of its own. */
  @Nullable Cause cause();

  @Nullable String said();

  /** What an answer can also say of one event alone. */
  sealed interface OfOne extends Verdict {}

  /** All taken. */
  record Delivered() implements OfOne {
    @Override
    public @Nullable Cause cause() {
      return null;
    }

    @Override
    public @Nullable String said() {
      return null;
    }
  }

  /**
   * Nothing was taken, or nobody knows; the same again later.
   *
   * @param after at least this long; else as the retry schedule says
   */
  record Retry(Cause cause, @Nullable String said, @Nullable Duration after) implements OfOne {}

  /** Once more at once, without an optional field; rejected if the events never had it. */
  record RetryWithout(String field, Cause cause, @Nullable String said) implements Verdict {}

  /**
   * Nothing was taken because of these events; the others go again.
   *
   * @param indices positions in the request
   */
  record RejectedSome(Set<Integer> indices, Cause cause, @Nullable String said)
      implements Verdict {}

  /**
   * Nothing was taken because of at least one event, the answer does not tell which: a request of
   * one event is rejected, a larger one goes again in two halves.
   */
  record RejectedAsWhole(Cause cause, @Nullable String said) implements Verdict {}

  /** Everything in the request is refused for good. */
  record RejectedAll(Cause cause, @Nullable String said) implements OfOne {}

  /**
   * The answer says of each event by itself what became of it.
   *
   * @param verdicts as many as the request had events, in their order
   */
  record PerEvent(List<OfOne> verdicts) implements Verdict {

    public PerEvent {
      verdicts = List.copyOf(verdicts);
    }

    @Override
    public @Nullable Cause cause() {
      return null;
    }

    @Override
    public @Nullable String said() {
      return null;
    }
  }

  /**
   * Our credentials, permissions or the address are wrong, or the endpoint is gone: pause, burn
   * nothing. Somebody has to act.
   */
  record CredentialsWrong(Cause cause, @Nullable String said) implements Verdict {}
}
