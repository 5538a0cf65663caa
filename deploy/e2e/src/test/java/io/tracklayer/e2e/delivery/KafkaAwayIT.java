package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker goes away while a backlog is sent. What is sent then can have no outcome that lasts,
 * so sending has to stop soon: else all of it goes out again.
 */
class KafkaAwayIT {

  private static final String ACCOUNT = "acct";

  /** As long as the oldest outcome may wait for Kafka before sending is held. */
  private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(5);

  private static final int SUBTASKS = DeliveryRun.PARALLELISM;

  @TempDir Path directory;

  @Test
  void whileTheBrokerIsAwayHardlyAnythingIsSentAndNothingIsSentTwiceButWhatWasOut()
      throws Exception {
    drain(2_000, Duration.ofSeconds(30), new Pace(10, 4, 10));
  }

  @Test
  @Tag("soak")
  void theSameHoldsForFiveMinutesAndFiftyThousandEvents() throws Exception {
    drain(50_000, Duration.ofMinutes(5), new Pace(25, 4, 20));
  }

  private record Pace(int batch, int inFlight, int requestsPerSecond) {

    String yaml() {
      return "max_batch: %d, max_in_flight: %d, requests_per_second: %d"
          .formatted(batch, inFlight, requestsPerSecond);
    }

    Duration timeFor(int events) {
      return Duration.ofSeconds(events / (batch * requestsPerSecond));
    }

    int mostInFlight() {
      return SUBTASKS * inFlight * batch;
    }

    /** What may go out between the last acknowledged outcome and the hold, and what is out then. */
    int mostUnacknowledged() {
      long seconds = UNACKNOWLEDGED.toSeconds() + 2;
      return (int) (seconds * requestsPerSecond * batch) + mostInFlight();
    }
  }

  private void drain(int events, Duration away, Pace pace) throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(directory.resolve("kafka"));
        TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, pace.yaml());
      try (DeliveryRun run =
          new DeliveryRun(kafka, directory.resolve("away"), List.of(crm), Duration.ofSeconds(2))) {
        run.publish(Purchases.granted(ACCOUNT, "drain", events), "delivered");
        run.start(DeliveryRun.DELIVER, null);
        run.await("the drain is on its way", told -> told.count(crm, "delivered") > events / 10);
        kafka.freeze();
        int before = sandbox.requests(crm).size();
        Awaitility.await("sending is held")
            .during(away)
            .atMost(away.plusSeconds(10))
            .until(
                () ->
                    (sandbox.requests(crm).size() - before) * pace.batch()
                        <= pace.mostUnacknowledged());
        kafka.thaw();
        run.awaitComplete(DeliveryRun.DEADLINE.plus(pace.timeFor(events)));

        assertThat(run.oracle().breaches(sandbox, true)).isEmpty();
        assertThat(run.oracle().doubled(sandbox)).hasSizeLessThanOrEqualTo(pace.mostInFlight());
      }
    }
  }
}
