package io.tracklayer.destinations;

import io.tracklayer.contract.reason.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means for the events of its request, with the cause and what the destination said,
 * already shortened and free of personal data and secrets.
 */
public sealed interface Verdict {

  /** Null if the events were taken or each has a verdict of its own. */
  @Nullable Cause cause();

  @Nullable String said();

  /** The verdicts that an answer can also give on a single event. */
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
   * Nothing was taken, or that is unknown; the same request is sent again later.
   *
   * @param after the shortest wait; if absent, the retry schedule decides
   */
  record Retry(Cause cause, @Nullable String said, @Nullable Duration after) implements OfOne {}

  /**
   * The request is sent again at once, without an optional field; the events are rejected if they
   * never had it.
   */
  record RetryWithout(String field, Cause cause, @Nullable String said) implements Verdict {}

  /**
   * Nothing was taken because of these events; the others are sent again.
   *
   * @param indices positions in the request
   */
  record RejectedSome(Set<Integer> indices, Cause cause, @Nullable String said)
      implements Verdict {}

  /**
   * Nothing was taken because of at least one event, but the answer does not say which. A request
   * of one event is rejected; a larger one is sent again in two halves.
   */
  record RejectedAsWhole(Cause cause, @Nullable String said) implements Verdict {}

  /** Everything in the request is refused for good. */
  record RejectedAll(Cause cause, @Nullable String said) implements OfOne {}

  /**
   * The answer says for each event what became of it.
   *
   * @param verdicts one for each event of the request, in their order
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
   * Our credentials, permissions or the address are wrong, or the endpoint is gone. The destination
   * is paused and loses no events; somebody has to act.
   */
  record CredentialsWrong(Cause cause, @Nullable String said) implements Verdict {}
}
