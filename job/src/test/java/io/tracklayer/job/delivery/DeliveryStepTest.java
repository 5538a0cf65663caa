package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.EventCondition;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.journal.SenderStart;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.gate.selection.Redrive;
import io.tracklayer.job.gate.selection.Selection;
import io.tracklayer.job.testing.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator on RocksDB, with a destination whose answers each test chooses. */
@Timeout(60)
class DeliveryStepTest {

  private static final int FAILURES_TO_OPEN = 5;
  private static final long NOW = Events.OCCURRED.toEpochMilli() + 5_000;
  private static final Instant REJECTED = Events.OCCURRED.plusSeconds(2);
  private static final int MAX_BATCH = 4;
  private static final int MAX_IN_FLIGHT = 8;
  private static final int REQUESTS_PER_SECOND = 50;
  private static final Duration MAX_WAIT = Duration.ofMillis(200);

  private final FakeApi api = new FakeApi();
  private final Map<String, ProfileConsent> profiles = new HashMap<>();
  private FakeJournal journal;
  private int seen;
  private DestinationConfig destination = destination(List.of());
  private DeliveryHarness harness;

  @AfterEach
  void close() throws Exception {
    if (harness != null) {
      // Closing waits for what is out, also after a test that failed.
      api.answering(events -> FakeApi.status(200));
      while (api.holdsAnswers()) {
        api.release(FakeApi.status(200));
        settle();
      }
      harness.close();
    }
  }

  static Stream<Throwable> faults() {
    return Stream.of(new IllegalArgumentException("a mistake"), new StackOverflowError());
  }

  private List<String> rejected() {
    return deadLetters().stream().map(DeadLetter::eventId).toList();
  }

  private void awaitPause() throws Exception {
    journal.control("another", ControlRecord.State.RUNNING, Events.OCCURRED.plusSeconds(30));
    journal.control("api", ControlRecord.State.PAUSED, Events.OCCURRED.plusSeconds(30));
    await().until(() -> journal.control().isReadThrough());
    settle();
  }

  private void awaitOutcomes(int count) {
    await()
        .pollInSameThread()
        .until(
            () -> {
              pass(MAX_WAIT);
              return published().size() == count;
            });
  }

  private static DestinationConfig destination(List<String> consent) {
    return Events.destination("api", consent, delivery(DeliveryConfig.Mode.SEND));
  }

  private static DeliveryConfig delivery(DeliveryConfig.Mode mode) {
    return delivery(mode, 1_000);
  }

  private static DeliveryConfig delivery(int maxBatch) {
    return delivery(DeliveryConfig.Mode.SEND, 1_000, maxBatch);
  }

  private static DeliveryConfig delivery(DeliveryConfig.Mode mode, int maxWaiting) {
    return delivery(mode, maxWaiting, MAX_BATCH);
  }

  private static DeliveryConfig delivery(DeliveryConfig.Mode mode, int maxWaiting, int maxBatch) {
    return new DeliveryConfig(
        mode,
        DeliveryConfig.Start.END,
        maxBatch,
        MAX_WAIT,
        MAX_IN_FLIGHT,
        maxWaiting,
        REQUESTS_PER_SECOND,
        Duration.ofDays(7));
  }

  private static DestinationSpec takingOnly(String name) {
    return new DestinationSpec("test", Set.of(name), List.of(), Set.of(), 100, Duration.ofDays(7));
  }

  private void start() throws Exception {
    journal = new FakeJournal(destination.name(), destination.consent());
    harness = newHarness();
    harness.setProcessingTime(NOW);
    harness.open();
    catchUp();
  }

  private void catchUp() throws Exception {
    harness.catchUp();
  }

  /** What was out is answered to nobody: the checkpoint is older. */
  private void crash() throws Exception {
    journal.die();
    api.release(FakeApi.status(400));
    settle();
    harness.close();
  }

  /** What is requested after that is all that {@link FakeApi#requests} has. */
  private void crashAndRestoreToAWorkingApi(OperatorSubtaskState checkpoint) throws Exception {
    crash();
    api.requests().clear();
    api.answering(events -> FakeApi.status(200));
    restore(checkpoint);
  }

  private void restore(OperatorSubtaskState checkpoint) throws Exception {
    restoreWithoutCatchingUp(checkpoint);
    catchUp();
  }

  private void restoreWithoutCatchingUp(OperatorSubtaskState checkpoint) throws Exception {
    seen = journal.outcomes().size();
    long time = harness.getProcessingTime();
    harness = newHarness();
    harness.setProcessingTime(time);
    harness.initializeState(checkpoint);
    harness.open();
  }

  private void startAgainWithoutState() throws Exception {
    seen = journal.outcomes().size();
    long time = harness.getProcessingTime();
    harness = newHarness();
    harness.setProcessingTime(time);
    harness.open();
    catchUp();
  }

