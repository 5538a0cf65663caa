package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
<<<<<<< HEAD
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
=======
import io.tracklayer.job.gate.Redrive;
>>>>>>> 8bdbd7f (gate: Take over what reads the canonical topic)
import io.tracklayer.job.graph.TopicTypes;
import io.tracklayer.job.state.CodecSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LedgerTest {

  private static final OutputTag<DeliveryRecord> COPIES =
      new OutputTag<>("copies", TopicTypes.OUTCOME);
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final String DESTINATION = "api";
  private static final Instant REJECTED = Events.OCCURRED.plusSeconds(30);

  private DeliveryConfig.Mode mode = DeliveryConfig.Mode.SEND;
  private final FakeOutcomeLog log = new FakeOutcomeLog();
  private KeyedOneInputStreamOperatorTestHarness<String, Candidate, Candidate> harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anEventIsHandedOverOnceAndItsCopiesAreAnswered() throws Exception {
    harness = fresh(log);
    harness.open();
    take("a", "b", "a", "a");
    assertThat(handedOver()).containsExactly("a", "b");
    assertThat(harness.getSideOutput(COPIES))
        .extracting(record -> record.getValue().outcome())
        .containsExactly(Outcome.ALREADY_DELIVERED, Outcome.ALREADY_DELIVERED);
  }

  @Test
  void aCopyStillBringsItsNewsOfConsent() throws Exception {
    harness = fresh(log);
    harness.open();
    Events denying = Events.purchase("a").consent("marketing", ConsentState.DENIED, 1_000);
    harness.processElement(new StreamRecord<>(candidate(denying.build())));
    harness.processElement(new StreamRecord<>(candidate(denying.build())));
    List<Candidate> passed = passed();
    assertThat(passed).hasSize(2);
    assertThat(passed.get(1).toBeDelivered()).isFalse();
    assertThat(passed.get(1).refusal()).isNull();
    assertThat(passed.get(1).consent().get("marketing").state()).isEqualTo(ConsentState.DENIED);
  }

  @Test
  void whatWasHandedOverBeforeTheCheckpointIsNotHandedOverAgain() throws Exception {
    harness = fresh(log);
    harness.open();
    take("a");
    OperatorSubtaskState checkpoint = checkpoint();
    take("after-the-checkpoint");
    harness.close();
    harness = fresh(log);
    harness.initializeState(checkpoint);
    harness.open();
    take("a", "after-the-checkpoint");
    assertThat(handedOver()).containsExactly("after-the-checkpoint");
  }

  @Test
  void whatWasSettledAfterTheCheckpointIsKnownFromTheLog() throws Exception {
    harness = fresh(log);
    harness.open();
    settled("long-ago", DESTINATION, Outcome.DELIVERED);
    OperatorSubtaskState checkpoint = checkpoint();
    settled("delivered", DESTINATION, Outcome.DELIVERED);
    settled("denied", DESTINATION, Outcome.CONSENT_DENIED);
    settled("retrying", DESTINATION, Outcome.RETRYING);
    settled("elsewhere", "another", Outcome.DELIVERED);
    harness.close();
    harness = fresh(log);
    harness.initializeState(checkpoint);
    harness.open();
    take("delivered", "denied", "retrying", "elsewhere");
    assertThat(handedOver()).containsExactly("retrying", "elsewhere");
  }

  @Test
  void aFreshStartKnowsWhatWasSettledWithinTheWindow() throws Exception {
    settled("delivered", DESTINATION, Outcome.DELIVERED);
    harness = fresh(log);
    harness.setProcessingTime(Events.OCCURRED.plus(WINDOW).minusSeconds(1).toEpochMilli());
    harness.open();
    take("delivered", "new");
    assertThat(handedOver()).containsExactly("new");
  }

  @Test
  void afterTheWindowItIsForgotten() throws Exception {
    harness = fresh(log);
    harness.setStateTtlProcessingTime(0);
    harness.open();
    take("a");
    harness.setStateTtlProcessingTime(WINDOW.toMillis() + 1);
    take("a");
    assertThat(handedOver()).containsExactly("a", "a");
  }

  @Test
  void newsOfADenialPassesAndIsNoCopyOfTheEventThatBroughtIt() throws Exception {
    harness = fresh(log);
    harness.open();
    take("a");
    harness.processElement(
        new StreamRecord<>(candidate(Events.purchase("a").build()).asDenialFor("old")));
    assertThat(passed()).extracting(Candidate::profileId).containsExactly("profile", "old");
    assertThat(harness.getSideOutput(COPIES)).isNullOrEmpty();
  }

  @Test
  void aRedrivenEventPassesThoughItWasHandedOverAndPassesOnce() throws Exception {
    harness = fresh(log);
    harness.open();
    take("a");
    redrive("a", REJECTED);
    redrive("a", REJECTED);
    assertThat(handedOver()).containsExactly("a", "a");
    assertThat(harness.getSideOutput(COPIES))
        .extracting(record -> record.getValue().reason())
        .containsExactly(Reason.REDRIVEN_BEFORE);
    take("a");
    assertThat(handedOver()).hasSize(2);
  }

  @Test
  void anEventThatFailedAgainMayBeRedrivenAgain() throws Exception {
    harness = fresh(log);
    harness.open();
    take("a");
    redrive("a", REJECTED);
    redrive("a", REJECTED.plusMillis(1));
    assertThat(handedOver()).containsExactly("a", "a", "a");
  }

  @Test
  void aRedriveReadAgainAfterARestoreIsACopyOnceItsOutcomeIsInTheLog() throws Exception {
    harness = fresh(log);
    harness.open();
    take("a", "b");
    OperatorSubtaskState checkpoint = checkpoint();
    settled("a", DESTINATION, Outcome.REJECTED, REJECTED);
    settled("b", DESTINATION, Outcome.REJECTED, REJECTED);
    redrive("a", REJECTED);
    redrive("b", REJECTED);
    settled("a", DESTINATION, Outcome.DELIVERED, REJECTED.plusSeconds(60));
    harness.close();
    harness = fresh(log);
    harness.initializeState(checkpoint);
    harness.open();
    redrive("a", REJECTED);
    redrive("b", REJECTED);
    assertThat(handedOver()).containsExactly("b");
  }

  @Test
  void aRedriveHandedOverBeforeTheCheckpointIsACopyAfterIt() throws Exception {
    harness = fresh(log);
    harness.open();
    take("a");
    settled("a", DESTINATION, Outcome.REJECTED, REJECTED);
    redrive("a", REJECTED);
    OperatorSubtaskState checkpoint = checkpoint();
    harness.close();
    harness = fresh(log);
    harness.initializeState(checkpoint);
    harness.open();
    redrive("a", REJECTED);
    assertThat(handedOver()).isEmpty();
  }

  @Test
  void aFreshStartThatReadsEverythingAgainSendsARedrivenEventNoThirdTime() throws Exception {
    settled("a", DESTINATION, Outcome.REJECTED, REJECTED);
    settled("a", DESTINATION, Outcome.DELIVERED, REJECTED.plusSeconds(60));
    settled("b", DESTINATION, Outcome.REJECTED, REJECTED);
    harness = fresh(log);
    harness.setProcessingTime(Events.OCCURRED.plus(WINDOW).minusSeconds(1).toEpochMilli());
    harness.open();
    take("a", "b");
    redrive("a", REJECTED);
    redrive("b", REJECTED);
    assertThat(handedOver()).containsExactly("b");
  }

  @Test
  void anEventThatWasForgottenIsKnownAgainOnceItIsRedriven() throws Exception {
    harness = fresh(log);
    harness.open();
    redrive("a", REJECTED);
    take("a");
    assertThat(handedOver()).containsExactly("a");
  }

  @Test
  void eachSubtaskRemembersOnlyTheEventsThatComeToIt() throws Exception {
    settled("a", DESTINATION, Outcome.DELIVERED);
    settled("b", DESTINATION, Outcome.DELIVERED);
    settled("c", DESTINATION, Outcome.DELIVERED);
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Ledger(DESTINATION, mode, WINDOW, () -> log, COPIES),
            Candidate::eventKey,
            Types.STRING,
            720,
            2,
            0);
    harness.setProcessingTime(Events.OCCURRED.toEpochMilli());
    harness.setup(new CodecSerializer<>(new Candidate.BinaryForm()));
    harness.open();
    int entriesOfAnEvent = 2;
    assertThat(harness.numKeyedStateEntries()).isBetween(0, 2 * entriesOfAnEvent);
  }

  @Test
  void whatWasOnlyLoggedIsHandedOverOnceTheDestinationSends() throws Exception {
    mode = DeliveryConfig.Mode.LOG;
    harness = fresh(log);
    harness.open();
    take("logged");
    redrive("redriven", REJECTED);
    OperatorSubtaskState checkpoint = checkpoint();
    log.publish(List.of(wouldSend("logged"), wouldSend("redriven")));
    harness.close();
    mode = DeliveryConfig.Mode.SEND;
    harness = fresh(log);
    harness.initializeState(checkpoint);
    harness.open();
    take("logged");
    redrive("redriven", REJECTED);
    take("logged");
    assertThat(handedOver()).containsExactly("logged", "redriven");
  }

  @Test
  void whatWasSentBeforeIsACopyAlsoForADestinationThatOnlyLogs() throws Exception {
    harness = fresh(log);
    harness.open();
    take("sent");
    OperatorSubtaskState checkpoint = checkpoint();
    harness.close();
    mode = DeliveryConfig.Mode.LOG;
    harness = fresh(log);
    harness.initializeState(checkpoint);
    harness.open();
    take("sent");
    assertThat(handedOver()).isEmpty();
  }

  private static DeliveryRecord wouldSend(String eventId) {
    return candidate(Events.purchase(eventId).build())
        .outcome(DESTINATION, Outcome.NOT_APPLICABLE, REJECTED)
        .because(Cause.of(Reason.WOULD_SEND))
        .build();
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Candidate, Candidate> fresh(
      OutcomeLog outcomes) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Candidate, Candidate> fresh =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Ledger(DESTINATION, mode, WINDOW, () -> outcomes, COPIES),
            Candidate::eventKey,
            Types.STRING);
    fresh.setStateBackend(new EmbeddedRocksDBStateBackend());
    fresh.setProcessingTime(Events.OCCURRED.toEpochMilli());
    fresh.setup(new CodecSerializer<>(new Candidate.BinaryForm()));
    return fresh;
  }

  private OperatorSubtaskState checkpoint() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    return harness.snapshot(1, 1);
  }

  private void settled(String eventId, String destination, Outcome outcome) {
    settled(eventId, destination, outcome, Events.OCCURRED);
  }

  private void settled(String eventId, String destination, Outcome outcome, Instant at) {
    log.publish(
        List.of(
            candidate(Events.purchase(eventId).build()).outcome(destination, outcome, at).build()));
  }

  private void take(String... eventIds) throws Exception {
    for (String eventId : eventIds) {
      harness.processElement(new StreamRecord<>(candidate(Events.purchase(eventId).build())));
    }
  }

  private void redrive(String eventId, Instant lifted) throws Exception {
    harness.processElement(
        new StreamRecord<>(
            candidate(
                Events.purchase(eventId).build(),
                new Redrive(DESTINATION, lifted.toEpochMilli()))));
  }

  private static Candidate candidate(CanonicalEvent event) {
    return candidate(event, null);
  }

  private static Candidate candidate(CanonicalEvent event, Redrive redrive) {
    DestinationSpec everything =
        new DestinationSpec("test", Set.of(), List.of(), Set.of(), 100, WINDOW);
    return new Selection(Events.destination(DESTINATION, List.of()), everything)
        .candidate(event, Json.write(event), redrive);
  }

  private List<Candidate> passed() {
    return harness.getOutput().stream()
        .map(element -> (Candidate) ((StreamRecord<?>) element).getValue())
        .toList();
  }

  private List<String> handedOver() {
    return passed().stream().filter(Candidate::toBeDelivered).map(Candidate::eventId).toList();
  }
}
