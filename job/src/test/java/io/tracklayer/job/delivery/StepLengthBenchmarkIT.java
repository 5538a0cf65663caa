package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.testing.Events;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long single steps of a delivery task take, over RocksDB: an event, an answer, timers, a slice
 * of what waits. No checkpoint, no withdrawal and no answer gets a turn during a step. What is
 * judged is processor time: a busy machine is not at fault.
 */
@Tag("benchmark")
class StepLengthBenchmarkIT {

  private static final String PURPOSE = "marketing";
  private static final long SAID_AT = Events.OCCURRED.toEpochMilli();
  private static final long NOW = SAID_AT + 5_000;
  private static final int CLAIMS = Integer.getInteger("benchmark.claims", 200_000);
  private static final int OF_ONE_PROFILE = 10_000;
  private static final int LATER = 10;
  private static final int LARGEST_BATCH = 1_000;
  private static final int AT_ONCE = 8;

  private static final double LONGEST_MS = 50;

  /** So often code has run before, as in a task that has run for a while. */
  private static final int WARM_UPS = 3;

  /** It ends before the task has anything else to do. */
  private static final String START = "start";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final FakeApi api = new FakeApi();
  private final DestinationConfig destination =
      Events.destination(
          "api",
          List.of(PURPOSE),
          new DeliveryConfig(
              DeliveryConfig.Mode.SEND,
              DeliveryConfig.Start.END,
              LARGEST_BATCH,
              Duration.ofMillis(200),
              AT_ONCE,
              10_000_000,
              5_000,
              Duration.ofDays(7)));

  private interface Scenario {
    void run(int number) throws Exception;
  }

  /** The last time counts. */
  private void warmUpAnd(Scenario scenario) throws Exception {
    for (int i = 0; i <= WARM_UPS; i++) {
      api.requests().clear();
      scenario.run(i);
    }
  }

  @Test
  void tenThousandEventsOfOneProfileWaitAndItsConsentIsWithdrawn() throws Exception {
    warmUpAnd(
        number -> {
          try (Measured delivery = new Measured(number, destination, api)) {
            delivery.start();
            delivery.take(OF_ONE_PROFILE, i -> "one profile");
            delivery.withdraw("one profile");
            delivery.catchUpInSteps();
            delivery.pass(Duration.ofSeconds(20));
            assertThat(api.requests()).isEmpty();
            assertThat(delivery.journal.outcomes()).hasSize(OF_ONE_PROFILE);
            delivery.report(OF_ONE_PROFILE + " events of one profile, withdrawn");
          }
        });
  }

  @Test
  void tenThousandEventsOfOneProfileWaitAndAreSent() throws Exception {
    warmUpAnd(
        number -> {
          try (Measured delivery = new Measured(number, destination, api)) {
            delivery.start();
            delivery.take(OF_ONE_PROFILE, i -> "one profile");
            delivery.catchUpInSteps();
            delivery.pass(Duration.ofSeconds(20));
            assertThat(sent()).isEqualTo(OF_ONE_PROFILE);
            delivery.report(OF_ONE_PROFILE + " events of one profile, sent");
          }
        });
  }

  @Test
  void eachEventOfLargeAnswersHasAFateOfItsOwn() throws Exception {
    Random random = new Random(1);
    api.answering(
        events ->
            FakeApi.each(
                events.stream()
                    .map(event -> List.of("taken", "refused", "later").get(random.nextInt(3)))
                    .toList()));
    warmUpAnd(
        number -> {
          try (Measured delivery = new Measured(number, destination, api)) {
            delivery.start();
            delivery.catchUpInSteps();
            for (int batch = 0; batch < 30; batch++) {
              delivery.take(batch * LARGEST_BATCH, LARGEST_BATCH, i -> "profile-" + i);
              delivery.pass(Duration.ofMillis(20));
            }
            delivery.pass(Duration.ofSeconds(20));
            assertThat(sent()).isGreaterThan(30 * LARGEST_BATCH);
            delivery.report("answers of " + LARGEST_BATCH + " events");
          }
        });
  }

  @Test
  void eachEventOfLargeAnswersIsRefusedInWordsOfItsOwnThatQuoteItsPerson() throws Exception {
    api.answering(
        events ->
            FakeApi.each(
                events.stream().map(event -> "nobody here is " + event + "@example.com").toList()));
    warmUpAnd(
        number -> {
          try (Measured delivery = new Measured(number, destination, api)) {
            delivery.start();
            delivery.catchUpInSteps();
            delivery.takeEach(
                10 * LARGEST_BATCH,
                id -> Events.purchase(id).boughtBy(id + "@example.com", "Ann " + id + " Miller"));
            delivery.pass(Duration.ofSeconds(20));
            assertThat(delivery.journal.deadLetters())
                .hasSize(10 * LARGEST_BATCH)
                .extracting(DeadLetter::answer)
                .containsOnly("nobody here is [personal]");
            delivery.report("answers that say something of each of " + LARGEST_BATCH + " events");
          }
        });
  }

  @Test
  void allThatIsToBeTriedAgainComesDueAtOnce() throws Exception {
    warmUpAnd(
        number -> {
          try (Measured delivery = new Measured(number, destination, api)) {
            delivery.start();
            delivery.catchUpInSteps();
            api.answering(events -> FakeApi.each(Collections.nCopies(events.size(), "later")));
            delivery.take(OF_ONE_PROFILE, i -> "profile-" + i);
            delivery.setProcessingTime(NOW + 200);
            delivery.settle();
            api.answering(events -> FakeApi.status(200));
            delivery.setProcessingTime(NOW + 60_000);
            delivery.pass(Duration.ofSeconds(20));
            assertThat(sent()).isGreaterThanOrEqualTo(2 * OF_ONE_PROFILE);
            delivery.report(OF_ONE_PROFILE + " events due at once");
          }
        });
  }