  private OperatorSubtaskState savepointToStopWith() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    return harness
        .snapshotWithLocalState(1, 1, SavepointType.suspend(SavepointFormatType.CANONICAL))
        .getJobManagerOwnedState();
  }

  private DeliveryHarness newHarness() throws Exception {
    return new DeliveryHarness(destination, api, journal);
  }

  private OperatorSubtaskState checkpoint() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    return harness.snapshot(1, 1);
  }

  private void settled(Events event, Outcome outcome, Instant at) {
    Copy copy = gate().handle(ProfileConsent.NOTHING, arrival(event.build(), null)).copy();
    journal.publish(
        new CopyOutcome(
            copy.ref(),
            outcome,
            1,
            null,
            null,
            null,
            Map.of(),
            at.toEpochMilli(),
            0,
            outcome == Outcome.DELIVERED,
            null,
            null,
            null),
        journal.sender());
  }

  private void take(Events event) throws Exception {
    deliver(arrival(event.build(), null));
  }

  private void takeRefund(String eventId, String order) throws Exception {
    CanonicalEvent refund = Events.named("refund", eventId).ofOrder(order).build();
    Selection restating =
        new Selection(Events.restating(true, EventCondition.NONE), Events.RESTATING);
    deliver(restating.arrival(refund, json(refund), null));
  }

  /** Events of as many profiles. */
  private List<String> takeSome(int count) throws Exception {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String event = "e" + taken.size() + "-of-" + count;
      take(Events.purchase(event).of("profile-" + event));
      taken.add(event);
    }
    return taken;
  }

  private List<String> delivered() {
    return published().stream()
        .filter(record -> record.outcome() == Outcome.DELIVERED)
        .map(DeliveryRecord::eventId)
        .toList();
  }

  private void redrive(Events event, Instant lifted) throws Exception {
    deliver(arrival(event.build(), new Redrive(destination.name(), lifted.toEpochMilli())));
  }

  private static Gate.Arrival arrival(CanonicalEvent event, Redrive redrive) {
    return new Selection(Events.destination("api", List.of()), Events.TAKING_EVERYTHING)
        .arrival(event, json(event), redrive);
  }

  private Gate gate() {
    return new Gate(RequiredConsent.of(destination.consent(), false));
  }

  private static byte[] json(CanonicalEvent event) {
    return Json.write(event);
  }

  private void deliver(Gate.Arrival arrival) throws Exception {
    String profile = arrival.ref().profileId();
    follow(profile, gate().handle(known(profile), arrival));
  }

  private void hear(String profile, Map<String, Statement> said) throws Exception {
    follow(profile, gate().learn(profile, known(profile), said));
  }

  private ProfileConsent known(String profile) {
    return profiles.getOrDefault(profile, ProfileConsent.NOTHING);
  }

  private void follow(String profile, Gate.Decision step) throws Exception {
    profiles.put(profile, step.state());
    if (step.withdrawn() != null) {
      harness.processElement2(step.withdrawn());
    }
    if (step.copy() != null) {
      harness.processElement1(new Outgoing.OfCopy(step.copy()));
    }
    settle();
  }

  private void pass(Duration time) throws Exception {
    harness.pass(time);
  }

  private void settle() throws Exception {
    harness.settle();
  }

  private List<String> outcomes() {
    return published().stream().map(r -> r.eventId() + " " + r.outcome().text()).toList();
  }

  /** Since the last start. */
  private List<DeliveryRecord> published() {
    List<DeliveryRecord> all = journal.outcomes();
    return all.subList(seen, all.size());
  }

  private List<DeadLetter> deadLetters() {
    return journal.deadLetters();
  }

  private List<Reason> deadLetterReasons() {
    return deadLetters().stream().map(DeadLetter::reason).toList();
  }

  @Nested
  class Batches {

    @Test
    void aFullBatchIsOneRequestAndEachOfItsEventsIsSettledOnce() throws Exception {
      start();
      for (String event : List.of("a", "b", "c", "d")) {
        take(Events.purchase(event).of("profile-" + event));
      }
      assertThat(api.requests()).containsExactly(List.of("a", "b", "c", "d"));
      assertThat(outcomes())
          .containsExactly("a delivered", "b delivered", "c delivered", "d delivered");
      OperatorSubtaskState checkpoint = checkpoint();
      crash();
      restore(checkpoint);
      pass(Duration.ofSeconds(5));
      assertThat(api.requests()).hasSize(1);
    }

    @Test
    void aBatchThatDoesNotFillUpGoesOutAfterItsWait() throws Exception {
      start();
      take(Events.purchase("a"));
      assertThat(api.requests()).isEmpty();
      pass(MAX_WAIT);
      assertThat(api.requests()).containsExactly(List.of("a"));
      assertThat(published().get(0).attempt()).isEqualTo(1);
      assertThat(published().get(0).status()).isEqualTo(200);
    }

    @Test
    void onePoisonedEventIsFoundByHalvingAndTheOthersAreDelivered() throws Exception {
      start();
      api.answering(events -> FakeApi.status(events.contains("c") ? 400 : 200));
      for (String event : List.of("a", "b", "c", "d")) {
        take(Events.purchase(event));
      }
      pass(Duration.ofSeconds(5));
      assertThat(outcomes())
          .containsExactlyInAnyOrder("a delivered", "b delivered", "c rejected", "d delivered");
      assertThat(deadLetters()).extracting(DeadLetter::eventId).containsExactly("c");
      assertThat(deadLetters().get(0).event().get("event_id").asText()).isEqualTo("c");
      assertThat(api.requests().stream().filter(r -> r.contains("a")).count()).isEqualTo(2);
    }

    @Test
    void eventsThatDoNotFitTogetherGoApartAndEachIsSettledOnce() throws Exception {
      start();
      api.grouping("c", "other");
      for (String event : List.of("a", "b", "c", "d")) {
        take(Events.purchase(event));
      }
      pass(MAX_WAIT.plusMillis(100));
      assertThat(api.requests()).containsExactlyInAnyOrder(List.of("a", "b", "d"), List.of("c"));
      assertThat(outcomes())
          .containsExactlyInAnyOrder("a delivered", "b delivered", "c delivered", "d delivered");
    }

    @Test
    void whatFitsTogetherNoMoreWhenItIsSentAgainGoesApart() throws Exception {
      start();
      api.answering(events -> FakeApi.status(events.size() == 4 ? 400 : 200));
      for (String event : List.of("a", "b", "c")) {
        take(Events.purchase(event));
      }
      api.grouping("b", "other");
      take(Events.purchase("d"));
      pass(Duration.ofSeconds(2));
      assertThat(api.requests()).contains(List.of("a", "c"), List.of("b"));
      assertThat(outcomes())
          .containsExactlyInAnyOrder("a delivered", "b delivered", "c delivered", "d delivered");
    }

    @Test
    void eachEventIsSettledAsTheAnswerSaysOfItAndOnlyWhatIsToComeAgainDoes() throws Exception {
      start();
      api.answering(
          events ->
              FakeApi.each(
                  events.size() == 1
                      ? List.of("taken")
                      : List.of("taken", "refused", "later", "taken")));
      for (String event : List.of("a", "b", "c", "d")) {
        take(Events.purchase(event).of("profile-" + event));
      }
      assertThat(outcomes())
          .containsExactly("a delivered", "b rejected", "c retrying", "d delivered");
      assertThat(deadLetters()).extracting(DeadLetter::answer).containsExactly("refused");
      assertThat(published())
          .extracting(DeliveryRecord::answer)
          .containsExactly(null, "refused", "not now", null);
      pass(Duration.ofSeconds(5));
      assertThat(api.requests()).containsExactly(List.of("a", "b", "c", "d"), List.of("c"));
      assertThat(outcomes()).endsWith("c delivered").hasSize(5);
    }

    @Test
    void whatIsJudgedAnewAndFitsNoMoreGoesInARequestOfItsOwn() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      api.holdingAnswers();
      long then = Events.OCCURRED.toEpochMilli();
      for (int i = 0; i < MAX_IN_FLIGHT * MAX_BATCH; i++) {
        take(Events.purchase("f" + i).of("p" + i).consent("marketing", ConsentState.GRANTED, then));
      }
      for (String event : List.of("a", "b", "c")) {
        take(
            Events.purchase(event)
                .of(event)
                .consent("marketing", ConsentState.GRANTED, then)
                .consent("analytics", ConsentState.GRANTED, then));
      }
      pass(MAX_WAIT);
      api.grouping("b", "other");
      take(
          Events.named("page_view", "again")
              .of("b")
              .consent("analytics", ConsentState.DENIED, then + 1));
      api.answering(events -> FakeApi.status(200));
      api.release(FakeApi.status(200));
      pass(Duration.ofSeconds(2));
      assertThat(api.requests()).contains(List.of("a", "c", "again"), List.of("b"));
      assertThat(outcomes()).contains("a delivered", "b delivered", "c delivered");
      assertThat(delivered()).doesNotHaveDuplicates();
    }
  }

  @Nested
  class Outcomes {

    @Test
    void aFailedEventIsTriedAgainUntilItIsTaken() throws Exception {
      start();
      api.answering(events -> FakeApi.status(api.requests().size() < 3 ? 500 : 200));
      take(Events.purchase("a"));
      pass(Duration.ofSeconds(30));
      assertThat(outcomes()).containsExactly("a retrying", "a retrying", "a delivered");
      assertThat(published()).extracting(DeliveryRecord::attempt).containsExactly(1, 2, 3);
      assertThat(published().get(0).reason()).isEqualTo(Reason.SERVER_ERROR);
    }

    @Test
    void aFieldTheDestinationObjectsToIsLeftOutOnceAndThenTheEventIsRejected() throws Exception {
      start();
      api.answering(events -> FakeApi.status(422));
      take(Events.purchase("a"));
      pass(Duration.ofSeconds(5));
      assertThat(api.requests()).containsExactly(List.of("a"), List.of("a-without"));
      assertThat(outcomes()).containsExactly("a rejected");
    }

    @Test
    void whatTheMappingRefusesIsADeadLetterAndNeverARequest() throws Exception {
      start();
      api.rejectingInMapping("a");
      take(Events.purchase("a"));
      pass(Duration.ofSeconds(1));
      assertThat(outcomes()).containsExactly("a rejected");
      assertThat(published().get(0).attempt()).isZero();
      assertThat(deadLetters().get(0).reason()).isEqualTo(Reason.MISSING_VALUE);
      assertThat(api.requests()).isEmpty();
    }

    @Test
    void anEventThatGrewTooOldWhileItWaitedExpires() throws Exception {
      start();
      api.answering(events -> FakeApi.status(500));
      take(Events.purchase("a").occurredAt(Events.OCCURRED.minus(destination.delivery().maxAge())));
      assertThat(outcomes()).containsExactly("a expired");
      take(
          Events.purchase("b")
              .occurredAt(Events.OCCURRED.minus(destination.delivery().maxAge()).plusSeconds(6)));
      pass(Duration.ofSeconds(60));
      assertThat(outcomes()).contains("b retrying", "b expired").doesNotContain("b delivered");
      assertThat(deadLetters()).extracting(DeadLetter::eventId).containsExactly("a", "b");
    }

    @Test
    void whatTheDestinationDoesNotTakeIsSettledAndItsConsentStillCounts() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      long then = Events.OCCURRED.toEpochMilli();
      CanonicalEvent refused =
          Events.named("refund", "r").consent("marketing", ConsentState.DENIED, then + 5).build();
      deliver(
          new Selection(destination, takingOnly("purchase")).arrival(refused, json(refused), null));
      take(Events.purchase("a").consent("marketing", ConsentState.GRANTED, then));
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("r not_applicable", "a consent_denied");
      assertThat(published().get(0).reason()).isEqualTo(Reason.NO_COUNTERPART);
    }

    @Test
    void wrongCredentialsBurnNoEvent() throws Exception {
      start();
      api.answering(events -> FakeApi.status(401));
      take(Events.purchase("a"));
      pass(MAX_WAIT);
      take(Events.purchase("b").of("other"));
      pass(Duration.ofSeconds(20));
      assertThat(api.requests()).containsExactly(List.of("a"));
      api.answering(events -> FakeApi.status(200));
      pass(Duration.ofSeconds(60));
      assertThat(outcomes()).contains("a delivered", "b delivered");
      assertThat(deadLetters()).isEmpty();
    }

    @Test
    void anOrderThatMayHaveArrivedIsToldAgainUnderTheIdItWasToldUnderFirst() throws Exception {
      start();
      api.answering(events -> FakeApi.status(500));
      take(Events.purchase("first").ofOrder("A-1"));
      pass(MAX_WAIT);
      crash();
      api.requests().clear();
      api.answering(events -> FakeApi.status(200));
      startAgainWithoutState();
      take(Events.purchase("second").ofOrder("A-1"));
      pass(MAX_WAIT);
      assertThat(api.requests()).containsExactly(List.of("first"));
    }

    @Test
    void theNextCopyGoesWhenTheFirstCanNotBeUsed() throws Exception {
      start();
      api.rejectingInMapping("broken");
      take(Events.purchase("broken").ofOrder("A-1"));
      take(Events.purchase("complete").ofOrder("A-1"));
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("broken rejected", "complete delivered");
    }

    @Test
    void whileOutcomesAreNotAcknowledgedNothingIsSent() throws Exception {
      start();
      journal.isAway(true);
      take(Events.purchase("a"));
      pass(Duration.ofSeconds(5));
      assertThat(api.requests()).isEmpty();
      journal.isAway(false);
      pass(Duration.ofSeconds(1));
      assertThat(outcomes()).containsExactly("a delivered");
    }

    @ParameterizedTest
    @MethodSource("io.tracklayer.job.delivery.DeliveryStepTest#faults")
    void aMistakeInADestinationsMappingRejectsTheEventAndNothingElse(Throwable fault)
        throws Exception {
      start();
      api.failingTo(FakeApi.Deed.MAP, "bad", fault);
      take(Events.purchase("bad"));
      take(Events.purchase("good"));
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactlyInAnyOrder("bad rejected", "good delivered");
      assertThat(deadLetterReasons()).containsExactly(Reason.MAPPING_FAILED);
    }

    @ParameterizedTest
    @MethodSource("io.tracklayer.job.delivery.DeliveryStepTest#faults")
    void soDoesOneThatShowsWhenTheRequestIsBuilt(Throwable fault) throws Exception {
      start();
      api.failingTo(FakeApi.Deed.REQUEST, "bad", fault);
      for (String event : List.of("a", "b", "bad", "c")) {
        take(Events.purchase(event));
      }
      pass(Duration.ofSeconds(5));
      assertThat(outcomes())
          .containsExactlyInAnyOrder("a delivered", "b delivered", "bad rejected", "c delivered");
      assertThat(deadLetterReasons()).containsExactly(Reason.MAPPING_FAILED);
    }

    @ParameterizedTest
    @MethodSource("io.tracklayer.job.delivery.DeliveryStepTest#faults")
    void soDoesOneThatShowsWhenTheAnswerIsRead(Throwable fault) throws Exception {
      start();
      api.failingTo(FakeApi.Deed.CLASSIFY, "bad", fault);
      take(Events.purchase("bad"));
      pass(MAX_WAIT);
      take(Events.purchase("good"));
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("bad rejected", "good delivered");
      assertThat(deadLetterReasons()).containsExactly(Reason.MAPPING_FAILED);
    }

    @ParameterizedTest
    @MethodSource("io.tracklayer.job.delivery.DeliveryStepTest#faults")
    void anEventOnWhichJoiningFailsGoesInARequestOfItsOwn(Throwable fault) throws Exception {
      start();
      api.failingTo(FakeApi.Deed.JOIN, "bad", fault);
      for (String event : List.of("a", "bad")) {
        take(Events.purchase(event));
      }
      pass(MAX_WAIT.multipliedBy(2));
      assertThat(api.requests()).containsExactlyInAnyOrder(List.of("a"), List.of("bad"));
      assertThat(outcomes()).containsExactlyInAnyOrder("a delivered", "bad delivered");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MAX_BATCH})
    void aWrongSettingCostsFiftyOneEventsAndTheOthersGoWhenItIsRight(int maxBatch)
        throws Exception {
      destination = Events.destination("api", List.of(), delivery(maxBatch));
      start();
      api.answering(events -> FakeApi.status(400));
      List<String> all = takeSome(100);
      pass(Duration.ofSeconds(20));
      assertThat(rejected()).hasSize(51);
      int whenPaused = api.requests().size();
      pass(Duration.ofSeconds(5));
      assertThat(api.requests()).as("while it is paused").hasSize(whenPaused);
      pass(Duration.ofMinutes(2));
      assertThat(api.requests()).as("with the probes").hasSizeGreaterThan(whenPaused);
      assertThat(rejected()).hasSize(51);
      api.answering(events -> FakeApi.status(200));
      pass(Duration.ofMinutes(2));
      assertThat(rejected()).hasSize(51);
      assertThat(delivered()).hasSize(all.size() - 51).doesNotHaveDuplicates();
    }

    @Test
    void anEventThatOurOwnCodeCouldNotSelectIsADeadLetterThatHoldsTheEvent() throws Exception {
      start();
      CanonicalEvent bad = Events.purchase("bad").build();
      Gate.Arrival arrival = arrival(bad, null);
      deliver(
          new Gate.Arrival(
              arrival.ref(),
              arrival.occurredAt(),
              arrival.receivedAt(),
              arrival.said(),
              arrival.denies(),
              Copy.FAILED,
              json(bad),
              null,
              null,
              false));
      assertThat(outcomes()).containsExactly("bad rejected");
      assertThat(deadLetterReasons()).containsExactly(Reason.MAPPING_FAILED);
      assertThat(deadLetters().get(0).event().path("event_id").asText()).isEqualTo("bad");
      assertThat(api.requests()).isEmpty();
    }
  }

  @Nested
  class Consent {

    @Test
    void consentWithdrawnBetweenFailureAndRetryStopsTheEventAndTheRecordSaysWhy() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      api.answering(events -> FakeApi.status(500));
      take(
          Events.purchase("a")
              .consent("marketing", ConsentState.GRANTED, Events.OCCURRED.toEpochMilli()));
      pass(MAX_WAIT);
      assertThat(outcomes()).contains("a retrying");
      api.answering(events -> FakeApi.status(200));
      int sentBefore = api.requests().size();
      long withdrawnAt = Events.OCCURRED.toEpochMilli() + 1_000;
      take(Events.named("page_view", "b").consent("marketing", ConsentState.DENIED, withdrawnAt));
      pass(Duration.ofSeconds(60));
      assertThat(outcomes()).contains("a consent_denied").doesNotContain("a delivered");
      DeliveryRecord denied =
          published().stream()
              .filter(r -> r.eventId().equals("a") && r.outcome() == Outcome.CONSENT_DENIED)
              .toList()
              .get(0);
      assertThat(denied.consent().get("marketing").state()).isEqualTo(ConsentState.DENIED);
      assertThat(denied.consent().get("marketing").at().toEpochMilli()).isEqualTo(withdrawnAt);
      assertThat(api.requests()).hasSize(sentBefore);
    }

    @Test
    void consentWithdrawnUnderAnotherIdOfTheProfileStopsWhatWaitsUnderThisOne() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      api.answering(events -> FakeApi.status(500));
      long then = Events.OCCURRED.toEpochMilli();
      take(Events.purchase("a").of("younger").consent("marketing", ConsentState.GRANTED, then));
      pass(MAX_WAIT);
      int sentBefore = api.requests().size();
      api.answering(events -> FakeApi.status(200));
      Events withdrawal =
          Events.named("page_view", "b")
              .of("older")
              .consent("marketing", ConsentState.DENIED, then + 1_000);
      take(withdrawal);
      hear(
          "younger",
          Map.of(
              "marketing",
              new Statement(ConsentState.DENIED, "context.consentManagement", then + 1_000)));
      pass(Duration.ofSeconds(60));
      assertThat(outcomes()).contains("a consent_denied").doesNotContain("b delivered");
      assertThat(api.requests()).hasSize(sentBefore);
    }

    @Test
    void aLaterGrantDoesNotReleaseAnEventThatCarriedADenial() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      long then = Events.OCCURRED.toEpochMilli();
      take(Events.named("page_view", "b").consent("marketing", ConsentState.GRANTED, then + 9));
      take(
          Events.purchase("a")
              .consent("marketing", ConsentState.GRANTED, ConsentState.DENIED, then + 9));
      pass(MAX_WAIT);
      assertThat(outcomes()).contains("a consent_denied");
    }

    @Test
    void consentWithdrawnWhileAnEventWaitsForARequestSlotStopsIt() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      api.holdingAnswers();
      long then = Events.OCCURRED.toEpochMilli();
      for (int i = 0; i < MAX_IN_FLIGHT * MAX_BATCH; i++) {
        take(Events.purchase("f" + i).of("p" + i).consent("marketing", ConsentState.GRANTED, then));
      }
      take(Events.purchase("a").consent("marketing", ConsentState.GRANTED, then));
      take(Events.purchase("b").of("other").consent("marketing", ConsentState.GRANTED, then));
      pass(MAX_WAIT);
      take(Events.named("page_view", "no").consent("marketing", ConsentState.DENIED, then + 1));
      api.answering(events -> FakeApi.status(200));
      api.release(FakeApi.status(200));
      pass(Duration.ofSeconds(2));
      assertThat(outcomes()).contains("a consent_denied", "b delivered");
      assertThat(api.requests()).allSatisfy(request -> assertThat(request).doesNotContain("a"));
    }

    @Test
    void aWithdrawalThatWasHeardBeforeTheCheckpointIsStillKnownAfterIt() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      api.answering(events -> FakeApi.status(500));
      long then = Events.OCCURRED.toEpochMilli();
      take(Events.purchase("a").consent("marketing", ConsentState.GRANTED, then));
      pass(MAX_WAIT);
      take(Events.named("page_view", "no").consent("marketing", ConsentState.DENIED, then + 1));
      OperatorSubtaskState checkpoint = checkpoint();
      crashAndRestoreToAWorkingApi(checkpoint);
      pass(Duration.ofMinutes(2));
      assertThat(outcomes()).contains("a consent_denied").doesNotContain("a delivered");
    }
  }

  @Nested
  class Outages {

    @Test
    void aStepBackOfTheMachinesClockDelaysNoRetry() throws Exception {
      start();
      api.answering(events -> FakeApi.status(500));
      List<String> failed = takeSome(MAX_BATCH);
      pass(MAX_WAIT);
      api.answering(events -> FakeApi.status(200));
      harness.stepBack(Duration.ofHours(1));
      pass(Duration.ofMinutes(1));
      assertThat(delivered()).containsExactlyInAnyOrderElementsOf(failed);
    }

    @Test
    void norDoesOneDuringAPauseOnceThePauseIsOver() throws Exception {
      start();
      api.answering(events -> FakeApi.status(500));
      List<String> failed = takeSome(MAX_BATCH);
      pass(MAX_WAIT);
      api.answering(events -> FakeApi.status(200));
      awaitPause();
      harness.stepBack(Duration.ofHours(1));
      pass(Duration.ofMinutes(1));
      assertThat(delivered()).isEmpty();
      journal.control("api", ControlRecord.State.RUNNING, Events.OCCURRED.plusSeconds(60));
      awaitOutcomes(2 * MAX_BATCH);
      assertThat(delivered()).containsExactlyInAnyOrderElementsOf(failed);
    }

    private BreakerRecord breakerIsClosed() {
      Instant since = journal.breakers().get(2).since();
      return new BreakerRecord(
          1, "api", 0, 1, BreakerRecord.State.CLOSED, since, null, null, since);
    }

    @Test
    void aDestinationThatIsDownIsProbedWithSingleRequestsAndAllArrivesWhenItIsBack()
        throws Exception {
      start();
      api.answering(events -> FakeApi.status(503));
      for (int i = 0; i < 40; i++) {
        take(Events.purchase("e" + i).of("profile-" + i));
      }
      pass(Duration.ofMinutes(2));
      int whileDown = api.requests().size();
      assertThat(whileDown).isBetween(FAILURES_TO_OPEN, 30);
      assertThat(journal.breakers())
          .extracting(BreakerRecord::state, BreakerRecord::reason, BreakerRecord::status)
          .containsExactly(
              tuple(BreakerRecord.State.CLOSED, null, null),
              tuple(BreakerRecord.State.OPEN, Reason.SERVER_ERROR, 503));
      api.answering(events -> FakeApi.status(200));
      pass(Duration.ofMinutes(3));
      assertThat(delivered()).hasSize(40).doesNotHaveDuplicates();
      assertThat(journal.breakers()).hasSize(3).last().isEqualTo(breakerIsClosed());
    }

    @Test
    void whatFindsNoRoomIsTakenOverWithoutATimerAndGoesWhenThereIsRoom() throws Exception {
      start();
      api.holdingAnswers();
      List<String> all = takeSome(130);
      pass(Duration.ofSeconds(1));
      assertThat(api.requests()).hasSize(MAX_IN_FLIGHT);
      assertThat(harness.numProcessingTimeTimers()).isZero();
      OperatorSubtaskState checkpoint = checkpoint();
      api.answering(events -> FakeApi.status(200));
      api.release(FakeApi.status(200));
      pass(Duration.ofSeconds(5));
      assertThat(delivered()).containsExactlyInAnyOrderElementsOf(all);
      crash();
      api.requests().clear();
      restore(checkpoint);
      pass(Duration.ofSeconds(5));
      assertThat(api.requests()).isEmpty();
    }

    @Test
    void whileTheDestinationIsDownWhatWaitsHasNoTimerAndCostsNoAttempt() throws Exception {
      start();
      api.answering(events -> FakeApi.status(503));
      List<String> first = takeSome(MAX_BATCH * FAILURES_TO_OPEN);
      pass(Duration.ofMillis(500));
      List<String> rest = takeSome(500);
      assertThat(harness.numProcessingTimeTimers()).isLessThanOrEqualTo(first.size());
      pass(Duration.ofSeconds(90));
      assertThat(api.requests().size()).isLessThan(30);
      api.answering(events -> FakeApi.status(200));
      pass(Duration.ofMinutes(2));
      assertThat(delivered()).containsAll(rest).containsAll(first).doesNotHaveDuplicates();
    }

    @Test
    void whatIsReleasedAfterAnOutageKeepsToTheRate() throws Exception {
      start();
      api.answering(events -> FakeApi.status(503));
      takeSome(MAX_BATCH * FAILURES_TO_OPEN);
      pass(Duration.ofMillis(500));
      List<String> all = takeSome(600);
      api.answering(events -> FakeApi.status(200));
      while (delivered().isEmpty()) {
        pass(Duration.ofMillis(100));
      }
      int atFirst = delivered().size();
      pass(Duration.ofSeconds(1));
      assertThat(delivered().size() - atFirst)
          .isBetween(REQUESTS_PER_SECOND * MAX_BATCH / 2, REQUESTS_PER_SECOND * MAX_BATCH);
      pass(Duration.ofMinutes(1));
      assertThat(delivered()).containsAll(all).doesNotHaveDuplicates();
    }

    @Test
    void pastTheWaitingLimitAnEventStillDoesNotKeepTheTask() throws Exception {
      destination = Events.destination("api", List.of(), delivery(DeliveryConfig.Mode.SEND, 5));
      start();
      api.answering(events -> FakeApi.status(503));
      List<String> all = takeSome(30);
      api.answering(events -> FakeApi.status(200));
      pass(Duration.ofMinutes(2));
      assertThat(delivered()).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Nested
  class Restarts {

    @Test
    void aRestoreSendsAgainWhatWasUnansweredAndOnlyThat() throws Exception {
      start();
      take(Events.purchase("answered"));
      pass(MAX_WAIT);
      api.holdingAnswers();
      take(Events.purchase("unanswered"));
      pass(MAX_WAIT);
      OperatorSubtaskState checkpoint = checkpoint();
      crashAndRestoreToAWorkingApi(checkpoint);
      pass(Duration.ofSeconds(1));
      assertThat(api.requests()).containsExactly(List.of("unanswered"));
    }

    @Test
    void aRestoreDoesNotSendWhatWasSettledAfterTheCheckpoint() throws Exception {
      start();
      api.holdingAnswers();
      take(Events.purchase("settled-later").of("p1"));
      take(Events.purchase("never-settled").of("p2"));
      pass(MAX_WAIT);
      OperatorSubtaskState checkpoint = checkpoint();
      settled(Events.purchase("settled-later").of("p1"), Outcome.DELIVERED, Events.OCCURRED);
      crashAndRestoreToAWorkingApi(checkpoint);
      pass(Duration.ofSeconds(1));
      assertThat(api.requests()).containsExactly(List.of("never-settled"));
    }

    @Test
    void aPlannedStopWaitsForWhatIsOutAndBeginsNothingNew() throws Exception {
      start();
      api.holdingAnswers();
      take(Events.purchase("out"));
      pass(MAX_WAIT);
      take(Events.purchase("in-a-batch"));
      Thread task = Thread.currentThread();
      CompletableFuture<Void> answering =
          CompletableFuture.runAsync(
              () -> {
                await().until(() -> task.getState() == Thread.State.TIMED_WAITING);
                api.release(FakeApi.status(200));
              });
      OperatorSubtaskState savepoint = savepointToStopWith();
      answering.join();
      assertThat(outcomes()).containsExactly("out delivered");
      assertThat(journal.flushes()).isPositive();
      crashAndRestoreToAWorkingApi(savepoint);
      pass(Duration.ofSeconds(1));
      assertThat(api.requests()).containsExactly(List.of("in-a-batch"));
    }

    @Test
    void aPlannedStopThatIsCalledOffGoesOn() throws Exception {
      start();
      take(Events.purchase("a"));
      savepointToStopWith();
      pass(Duration.ofSeconds(2));
      assertThat(api.requests()).isEmpty();
      harness.getOperator().notifyCheckpointAborted(1);
      pass(Duration.ofSeconds(2));
      assertThat(outcomes()).containsExactly("a delivered");
    }

    @Test
    void nothingGoesOutBeforeEverythingIsReadThatWasThereAtTheStart() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      api.answering(events -> FakeApi.status(500));
      long then = Events.OCCURRED.toEpochMilli();
      take(Events.purchase("a").of("one").consent("marketing", ConsentState.GRANTED, then));
      take(Events.purchase("b").of("other").consent("marketing", ConsentState.GRANTED, then));
      pass(MAX_WAIT);
      OperatorSubtaskState checkpoint = checkpoint();
      crash();
      api.requests().clear();
      api.answering(events -> FakeApi.status(200));
      restoreWithoutCatchingUp(checkpoint);
      pass(Duration.ofSeconds(5));
      assertThat(api.requests()).isEmpty();
      take(
          Events.named("page_view", "no")
              .of("one")
              .consent("marketing", ConsentState.DENIED, then + 1));
      harness.processElement2(new News.CaughtUp(0, 1));
      pass(Duration.ofSeconds(5));
      assertThat(api.requests()).isEmpty();
      harness.processElement1(new Outgoing.CaughtUp(0, 1, "delivery:0"));
      pass(Duration.ofSeconds(5));
      assertThat(outcomes()).contains("a consent_denied", "b delivered");
      assertThat(api.requests()).containsExactly(List.of("b"));
    }

    @Test
    void aStartWithoutStateSendsNothingThatIsSettledThoughAnotherCopyComes() throws Exception {
      start();
      take(Events.purchase("told").ofOrder("A-1"));
      pass(MAX_WAIT);
      crash();
      startAgainWithoutState();
      take(Events.purchase("other-copy").ofOrder("A-1"));
      take(Events.purchase("another-order").ofOrder("A-2"));
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("told duplicate", "another-order delivered");
      assertThat(published().get(0).messageId()).isEqualTo("m-other-copy");
      assertThat(api.requests()).containsExactly(List.of("told"), List.of("another-order"));
    }

    @Test
    void aCopyWhoseOutcomeWasLostBesideItsSettledClaimIsNotSentAgainAndEndsAsADuplicate()
        throws Exception {
      start();
      journal.losesDeliveries(true);
      take(Events.purchase("told").ofOrder("A-1"));
      pass(MAX_WAIT);
      crash();
      journal.losesDeliveries(false);
      startAgainWithoutState();
      take(Events.purchase("told").ofOrder("A-1"));
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("told duplicate");
      assertThat(api.requests()).containsExactly(List.of("told"));
    }

    @Test
    void norIsACopyThatWaitsInTheRestoredState() throws Exception {
      start();
      api.holdingAnswers();
      take(Events.purchase("told").ofOrder("A-1"));
      pass(MAX_WAIT);
      OperatorSubtaskState checkpoint = checkpoint();
      journal.losesDeliveries(true);
      settled(Events.purchase("told").ofOrder("A-1"), Outcome.DELIVERED, REJECTED);
      journal.losesDeliveries(false);
      crashAndRestoreToAWorkingApi(checkpoint);
      pass(Duration.ofSeconds(1));
      assertThat(outcomes()).containsExactly("told duplicate");
      assertThat(api.requests()).isEmpty();
    }

    @Test
    void whatWasLostAmongTheClaimsIsWrittenByTheNextStartAndKnownToALaterOne() throws Exception {
      start();
      journal.losesClaims(true);
      take(Events.purchase("told").ofOrder("A-1"));
      pass(MAX_WAIT);
      crash();
      journal.losesClaims(false);
      startAgainWithoutState();
      Duration longerThanDeliveriesAreReadBack = Duration.ofDays(10);
      harness.setProcessingTime(NOW + longerThanDeliveriesAreReadBack.toMillis());
      crash();
      startAgainWithoutState();
      take(
          Events.purchase("other-copy")
              .ofOrder("A-1")
              .occurredAt(Events.OCCURRED.plus(longerThanDeliveriesAreReadBack)));
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("told duplicate");
      assertThat(api.requests()).containsExactly(List.of("told"));
    }

    @Test
    void aRenamedDestinationKnowsWhatWasDeliveredUnderItsOldName() throws Exception {
      start();
      take(Events.purchase("told").ofOrder("A-1"));
      pass(MAX_WAIT);
      crash();
      destination = Events.renamed("renamed", destination);
      startAgainWithoutState();
      take(Events.purchase("other-copy").ofOrder("A-1"));
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("told duplicate");
    }

    @Test
    void eachStartHasAHigherEpochAndWhoIsReplacedSendsNothingMore() throws Exception {
      start();
      crash();
      startAgainWithoutState();
      assertThat(journal.starts())
          .extracting(started -> started.sender().epoch())
          .containsExactly(1L, 2L);
      journal.started(
          new SenderStart(destination.name(), new Sender(3, "another job"), 0, Short.MAX_VALUE));
      await()
          .pollInSameThread()
          .untilAsserted(
              () -> {
                settle();
                take(Events.purchase("e" + System.nanoTime()));
                int before = api.requests().size();
                pass(Duration.ofSeconds(1));
                assertThat(api.requests()).hasSize(before);
              });
    }
  }

  @Nested
  class Redriving {

    @Test
    void aRedrivenEventIsSentAgainWithTheSameIdAndSettledAnew() throws Exception {
      start();
      api.answering(events -> FakeApi.status(400));
      take(Events.purchase("a"));
      pass(MAX_WAIT);
      api.answering(events -> FakeApi.status(200));
      redrive(Events.purchase("a"), deadLetters().get(0).at());
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("a rejected", "a delivered");
      assertThat(api.requests()).containsExactly(List.of("a"), List.of("a"));
    }

    @Test
    void consentIsJudgedAnewWhenAnEventIsRedrivenAndItsAgeBeginsAnew() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      long then = Events.OCCURRED.toEpochMilli();
      take(Events.named("page_view", "b").consent("marketing", ConsentState.DENIED, then + 9));
      pass(MAX_WAIT);
      api.requests().clear();
      seen = journal.outcomes().size();
      redrive(
          Events.purchase("withdrawn").consent("marketing", ConsentState.GRANTED, then), REJECTED);
      redrive(
          Events.purchase("old")
              .of("another")
              .occurredAt(Events.OCCURRED.minus(destination.delivery().maxAge()))
              .consent("marketing", ConsentState.GRANTED, then),
          REJECTED);
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("withdrawn consent_denied", "old delivered");
      assertThat(api.requests()).containsExactly(List.of("old"));
    }

    @Test
    void aRestoreDoesNotForgetARedrivenEventBecauseOfTheOutcomeThatWasLifted() throws Exception {
      start();
      api.holdingAnswers();
      redrive(Events.purchase("still-open").of("p1"), REJECTED);
      redrive(Events.purchase("settled-later").of("p2"), REJECTED);
      pass(MAX_WAIT);
      OperatorSubtaskState checkpoint = checkpoint();
      settled(Events.purchase("still-open").of("p1"), Outcome.REJECTED, REJECTED);
      settled(Events.purchase("settled-later").of("p2"), Outcome.REJECTED, REJECTED);
      settled(Events.purchase("settled-later").of("p2"), Outcome.DELIVERED, REJECTED.plusMillis(1));
      crashAndRestoreToAWorkingApi(checkpoint);
      pass(Duration.ofSeconds(1));
      assertThat(api.requests()).containsExactly(List.of("still-open"));
    }

    @Test
    void aRedrivenEventThatIsOnItsWayAlreadyIsNotSentBesideItself() throws Exception {
      start();
      api.holdingAnswers();
      take(Events.purchase("a"));
      pass(MAX_WAIT);
      redrive(Events.purchase("a"), REJECTED);
      pass(MAX_WAIT);
      api.release(FakeApi.status(200));
      settle();
      assertThat(api.requests()).containsExactly(List.of("a"));
      assertThat(outcomes()).containsExactly("a delivered");
    }
  }

  @Nested
  class Refunds {

    @Test
    void aRefundRestatesItsPurchaseWhichAStartWithoutStateStillKnows() throws Exception {
      start();
      take(Events.purchase("p").ofOrder("A-1"));
      pass(MAX_WAIT);
      takeRefund("r1", "A-1");
      pass(MAX_WAIT);
      crash();
      startAgainWithoutState();
      take(Events.purchase("p").ofOrder("A-1"));
      takeRefund("r1", "A-1");
      takeRefund("r2", "A-1");
      pass(MAX_WAIT);
      assertThat(api.requests())
          .containsExactly(List.of("p"), List.of("r1=87.50"), List.of("r2=75.00"));
      assertThat(outcomes()).containsExactly("r2 delivered");
    }

    @Test
    void aRefundKeepsWaitingOverARestartAndGoesWhenItsPurchaseIsDelivered() throws Exception {
      start();
      api.answering(events -> FakeApi.status(500));
      take(Events.purchase("p").ofOrder("A-1"));
      pass(MAX_WAIT);
      takeRefund("r1", "A-1");
      crashAndRestoreToAWorkingApi(checkpoint());
      pass(Duration.ofMinutes(1));
      assertThat(api.requests()).endsWith(List.of("p"), List.of("r1=87.50"));
    }

    @Test
    void aRefundOfAnOrderThatIsNotKnownIsNotSent() throws Exception {
      start();
      takeRefund("r1", "A-1");
      pass(Duration.ofMinutes(4));
      assertThat(outcomes()).isEmpty();
      pass(Duration.ofMinutes(2));
      assertThat(outcomes()).containsExactly("r1 not_applicable");
      assertThat(published().get(0).reason()).isEqualTo(Reason.PURCHASE_NOT_DELIVERED);
      assertThat(api.requests()).isEmpty();
    }
  }

  @Nested
  class Pauses {

    @Test
    void aPausedDestinationIsSentNothingAlsoAfterARestartUntilItRunsAgain() throws Exception {
      start();
      awaitPause();
      take(Events.purchase("a").of("profile-a"));
      take(Events.purchase("b").of("profile-b"));
      pass(Duration.ofMinutes(2));
      OperatorSubtaskState checkpoint = checkpoint();
      crashAndRestoreToAWorkingApi(checkpoint);
      pass(Duration.ofMinutes(2));
      assertThat(api.requests()).isEmpty();
      assertThat(published()).isEmpty();
      journal.control("api", ControlRecord.State.RUNNING, Events.OCCURRED.plusSeconds(60));
      awaitOutcomes(2);
      assertThat(outcomes()).containsExactlyInAnyOrder("a delivered", "b delivered");
      assertThat(published()).extracting(DeliveryRecord::attempt).containsOnly(1);
    }

    @Test
    void aPauseLetsWhatIsOutFinishAndKeepsWhatFailedWaitingWithoutASecondAttempt()
        throws Exception {
      start();
      api.holdingAnswers();
      take(Events.purchase("a"));
      pass(MAX_WAIT);
      awaitPause();
      take(Events.purchase("b").of("profile-b"));
      pass(MAX_WAIT);
      api.release(FakeApi.status(500));
      pass(Duration.ofMinutes(5));
      assertThat(api.requests()).containsExactly(List.of("a"));
      assertThat(outcomes()).containsExactly("a retrying");
    }

    @Test
    void whatMayNotBeSentAnyMoreIsSettledWhileADestinationIsPaused() throws Exception {
      destination = destination(List.of("marketing"));
      start();
      awaitPause();
      take(
          Events.purchase("refused")
              .consent("marketing", ConsentState.DENIED, Events.OCCURRED.toEpochMilli()));
      assertThat(outcomes()).containsExactly("refused consent_denied");
    }

    @Test
    void whatBecomesTooOldDuringAPauseIsNotSentAfterIt() throws Exception {
      start();
      awaitPause();
      take(
          Events.purchase("a")
              .occurredAt(Events.OCCURRED.minus(destination.delivery().maxAge()).plusSeconds(6)));
      pass(Duration.ofSeconds(10));
      journal.control("api", ControlRecord.State.RUNNING, Events.OCCURRED.plusSeconds(60));
      awaitOutcomes(1);
      assertThat(outcomes()).containsExactly("a expired");
      assertThat(api.requests()).isEmpty();
    }
  }

  @Nested
  class LogMode {

    @Test
    void inLogModeNothingIsSent() throws Exception {
      destination = Events.destination("api", List.of(), delivery(DeliveryConfig.Mode.LOG));
      start();
      take(Events.purchase("a"));
      pass(Duration.ofSeconds(1));
      assertThat(api.requests()).isEmpty();
      assertThat(published().get(0).reason()).isEqualTo(Reason.WOULD_SEND);
    }

    @Test
    void whatWasOnlyLoggedIsSentWhenItIsReadAgainInSendMode() throws Exception {
      destination = Events.destination("api", List.of(), delivery(DeliveryConfig.Mode.LOG));
      start();
      take(Events.purchase("a"));
      pass(MAX_WAIT);
      crash();
      destination = destination(List.of());
      startAgainWithoutState();
      take(Events.purchase("a"));
      pass(MAX_WAIT);
      assertThat(outcomes()).containsExactly("a delivered");
    }
  }

  @Nested
  class Validating {

    private Events validation(String eventId) {
      return Events.purchase(eventId).of("profile-" + eventId).forValidation();
    }

    private List<String> told() {
      return published().stream()
          .filter(r -> r.reason() != null)
          .map(r -> r.outcome().text() + " " + Cause.of(r.reason(), r.detail()))
          .toList();
    }

    @Test
    void aTestRequestIsNeverSharedWithEventsThatCountAndNothingIsDeliveredByIt() throws Exception {
      api.havingATestFacility();
      start();
      take(Events.purchase("a").of("profile-a"));
      take(validation("v"));
      take(Events.purchase("b").of("profile-b"));
      pass(Duration.ofSeconds(1));
      assertThat(api.requests()).containsExactlyInAnyOrder(List.of("a", "b"), List.of("test", "v"));
      assertThat(delivered()).containsExactlyInAnyOrder("a", "b");
      assertThat(told()).contains("not_applicable validation (tested)");
      assertThat(api.connections()).isZero();
    }

    @Test
    void withoutATestFacilityTheHostIsReachedAndNothingIsSent() throws Exception {
      start();
      take(validation("v"));
      pass(MAX_WAIT);
      assertThat(api.connections()).isEqualTo(1);
      assertThat(api.requests()).isEmpty();
      assertThat(told()).containsExactly("not_applicable validation (connected)");
    }

    @Test
    void aHostThatCannotBeReachedIsTriedForTwoMinutesAndLeavesNoDeadLetter() throws Exception {
      start();
      api.unreachable();
      take(validation("v"));
      pass(MAX_WAIT);
      assertThat(told()).containsExactly("retrying connection_refused");
      pass(Duration.ofMinutes(5));
      assertThat(told()).last().isEqualTo("expired too_old");
      assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aRequestThatOurOwnCodeCannotBuildIsFoundAlthoughNothingWouldBeSent() throws Exception {
      start();
      api.failingTo(FakeApi.Deed.REQUEST, "v", new IllegalArgumentException("a mistake"));
      take(validation("v"));
      pass(MAX_WAIT);
      assertThat(told()).containsExactly("rejected mapping_failed");
      assertThat(api.connections()).isZero();
    }

    @Test
    void aHostThatCanBeReachedIsNoProbeOfADestinationThatFails() throws Exception {
      start();
      api.answering(events -> FakeApi.status(500));
      takeSome(MAX_BATCH * 5);
      pass(Duration.ofSeconds(1));
      take(validation("v"));
      pass(Duration.ofSeconds(60));
      assertThat(outcomes()).filteredOn(told -> told.startsWith("v ")).isEmpty();
      assertThat(api.connections()).isZero();
      pass(Duration.ofSeconds(90));
      assertThat(outcomes()).contains("v expired");
    }

    @Test
    void aTestRequestIsNoProbeOfADestinationThatFailsEither() throws Exception {
      api.havingATestFacility();
      start();
      api.answering(events -> FakeApi.status(401));
      take(Events.purchase("a").of("profile-a"));
      pass(MAX_WAIT);
      take(validation("v"));
      pass(Duration.ofSeconds(25));
      assertThat(api.requests()).containsExactly(List.of("a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 500})
    void testRequestsThatFailHoldUpNoEventThatCounts(int status) throws Exception {
      api.havingATestFacility();
      start();
      api.answering(events -> FakeApi.status(events.contains("test") ? status : 200));
      for (int i = 0; i < 10; i++) {
        take(validation("v" + i));
        pass(MAX_WAIT);
      }
      pass(Duration.ofSeconds(10));
      assertThat(api.requests()).hasSizeBetween(10, 100);
      take(Events.purchase("a").of("profile-a"));
      pass(Duration.ofSeconds(1));
      assertThat(delivered()).containsExactly("a");
    }

    @Test
    void aHostThatCanBeReachedDoesNotEndAnOutage() throws Exception {
      start();
      api.answering(events -> FakeApi.status(401));
      take(Events.purchase("a").of("profile-a"));
      pass(MAX_WAIT);
      take(validation("v"));
      pass(Duration.ofSeconds(20));
      assertThat(outcomes()).containsExactly("a retrying");
      api.answering(events -> FakeApi.status(200));
      pass(Duration.ofSeconds(60));
      assertThat(outcomes()).contains("a delivered", "v not_applicable");
    }

    @Test
    void atAPausedDestinationItExpiresAndNothingOfItIsLeft() throws Exception {
      start();
      awaitPause();
      take(validation("v"));
      pass(Duration.ofMinutes(3));
      assertThat(outcomes()).containsExactly("v expired");
      assertThat(deadLetters()).isEmpty();
      journal.control("api", ControlRecord.State.RUNNING, Events.OCCURRED.plusSeconds(60));
      await().until(() -> journal.control().isReadThrough());
      pass(Duration.ofMinutes(1));
      assertThat(api.connections()).isZero();
    }

    @Test
    void anOrderUnderTheSameClaimIsDeliveredNonetheless() throws Exception {
      api.havingATestFacility();
      start();
      take(Events.purchase("v").ofOrder("order-1").forValidation());
      pass(MAX_WAIT);
      take(Events.purchase("a").ofOrder("order-1"));
      pass(MAX_WAIT);
      assertThat(told().get(0)).isEqualTo("not_applicable validation (tested)");
      assertThat(published())
          .last()
          .extracting(DeliveryRecord::outcome)
          .isEqualTo(Outcome.DELIVERED);
    }
  }
}
