package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Quota;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.QuotedPersons;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import io.tracklayer.job.delivery.claim.Effect;
import io.tracklayer.job.delivery.sending.Batcher;
import io.tracklayer.job.delivery.sending.RequestQueue;
import io.tracklayer.job.faults.FaultLog;
import java.io.IOException;
import java.time.Clock;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries events to one destination: joins those that fit together, sends requests, reads answers.
 * No fault in the destination's code fails the job.
 */
final class Courier implements AutoCloseable {

  /** The result of handing a request over. */
  sealed interface Handover {

    /** The request was sent. */
    record Sent() implements Handover {}

    /** A secret is missing, so nothing can be sent. */
    record NoSecret(@Nullable String detail) implements Handover {}

    /** The request cannot be built from these events. */
    record NotBuilt() implements Handover {}
  }

  /** In place of words in which persons could not be looked for. */
  private static final String NOT_SHOWN = "(not shown)";

  private final Destination api;
  private final Optional<Destination> tests;
  private final HttpSender sender;
  private final Answers answers;
  private final Runnable poke;
  private final FaultLog faults;
  private final Clock clock;

  /**
   * @param poke called on the client's thread when there are answers
   */
  Courier(
      Destination api,
      HttpSender sender,
      Answers answers,
      Runnable poke,
      FaultLog faults,
      Clock clock) {
    this.api = api;
    this.tests = api.forTests();
    this.sender = sender;
    this.answers = answers;
    this.poke = poke;
    this.faults = faults;
    this.clock = clock;
  }

  RequestQueue<Effect.Join> queue(DestinationConfig config, int slots, int subtasks) {
    Batcher<Effect.Join> batcher =
        new Batcher<>(
            new Batcher.Bounds(
                config.delivery().maxBatch(), config.delivery().maxWait().toMillis(), slots),
            this::fits,
            new Batcher.Measure<>() {
              @Override
              public int bytes(Effect.Join payload) {
                return payload.mapped().body().length;
              }

              @Override
              public int mostTogether(Effect.Join payload) {
                return payload.mostTogether();
              }
            });
    return new RequestQueue<>(
        batcher, slots, config.delivery().requestsPerSecond(), subtasks, this::quota);
  }

  boolean fits(List<Effect.Join> others, Effect.Join next) {
    try {
      return others.isEmpty()
          || (use(others) == next.mapped().use()
              && asked(others).joins(mapped(others), next.mapped()));
    } catch (RuntimeException | StackOverflowError e) {
      faults.report("joining events", e);
      return false;
    }
  }

  private @Nullable Quota quota(List<Effect.Join> batch) {
    try {
      return asked(batch).quota(mapped(batch));
    } catch (RuntimeException | StackOverflowError e) {
      faults.report("finding the quota of a request", e);
      return null;
    }
  }

  private static Mapping.Use use(List<Effect.Join> batch) {
    return batch.get(0).mapped().use();
  }

  /** Whether a batch holds tests, of which one says nothing about events that count. */
  static boolean isOfValidation(List<Effect.Join> batch) {
    return use(batch) != Mapping.Use.DELIVERY;
  }

  private static boolean onlyConnects(List<Effect.Join> batch) {
    return use(batch) == Mapping.Use.CONNECTION;
  }

  /** The destination as the events of a batch are for it. */
  private Destination asked(List<Effect.Join> batch) {
    return use(batch) == Mapping.Use.TEST ? tests.orElse(api) : api;
  }

  Handover send(List<Effect.Join> batch) {
    HttpCall call;
    try {
      call = asked(batch).request(mapped(batch), clock.instant());
    } catch (IllegalStateException e) {
      return new Handover.NoSecret(e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      faults.report("building a request", e);
      return new Handover.NotBuilt();
    }
    CompletableFuture<Answer> answered =
        onlyConnects(batch) ? sender.connect(call.uri()) : sender.send(call);
    var unused = answered.whenComplete((answer, failure) -> take(batch, answer, failure));
    return new Handover.Sent();
  }

  /** Runs on the client's thread. */
  private void take(List<Effect.Join> batch, Answer answer, @Nullable Throwable failure) {
    answers.add(
        new Answers.Answered(
            batch, failure == null ? answer : new Answer.NoResponse(Reason.CLIENT_FAILURE)));
    poke.run();
  }

  /**
   * An answer, classified.
   *
   * @param words hides whom a text of a single event's verdict quotes; to be applied when the event
   *     is settled, since a task that looked through the texts of a thousand events at once would
   *     do nothing else meanwhile
   */
  record Classified(Verdict verdict, UnaryOperator<String> words) {

    /** Of a verdict whose texts, if it has any, quote nobody. */
    static Classified asItIs(Verdict verdict) {
      return new Classified(verdict, UnaryOperator.identity());
    }
  }

  Classified classify(Answers.Answered answered) {
    if (onlyConnects(answered.request())) {
      return Classified.asItIs(
          answered.answer() instanceof Answer.NoResponse none
              ? new Verdict.Retry(Cause.of(none.reason()), null, null)
              : new Verdict.Delivered());
    }
    try {
      Verdict verdict =
          asked(answered.request()).classify(answered.answer(), mapped(answered.request()));
      if (!says(verdict)) {
        return Classified.asItIs(verdict);
      }
      UnaryOperator<String> words = withoutPersonsOf(answered.request());
      return verdict instanceof Verdict.PerEvent
          ? new Classified(verdict, words)
          : Classified.asItIs(verdict.inWords(words));
    } catch (RuntimeException | StackOverflowError e) {
      faults.report("reading an answer", e);
      return Classified.asItIs(new Verdict.RejectedAll(Cause.of(Reason.MAPPING_FAILED), null));
    }
  }

  private static boolean says(Verdict verdict) {
    return verdict instanceof Verdict.PerEvent each
        ? each.verdicts().stream().anyMatch(Courier::says)
        : verdict.said() != null;
  }

  /** Costs a look at every event, and so is only for answers that say something. */
  private UnaryOperator<String> withoutPersonsOf(List<Effect.Join> request) {
    QuotedPersons persons = new QuotedPersons();
    try {
      for (Effect.Join join : request) {
        persons.add(Json.read(join.json(), CanonicalEvent.class));
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      faults.report("hiding whom an answer quotes", e);
      return said -> NOT_SHOWN;
    }
    return said -> hidden(said, persons);
  }

  private String hidden(String said, QuotedPersons persons) {
    try {
      return persons.hiddenIn(said);
    } catch (RuntimeException | StackOverflowError e) {
      faults.report("hiding whom an answer quotes", e);
      return NOT_SHOWN;
    }
  }

  /**
   * A view: whether one more event joins a large batch takes no longer than the API looks at it.
   */
  private static List<Mapping.Mapped> mapped(List<Effect.Join> batch) {
    return new AbstractList<>() {
      @Override
      public Mapping.Mapped get(int index) {
        return batch.get(index).mapped();
      }

      @Override
      public int size() {
        return batch.size();
      }
    };
  }

  @Override
  public void close() {
    sender.close();
  }
}