  @Test
  void manyClaimsWaitForADestinationThatFailsAndThenWorks() throws Exception {
    warmUpAnd(
        number -> {
          int claims = number < WARM_UPS ? OF_ONE_PROFILE : CLAIMS;
          OperatorSubtaskState checkpoint;
          FakeJournal journal;
          try (Measured delivery = new Measured(number, destination, api)) {
            journal = delivery.journal;
            delivery.start();
            delivery.take(claims, i -> "profile-" + i);
            api.answering(events -> FakeApi.status(500));
            delivery.catchUpInSteps();
            delivery.pass(Duration.ofSeconds(60));
            checkpoint = delivery.checkpoint();
            delivery.report(claims + " claims, failing");
            api.requests().clear();
            api.answering(events -> FakeApi.status(200));
            delivery.pass(Duration.ofSeconds(100));
            assertThat(sent()).isEqualTo(claims);
            delivery.report(claims + " claims, working again");
            journal.isAway(true);
            delivery.take(claims, LATER, i -> "profile-" + i);
            journal.isAway(false);
            delivery.pass(Duration.ofSeconds(5));
            assertThat(sent()).isEqualTo(claims + LATER);
            delivery.report(LATER + " more after " + claims + " claims are done");
            journal.die();
          }
          try (Measured restored = new Measured(number, destination, api, journal)) {
            restored.setProcessingTime(NOW + Duration.ofHours(1).toMillis());
            restored.initializeState(checkpoint);
            restored.start();
            restored.catchUpInSteps();
            restored.pass(Duration.ofSeconds(5));
            assertThat(sent()).as("after the restore").isEqualTo(claims + LATER);
            restored.report(claims + " claims, restored");
          }
        });
  }

  private int sent() {
    return api.requests().stream().mapToInt(List::size).sum();
  }

  /** The operator, and how long its steps took, by what they were for. */
  private static final class Measured extends DeliveryHarness {

    private final int number;
    private final FakeJournal journal;
    private final Map<String, List<Long>> steps = new TreeMap<>();

    private interface Step {
      void run() throws Exception;
    }

    private Measured(int number, DestinationConfig destination, FakeApi api) throws Exception {
      this(number, destination, api, new FakeJournal(destination.name(), destination.consent()));
    }

    private Measured(int number, DestinationConfig destination, FakeApi api, FakeJournal journal)
        throws Exception {
      super(destination, api, journal);
      this.number = number;
      this.journal = journal;
      setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
      setProcessingTime(NOW);
    }

    private void start() throws Exception {
      measure(START, this::open);
    }

    private void take(int events, IntFunction<String> profiles) throws Exception {
      take(0, events, profiles);
    }

    private void take(int from, int events, IntFunction<String> profiles) throws Exception {
      for (int i = from; i < from + events; i++) {
        takeOne(Events.purchase("e" + i).of(profiles.apply(i)));
      }
    }

    private void takeEach(int events, Function<String, Events> event) throws Exception {
      for (int i = 0; i < events; i++) {
        takeOne(event.apply("e" + i));
      }
    }

    private void takeOne(Events event) throws Exception {
      Copy copy = copy(event.consent(PURPOSE, ConsentState.GRANTED, SAID_AT));
      measure("event", () -> processElement1(new Outgoing.OfCopy(copy)));
      settle();
    }

    private void withdraw(String profile) throws Exception {
      measure(
          "withdrawal",
          () ->
              processElement2(
                  new News.Withdrawn(
                      profile,
                      Revocations.ofDenial(
                          PURPOSE, new Statement(ConsentState.DENIED, null, SAID_AT + 1)))));
    }

    private void catchUpInSteps() throws Exception {
      measure("caught up", () -> processElement2(new News.CaughtUp(0, 1)));
      measure("caught up", () -> processElement1(new Outgoing.CaughtUp(0, 1, "delivery:0")));
      settle();
    }

    private OperatorSubtaskState checkpoint() throws Exception {
      prepareSnapshotPreBarrier(1);
      return snapshot(1, 1);
    }

    @Override
    void run(Mail mail) throws Exception {
      measure("mail: " + mail, mail::run);
    }

    @Override
    public void setProcessingTime(long time) throws Exception {
      measure("timers", () -> super.setProcessingTime(time));
    }

    private void measure(String what, Step step) throws Exception {
      long began = THREADS.getCurrentThreadCpuTime();
      step.run();
      long took = THREADS.getCurrentThreadCpuTime() - began;
      steps.computeIfAbsent(what, unused -> new ArrayList<>()).add(took);
    }

    /** Of the last run; forgets what it tells. */
    private void report(String what) {
      if (number == WARM_UPS) {
        System.out.println(what);
        steps.forEach(Measured::print);
        steps.forEach(
            (step, took) -> {
              if (!step.equals(START)) {
                assertThat(Collections.max(took) / 1e6).as(step).isLessThan(LONGEST_MS);
              }
            });
      }
      steps.clear();
    }

    private static void print(String step, List<Long> took) {
      double[] sorted = took.stream().mapToDouble(nanos -> nanos / 1e6).sorted().toArray();
      System.out.printf(
          "  %-24s %,10d steps, 99 %% within %6.2f ms, longest %6.2f ms%n",
          step, sorted.length, sorted[(int) (sorted.length * 0.99)], sorted[sorted.length - 1]);
    }
  }
}
