package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.testing.Events;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The answer to a large request is settled in slices; tests what happens between two of them. */
@Timeout(60)
class LargeAnswerTest {

  private static final int EVENTS = 3_000;
  private static final Duration MAX_WAIT = Duration.ofMillis(200);

  private final FakeApi api = new FakeApi();
  private final DestinationConfig destination =
      Events.destination(
          "api",
          List.of(),
          new DeliveryConfig(
              DeliveryConfig.Mode.SEND,
              DeliveryConfig.Start.END,
              EVENTS,
              MAX_WAIT,
              1,
              10 * EVENTS,
              50,
              Duration.ofDays(7)));
  private final FakeJournal journal = new FakeJournal(destination.name(), List.of());
  private DeliveryHarness harness;

  @BeforeEach
  void settleTheFirstSlice() throws Exception {
    start(null);
    api.holdingAnswers();
    for (int i = 0; i < EVENTS; i++) {
      harness.take(Events.purchase("e" + i));
    }
    harness.pass(MAX_WAIT);
    api.release(FakeApi.status(200));
    while (journal.outcomes().isEmpty()) {
      assertThat(harness.settleOne()).as("there is an answer to take").isTrue();
    }
    assertThat(journal.outcomes()).as("after one step of the task").hasSizeLessThan(EVENTS);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void whatACheckpointDidNotSeeSettledIsReadBack() throws Exception {
    OperatorSubtaskState checkpoint = checkpoint();
    harness.settle();
    crashAndRestore(checkpoint);
    assertEverythingIsDeliveredOnce();
    assertThat(api.requests()).as("requests after the restart").isEmpty();
  }

  @Test
  void whatWasNotSettledWhenTheProcessDiedIsSentAgainAndNothingElse() throws Exception {
    OperatorSubtaskState checkpoint = checkpoint();
    int settled = journal.outcomes().size();
    crashAndRestore(checkpoint);
    assertEverythingIsDeliveredOnce();
    assertThat(api.requests().stream().mapToInt(List::size).sum()).isEqualTo(EVENTS - settled);
  }

  @Test
  void aPlannedStopSettlesTheRest() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState savepoint =
        harness
            .snapshotWithLocalState(1, 1, SavepointType.suspend(SavepointFormatType.CANONICAL))
            .getJobManagerOwnedState();
    crashAndRestore(savepoint);
    assertEverythingIsDeliveredOnce();
    assertThat(api.requests()).as("requests after the restart").isEmpty();
  }

  private void assertEverythingIsDeliveredOnce() {
    assertThat(journal.outcomes())
        .extracting(DeliveryRecord::outcome)
        .containsOnly(Outcome.DELIVERED);
    assertThat(journal.outcomes())
        .extracting(DeliveryRecord::eventId)
        .hasSize(EVENTS)
        .doesNotHaveDuplicates();
  }

  private OperatorSubtaskState checkpoint() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    return harness.snapshot(1, 1);
  }

  private void crashAndRestore(OperatorSubtaskState state) throws Exception {
    journal.die();
    harness.settle();
    harness.close();
    api.requests().clear();
    api.answering(events -> FakeApi.status(200));
    start(state);
    harness.pass(Duration.ofSeconds(5));
  }

  private void start(OperatorSubtaskState state) throws Exception {
    harness = new DeliveryHarness(destination, api, journal);
    harness.setProcessingTime(Events.OCCURRED.toEpochMilli() + 5_000);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.catchUp();
  }
}
