package io.tracklayer.destinations;

import io.tracklayer.contract.reason.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means for the events of its request, with the cause and what the destination said,
 * already shortened and free of personal data and secrets.
 */
public sealed interface Verdict {

  /** Null if the events were taken or each has a verdict of its own. */
  @Nullable Cause cause();

  @Nullable String said();

  /** The same verdict, with other words for what the destination said. */
  Verdict inWords(UnaryOperator<String> words);

  private static @Nullable String said(@Nullable String before, UnaryOperator<String> words) {
    return before == null ? null : words.apply(before);
  }

  /** The verdicts that an answer can also give on a single event. */
  sealed interface OfOne extends Verdict {
    @Override
    OfOne inWords(UnaryOperator<String> words);
  }

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

    @Override
    public Delivered inWords(UnaryOperator<String> words) {
      return this;
    }
  }

  /**
   * Nothing was taken, or that is unknown; the same request is sent again later.
   *
   * @param after the shortest wait; if absent, the retry schedule decides
   */
  record Retry(Cause cause, @Nullable String said, @Nullable Duration after) implements OfOne {
    @Override
    public Retry inWords(UnaryOperator<String> words) {
      return new Retry(cause, Verdict.said(said, words), after);
    }
  }

  /**
   * The request is sent again at once, without an optional field; the events are rejected if they
   * never had it.
   */
  record RetryWithout(String field, Cause cause, @Nullable String said) implements Verdict {
    @Override
    public RetryWithout inWords(UnaryOperator<String> words) {
      return new RetryWithout(field, cause, Verdict.said(said, words));
    }
  }

  /**
   * Nothing was taken because of these events; the others are sent again.
   *
   * @param indices positions in the request
   */
  record RejectedSome(Set<Integer> indices, Cause cause, @Nullable String said) implements Verdict {
    @Override
    public RejectedSome inWords(UnaryOperator<String> words) {
      return new RejectedSome(indices, cause, Verdict.said(said, words));
    }
  }

  /**
   * Nothing was taken because of at least one event, but the answer does not say which. A request
   * of one event is rejected; a larger one is sent again in two halves.
   */
  record RejectedAsWhole(Cause cause, @Nullable String said) implements Verdict {
    @Override
    public RejectedAsWhole inWords(UnaryOperator<String> words) {
      return new RejectedAsWhole(cause, Verdict.said(said, words));
    }
  }

  /** Everything in the request is refused for good. */
  record RejectedAll(Cause cause, @Nullable String said) implements OfOne {
    @Override
    public RejectedAll inWords(UnaryOperator<String> words) {
      return new RejectedAll(cause, Verdict.said(said, words));
    }
  }

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

    @Override
    public PerEvent inWords(UnaryOperator<String> words) {
      return new PerEvent(verdicts.stream().map(verdict -> verdict.inWords(words)).toList());
    }
  }

  /**
   * Our credentials, permissions or the address are wrong, or the endpoint is gone. The destination
   * is paused and loses no events; somebody has to act.
   */
  record CredentialsWrong(Cause cause, @Nullable String said) implements Verdict {
    @Override
    public CredentialsWrong inWords(UnaryOperator<String> words) {
      return new CredentialsWrong(cause, Verdict.said(said, words));
    }
  }
}
