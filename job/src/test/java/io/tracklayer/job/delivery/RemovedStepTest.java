package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DedupConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.journal.SenderStart;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.selection.Selection;
import io.tracklayer.job.testing.Events;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests what becomes of the state of a delivery step when its destination is no longer configured.
 */
@Timeout(60)
class RemovedStepTest {

  private static final DestinationConfig CRM = Events.destination("crm", List.of());
  private static final DedupConfig WINDOWS =
      new DedupConfig(Duration.ofDays(2), Duration.ofDays(30), Duration.ofDays(7));
  private static final int MORE_TURNS_THAN_IT_TAKES = 1_000;
  private static final long NOW = Events.OCCURRED.toEpochMilli() + 5_000;

  private final FakeApi api = new FakeApi();
  private final FakeJournal journal = new FakeJournal("crm", List.of());

  @Test
  void whatWaitsBecomesADeadLetterAndWhatWasDeliveredDoesNot() throws Exception {
    OperatorSubtaskState checkpoint = afterDelivering("delivered", "waiting");

    removed(checkpoint);

    assertThat(journal.deadLetters()).extracting(DeadLetter::eventId).containsExactly("waiting");
    DeadLetter letter = journal.deadLetters().get(0);
    assertThat(letter.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(letter.reason()).isEqualTo(Reason.DESTINATION_REMOVED);
    assertThat(letter.event().get("event_id").asText()).isEqualTo("waiting");
    assertThat(outcomes()).endsWith("m-waiting rejected");
  }

  @Test
  void whatWasSettledAfterTheCheckpointStaysSettled() throws Exception {
    OperatorSubtaskState checkpoint;
    try (DeliveryHarness delivery = delivering()) {
      api.holdingAnswers();
      delivery.take(Events.purchase("told"));
      delivery.pass(Duration.ofSeconds(1));
      checkpoint = checkpoint(delivery);
      api.release(FakeApi.status(200));
      delivery.settle();
    }

    removed(checkpoint);

    assertThat(outcomes()).containsExactly("m-told delivered");
    assertThat(journal.deadLetters()).isEmpty();
  }

  @Test
  void anotherCopyOfWhatWasDeliveredIsADuplicateAndNoDeadLetter() throws Exception {
    OperatorSubtaskState checkpoint;
    try (DeliveryHarness delivery = delivering()) {
      api.holdingAnswers();
      delivery.take(Events.purchase("first").ofOrder("A-1"));
      delivery.take(Events.purchase("second").ofOrder("A-1"));
      delivery.pass(Duration.ofSeconds(1));
      checkpoint = checkpointAndCrash(delivery);
    }
    Sender next = new Sender(2, "the next sender");
    journal.started(new SenderStart("crm", next, 0, 0));
    journal.publish(delivered(Events.purchase("first").ofOrder("A-1")), next);

    removed(checkpoint);

    assertThat(outcomes()).containsExactly("m-first delivered", "m-second duplicate");
    assertThat(journal.deadLetters()).isEmpty();
  }

  @Test
  void nothingIsDoneByAJobThatDidNotDeliver() throws Exception {
    int starts = journal.starts().size();
    OperatorSubtaskState own;
    try (Removed step = new Removed(journal)) {
      step.open();
      own = checkpoint(step);
    }
    removed(own);

    assertThat(journal.starts()).hasSize(starts);
    assertThat(journal.outcomes()).isEmpty();
  }

  @Test
  void itIsDoneOnceThoughTheJobStartsAgain() throws Exception {
    OperatorSubtaskState checkpoint = afterDelivering("delivered", "waiting");
    OperatorSubtaskState later = removed(checkpoint);

    removed(later);
    removed(checkpoint);

    assertThat(journal.deadLetters()).hasSize(1);
  }

  @Test
  void aDestinationThatComesBackSendsWhatIsNewAndNotWhatWasGivenUp() throws Exception {
    OperatorSubtaskState later = removed(afterDelivering("delivered", "waiting"));
    api.requests().clear();
    api.answering(events -> FakeApi.status(200));

    try (DeliveryHarness delivery = new DeliveryHarness(CRM, api, journal)) {
      delivery.setProcessingTime(NOW + 60_000);
      delivery.initializeState(later);
      delivery.open();
      delivery.catchUp();
      for (String event : List.of("delivered", "waiting", "new")) {
        delivery.take(Events.purchase(event));
      }
      delivery.pass(Duration.ofMinutes(2));
    }

    assertThat(api.requests()).containsExactly(List.of("new"));
  }

  @Test
  void hundredsThatWaitAreGivenUpInManyTurnsAndACheckpointGoesBetween() throws Exception {
    int events = 500;
    OperatorSubtaskState checkpoint;
    try (DeliveryHarness delivery = notCaughtUp()) {
      for (int i = 0; i < events; i++) {
        delivery.take(Events.purchase("e" + i));
      }
      checkpoint = checkpointAndCrash(delivery);
    }

    try (Removed step = new Removed(journal)) {
      step.initializeState(checkpoint);
      step.open();
      assertThat(journal.deadLetters()).hasSizeLessThan(events);
      OperatorSubtaskState between = checkpoint(step);
      int buried = journal.deadLetters().size();
      removed(between);
      assertThat(journal.deadLetters().size() - buried).isEqualTo(events - buried);
    }
  }

  /** One event that was delivered, and others whose destination had begun to fail. */
  private OperatorSubtaskState afterDelivering(String delivered, String... waiting)
      throws Exception {
    try (DeliveryHarness delivery = delivering()) {
      delivery.take(Events.purchase(delivered));
      delivery.pass(Duration.ofSeconds(1));
      api.answering(events -> FakeApi.status(500));
      for (String event : waiting) {
        delivery.take(Events.purchase(event));
      }
      delivery.pass(Duration.ofSeconds(1));
      return checkpointAndCrash(delivery);
    }
  }

  /** What comes after the checkpoint is answered to nobody. */
  private OperatorSubtaskState checkpointAndCrash(DeliveryHarness delivery) throws Exception {
    OperatorSubtaskState checkpoint = checkpoint(delivery);
    journal.die();
    api.answering(events -> FakeApi.status(400));
    api.release(FakeApi.status(400));
    delivery.settle();
    return checkpoint;
  }

  private DeliveryHarness delivering() throws Exception {
    DeliveryHarness delivery = notCaughtUp();
    delivery.catchUp();
    return delivery;
  }

  /** Everything waits there. */
  private DeliveryHarness notCaughtUp() throws Exception {
    DeliveryHarness delivery = new DeliveryHarness(CRM, api, journal);
    delivery.setProcessingTime(NOW);
    delivery.open();
    return delivery;
  }

  /** Until it has nothing more to do. */
  private OperatorSubtaskState removed(OperatorSubtaskState state) throws Exception {
    try (Removed step = new Removed(journal)) {
      step.initializeState(state);
      step.open();
      for (int turn = 0; turn < MORE_TURNS_THAN_IT_TAKES; turn++) {
        step.setProcessingTime(step.getProcessingTime() + 1);
      }
      return checkpoint(step);
    }
  }

  private static CopyOutcome delivered(Events event) {
    CanonicalEvent built = event.build();
    Gate.Arrival arrival =
        new Selection(CRM, Events.TAKING_EVERYTHING).arrival(built, Json.write(built), null);
    return new CopyOutcome(
        arrival.ref(),
        Outcome.DELIVERED,
        1,
        200,
        null,
        null,
        Map.of(),
        NOW + 1_000,
        0,
        true,
        null,
        null,
        null);
  }

  private static OperatorSubtaskState checkpoint(AbstractStreamOperatorTestHarness<Void> operator)
      throws Exception {
    operator.prepareSnapshotPreBarrier(1);
    return operator.snapshot(1, 1);
  }

  private List<String> outcomes() {
    return journal.outcomes().stream()
        .filter(record -> record.outcome() != Outcome.RETRYING)
        .map(record -> record.messageId() + " " + record.outcome().text())
        .toList();
  }

  private static final class Removed
      extends KeyedOneInputStreamOperatorTestHarness<String, byte[], Void> {

    private Removed(FakeJournal journal) throws Exception {
      super(
          new RemovedStep(
              "crm",
              ClaimTerms.ofRemoved(WINDOWS),
              clock -> journal,
              journal::deliveries,
              journal::claims,
              ProcessingClock::new),
          control -> "crm",
          Types.STRING);
      setStateBackend(new EmbeddedRocksDBStateBackend());
      setup();
      setProcessingTime(NOW + 60_000);
    }
  }
}
