package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Denials;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long single steps of a delivery task take, over RocksDB: an event, an answer, timers, a slice
 * of what waits. No checkpoint, no withdrawal and no answer gets a turn during a step. {@code
 * -Dbenchmark.claims=N} sets another number than a million.
 */
@Tag("benchmark")
class StepLengthBenchmarkIT {

  private static final String PURPOSE = "marketing";
  private static final long SAID_AT = Events.OCCURRED.toEpochMilli();
  private static final long NOW = SAID_AT + 5_000;
  private static final int CLAIMS = Integer.getInteger("benchmark.claims", 1_000_000);
  private static final int OF_ONE_PROFILE = 10_000;
  private static final int LARGEST_BATCH = 1_000;
  private static final int AT_ONCE = 8;

  /** Steps that come before have code compiled, as in a task that has run for a while. */
  private static final int WARM_UP = 20_000;

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

  @Test
  void tenThousandEventsOfOneProfileWaitAndItsConsentIsWithdrawn() throws Exception {
    try (Measured delivery = new Measured(destination, api)) {
      delivery.start();
      warmUp(delivery);
      fill(delivery, 0, OF_ONE_PROFILE, i -> "one profile");
      delivery.withdraw("one profile");
      delivery.catchUpInSteps();
      delivery.pass(Duration.ofSeconds(20));
      delivery.report(OF_ONE_PROFILE + " events of one profile, withdrawn");
      assertThat(api.requests()).isEmpty();
    }
  }

  @Test
  void tenThousandEventsOfOneProfileWaitAndAreSent() throws Exception {
    try (Measured delivery = new Measured(destination, api)) {
      delivery.start();
      warmUp(delivery);
      fill(delivery, 0, OF_ONE_PROFILE, i -> "one profile");
      delivery.catchUpInSteps();
      delivery.pass(Duration.ofSeconds(20));
      delivery.report(OF_ONE_PROFILE + " events of one profile, sent");
      assertThat(api.requests().stream().mapToInt(List::size).sum()).isGreaterThan(OF_ONE_PROFILE);
    }
  }

  @Test
  void aMillionClaimsWaitForADestinationThatFailsAndThenWorks() throws Exception {
    OperatorSubtaskState checkpoint;
    FakeJournal journal;
    try (Measured delivery = new Measured(destination, api)) {
      journal = delivery.journal;
      delivery.start();
      fill(delivery, 0, CLAIMS, i -> "profile-" + i);
      api.answering(events -> FakeApi.status(500));
      delivery.catchUpInSteps();
      delivery.pass(Duration.ofSeconds(60));
      checkpoint = delivery.checkpoint();
      delivery.report(CLAIMS + " claims, failing");
      api.requests().clear();
      api.answering(events -> FakeApi.status(200));
      delivery.pass(Duration.ofSeconds(40));
      delivery.report(CLAIMS + " claims, working again");
      journal.die();
    }
    try (Measured restored = new Measured(destination, api, journal)) {
      restored.setProcessingTime(NOW + Duration.ofHours(1).toMillis());
      restored.initializeState(checkpoint);
      restored.start();
      restored.catchUpInSteps();
      restored.pass(Duration.ofSeconds(5));
      restored.report(CLAIMS + " claims, restored");
    }
  }

  /** So many events of others; they are sent. */
  private void warmUp(Measured delivery) throws Exception {
    fill(delivery, CLAIMS, WARM_UP, i -> "other-" + i);
    delivery.forget();
  }

  private interface Profiles {
    String of(int event);
  }

  private static void fill(Measured delivery, int from, int events, Profiles profiles)
      throws Exception {
    for (int i = from; i < from + events; i++) {
      delivery.take("e" + i, profiles.of(i));
    }
  }

  /** The operator, and the longest of its steps by what they were for. */
  private static final class Measured extends DeliveryHarness {

    private final FakeJournal journal;
    private final Map<String, long[]> longest = new TreeMap<>();

    private interface Step {
      void run() throws Exception;
    }

    private Measured(DestinationConfig destination, FakeApi api) throws Exception {
      this(destination, api, new FakeJournal(destination.name(), destination.consent()));
    }

    private Measured(DestinationConfig destination, FakeApi api, FakeJournal journal)
        throws Exception {
      super(destination, api, journal);
      this.journal = journal;
      setProcessingTime(NOW);
    }

    private void start() throws Exception {
      measure("start", this::open);
    }

    private void take(String id, String profile) throws Exception {
      Copy copy =
          copy(Events.purchase(id).of(profile).consent(PURPOSE, ConsentState.GRANTED, SAID_AT));
      measure("event", () -> processElement1(new Outgoing.OfCopy(copy)));
      settle();
    }

    private void withdraw(String profile) throws Exception {
      measure(
          "withdrawal",
          () -> processElement2(new News.Withdrawn(profile, Denials.of(PURPOSE, SAID_AT + 1))));
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
      long began = System.nanoTime();
      step.run();
      long took = System.nanoTime() - began;
      if (longest == null) {
        return;
      }
      long[] known = longest.computeIfAbsent(what, unused -> new long[2]);
      known[0]++;
      known[1] = Math.max(known[1], took);
    }

    private void forget() {
      longest.clear();
    }

    private void report(String what) {
      StringBuilder lines = new StringBuilder(what);
      longest.forEach(
          (step, known) ->
              lines.append(
                  "\n  %-24s %,10d steps, longest %,8.1f ms"
                      .formatted(step, known[0], known[1] / 1e6)));
      System.out.println(lines);
      forget();
    }
  }
}
