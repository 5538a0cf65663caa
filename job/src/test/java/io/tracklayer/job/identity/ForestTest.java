package io.tracklayer.job.identity;

import static io.tracklayer.job.identity.ForestHarness.draft;
import static io.tracklayer.job.identity.ForestHarness.identifier;
import static io.tracklayer.job.identity.ForestHarness.joining;
import static io.tracklayer.job.identity.ForestHarness.node;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.Letter;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import io.tracklayer.job.kafka.FakeRecordLog;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;
import org.apache.flink.streaming.api.operators.co.CoStreamMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the shell around the protocol: what is sent where, and what survives a restore. */
class ForestTest {

  private static final Identifier USER = new Identifier("user_id", "u-1");
  private static final Identifier EMAIL = new Identifier("email", "a@example.com");
  private static final Identifier DEVICE = new Identifier("anonymous_id", "d-1");

  /**
   * Of two subtasks, the node of the user id lives on the second, that of the e-mail on the first.
   */
  private static final Identifier USER_ELSEWHERE = identifier("user_id", "elsewhere-", false);

  private static final Identifier EMAIL_HERE = identifier("email", "here@example.com", true);

  private static final Message ACCEPTED =
      new Message.Accept(node(EMAIL_HERE), node(USER_ELSEWHERE), 1);

  /** As only a mistake in the steps before could make it. */
  private static final Contribution NO_CONTRIBUTION = null;

  private ForestHarness harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void onOneSubtaskEveryEventIsResolvedInOneTurnAndOnlyHintsGoThroughTheLoop() throws Exception {
    harness = opened(1);
    harness.take(draft("m1", DEVICE));
    harness.take(draft("m2", USER, EMAIL, DEVICE));
    harness.take(draft("m3", USER, EMAIL));
    List<Resolved> events = harness.extractOutputValues();
    assertThat(events)
        .extracting(Resolved::state)
        .containsExactly(IdentityState.CREATED, IdentityState.MERGED, IdentityState.RECOGNISED);
    assertThat(events)
        .extracting(event -> event.profile().id())
        .containsOnly(Optional.of(node(DEVICE)));
    assertThat(harness.sent())
        .isNotEmpty()
        .allMatch(record -> record.message() instanceof Message.Hint);
    assertThat(harness.changes())
        .extracting(IdentityChange::change)
        .containsExactly(IdentityChange.ChangeType.LINK, IdentityChange.ChangeType.MERGE);
  }

  @Test
  void messagesToNodesOfAnotherSubtaskGoThroughTheLoopAndTellWhereTheyCameFrom() throws Exception {
    harness = opened(2);
    harness.take(draftAcrossSubtasks(1));
    assertThat(harness.extractOutputValues()).isEmpty();
    harness.snapshot(7, 1);
    harness.take(draftAcrossSubtasks(2));
    List<LoopRecord> sent = harness.sent();
    assertThat(sent).hasSize(2).allMatch(record -> record.message() instanceof Message.Join);
    assertThat(sent).extracting(LoopRecord::stamp).containsExactly(0L, 7L);
    assertThat(sent).extracting(LoopRecord::epoch).containsOnly(sent.get(0).epoch());
    assertThat(((Message.Join) sent.get(0).message()).walk().hops()).isEqualTo(1);
  }

  @Test
  void aBodyTooLargeForTheLoopStaysWhereItsEventSetOutUntilTheEventReturns() throws Exception {
    harness = opened(2);
    Draft large = draftAcrossSubtasks(1).withBody(new byte[256 * 1024]);
    harness.take(large);
    Message sent = harness.sent().get(0).message();
    assertThat(sent.carried().event().body()).isEmpty();
    assertThat(sent.carried().bodyAt()).isEqualTo(large.anchor());

    Epoch epoch = harness.sent().get(0).epoch();
    Resolved found =
        new Resolved(
            sent.carried().event(),
            Profile.of(large),
            IdentityState.MERGED,
            new TreeSet<>(),
            false,
            2);
    harness.loop(epoch, 0, new Message.Return(large.anchor(), found));
    harness.loop(epoch, 0, new Message.Return(large.anchor(), found));

    assertThat(harness.extractOutputValues())
        .as("once, with its body")
        .extracting(resolved -> resolved.event().body().length)
        .containsExactly(256 * 1024);
  }

  @Test
  void anEventOnWhichOurOwnCodeFailsIsRejectedAndTheNextIsResolved() throws Exception {
    harness = opened(1);
    harness.take(draft("before", USER, DEVICE));
    harness.take(Drafts.with(NO_CONTRIBUTION, draft("broken", USER, EMAIL)));
    harness.take(draft("next", USER, DEVICE));

    assertThat(harness.extractOutputValues())
        .extracting(resolved -> resolved.event().messageId())
        .containsExactly("before", "next");
    assertThat(harness.extractOutputValues().get(1).state()).isEqualTo(IdentityState.RECOGNISED);
    assertThat(harness.rejected())
        .extracting(Rejection::messageId, Rejection::reason, Rejection::detail)
        .containsExactly(tuple("broken", Reason.PROCESSING_FAILED, "NullPointerException"));
    assertThat(harness.rejected().get(0).body().path("name").asText()).isEqualTo("purchase");
  }

  @Test
  void afterARestoreMessagesOfThePastBelongToTheCheckpointOrAreDropped() throws Exception {
    harness = opened(1);
    harness.take(draft("m1", DEVICE));
    Epoch past = epochOf();
    restartAtCheckpoint7(new FakeRecordLog(), 1);

    harness.loop(past, 6, Message.Join.begin(draft("sent-before", DEVICE), null));
    harness.loop(past, 7, Message.Join.begin(draft("sent-after", DEVICE), null));
    harness.loop(
        new Epoch(node(USER), 0), 0, Message.Join.begin(draft("of-another-job", DEVICE), null));

    assertThat(harness.extractOutputValues())
        .extracting(resolved -> resolved.event().messageId())
        .containsExactly("sent-before");
  }

  @Test
  void aMessageOfAnotherReleaseThatTheFenceDropsDoesNotEndTheJob() throws Exception {
    harness = opened(1);
    Letter unreadable = new Letter.Sealed(node(DEVICE), 99, new byte[] {77});
    harness.loop(new LoopRecord(new Epoch(node(USER), 0), 3, 0, unreadable));
    assertThat(harness.extractOutputValues()).isEmpty();
    Epoch current = epochOf();
    assertThatThrownBy(() -> harness.loop(new LoopRecord(current, 0, 0, unreadable)))
        .hasMessageContaining("not of this release");
  }

  @Test
  void whatIsParkedSurvivesARestoreAndIsReleasedOnce() throws Exception {
    harness = opened(2);
    harness.take(joiningAcrossSubtasks());
    harness.take(joiningAcrossSubtasks());
    assertThat(harness.sent())
        .extracting(record -> record.message().type())
        .containsExactly(MessageType.PROPOSE);
    Epoch past = harness.sent().get(0).epoch();
    restartAtCheckpoint7(new FakeRecordLog(), 2);

    harness.loop(past, 6, ACCEPTED);
    harness.loop(past, 6, ACCEPTED);

    assertThat(harness.sent())
        .extracting(record -> record.message().type())
        .containsExactly(MessageType.JOIN);
    assertThat(harness.sent().get(0).message().to()).isEqualTo(node(USER_ELSEWHERE));
  }

  @Test
  void whatWasReleasedOnceIsNotReleasedByALaterAnswer() throws Exception {
    harness = opened(2);
    harness.take(joiningAcrossSubtasks());
    harness.take(joiningAcrossSubtasks());
    Epoch epoch = harness.sent().get(0).epoch();

    harness.loop(
        epoch,
        0,
        new Message.Reject(node(EMAIL_HERE), node(USER_ELSEWHERE), 1, node(USER_ELSEWHERE), 1_000));
    assertThat(harness.sent()).as("the parked event proposes anew").hasSize(2);
    harness.loop(
        epoch,
        0,
        new Message.Reject(node(EMAIL_HERE), node(USER_ELSEWHERE), 2, node(USER_ELSEWHERE), 1_000));
    assertThat(harness.sent()).as("nothing is parked any more").hasSize(2);
  }

  @Test
  void whatFindsNoRoomToParkGoesRoundTheLoopAlsoAfterARestore() throws Exception {
    harness = opened(2);
    for (int i = 0; i <= Parking.MAX_AT_A_NODE; i++) {
      harness.take(joiningAcrossSubtasks());
    }
    assertThat(harness.sent())
        .extracting(record -> record.message().type())
        .containsExactly(MessageType.PROPOSE);
    Epoch past = harness.sent().get(0).epoch();
    restartAtCheckpoint7(new FakeRecordLog(), 2);

    harness.take(joiningAcrossSubtasks());
    assertThat(harness.sent()).extracting(LoopRecord::to).containsExactly(node(EMAIL_HERE));
    harness.loop(past, 6, ACCEPTED);

    assertThat(harness.sent())
        .as("those that were parked go on")
        .hasSize(1 + Parking.MAX_AT_A_NODE)
        .last()
        .extracting(LoopRecord::to)
        .isEqualTo(node(USER_ELSEWHERE));
  }

  @Test
  void aCheckpointHasTheNodesThatAreCachedAndThoseThatGaveWay() throws Exception {
    int people = 6_000;
    harness = opened(1);
    for (int i = 0; i < people; i++) {
      harness.take(draft("first-" + i, user(i), new Identifier("anonymous_id", "d-" + i)));
    }
    for (int i = 0; i < people / 10; i++) {
      harness.take(draft("second-" + i, user(i), new Identifier("email", i + "@example.com")));
    }
    Map<NodeId, Profile> before = new HashMap<>();
    for (Resolved event : harness.extractOutputValues()) {
      before.put(event.event().anchor(), event.profile());
    }
    int nodes = 2 * people + people / 10;
    assertThat(stored("node")).as("some gave way").hasSizeBetween(2_000, nodes / 2);
    OperatorSubtaskState checkpoint = harness.snapshot(7, 1);
    assertThat(stored("node")).hasSize(nodes);
    harness.take(draft("after", user(0), new Identifier("email", "later@example.com")));
    harness.close();

    for (int subtask = 0; subtask < 2; subtask++) {
      harness = ForestHarness.oneOfTwo(subtask, checkpoint);
      Map<NodeId, Profile> here = new HashMap<>();
      for (int i = 0; i < people; i++) {
        if (ForestHarness.subtask(node(user(i))) == subtask) {
          harness.take(draft("again-" + i, user(i)));
          here.put(node(user(i)), before.get(node(user(i))));
        }
      }
      assertThat(here).hasSizeGreaterThan(people / 3);
      assertThat(harness.extractOutputValues())
          .hasSize(here.size())
          .allSatisfy(
              event -> assertThat(event.profile()).isEqualTo(here.get(event.event().anchor())));
      harness.close();
    }
  }

  private static Identifier user(int number) {
    return new Identifier("user_id", "u-" + number);
  }

  private List<?> stored(String state) {
    var backend = ((Forest) harness.getOperator()).getKeyedStateBackend();
    try (var nodes = backend.getKeys(state, VoidNamespace.INSTANCE)) {
      return nodes.toList();
    }
  }

  @Test
  void anEventOfNobodyComesOutAndLeavesNoState() throws Exception {
    harness = opened(1);
    harness.take(draft("m1"));
    assertThat(harness.extractOutputValues())
        .extracting(Resolved::state)
        .containsExactly(IdentityState.NONE);
    harness.snapshot(7, 1);
    assertThat(stored("node")).isEmpty();
  }

  @Test
  void aStartWithoutStateKnowsWhatEveryIdentifierOfAPersonWasDenied() throws Exception {
    FakeRecordLog consent = new FakeRecordLog();
    harness = opened(consent);
    harness.take(saying(ConsentState.DENIED, draft("m1", USER, DEVICE)));
    harness.tellDenials(consent);
    harness.close();

    harness = opened(consent);
    harness.take(draft("m2", DEVICE));
    harness.take(draft("m3", EMAIL));
    harness.take(draft("m4", USER, EMAIL));
    assertThat(harness.extractOutputValues())
        .extracting(event -> event.profile().denied().keySet())
        .containsExactly(Set.of("marketing"), Set.of(), Set.of("marketing"));
    harness.close();

    harness = opened(new FakeRecordLog());
    harness.take(draft("m2", DEVICE));
    assertThat(harness.extractOutputValues())
        .as("without the topic, nobody knows")
        .extracting(event -> event.profile().denied().keySet())
        .containsExactly(Set.of());
  }

  @Test
  void whatIsGrantedAfterADenialIsNotDeniedAfterAStartWithoutState() throws Exception {
    FakeRecordLog consent = new FakeRecordLog();
    harness = opened(consent);
    harness.take(saying(ConsentState.DENIED, draft("m1", USER, DEVICE)));
    harness.take(saying(ConsentState.GRANTED, draft("m2", USER)));
    harness.tellDenials(consent);
    harness.close();
    assertThat(consent.records())
        .extracting(told -> told.value() == null)
        .containsExactly(false, false, true, true);

    harness = opened(consent);
    harness.take(draft("m3", DEVICE));
    assertThat(harness.extractOutputValues())
        .extracting(event -> event.profile().denied().keySet())
        .containsExactly(Set.of());
  }

  @Test
  void aDenialThatIsRepeatedIsNotToldAgain() throws Exception {
    FakeRecordLog consent = new FakeRecordLog();
    harness = opened(consent);
    for (int number = 1; number <= 3; number++) {
      harness.take(saying(ConsentState.DENIED, draft("m" + number, USER)));
    }
    harness.take(saying(ConsentState.GRANTED, draft("m0", USER)));
    harness.tellDenials(consent);
    assertThat(consent.records())
        .as("the first, and the one that a late grant is older than")
        .hasSize(2);
    assertThat(ConsentTopic.read(consent.records().get(1)).denied().get("marketing").at())
        .isGreaterThan(ConsentTopic.read(consent.records().get(0)).denied().get("marketing").at());
  }

  @Test
  void aRestoredForestHasInItsStateWhatWasTold() throws Exception {
    FakeRecordLog consent = new FakeRecordLog();
    harness = opened(consent);
    assertThat(consent.readFrom()).isZero();
    harness.take(saying(ConsentState.DENIED, draft("m1", USER, DEVICE)));

    FakeRecordLog unread = new FakeRecordLog();
    restartAtCheckpoint7(unread, 1);
    harness.take(draft("m2", DEVICE));
    assertThat(unread.readFrom()).isNegative();
    assertThat(harness.extractOutputValues())
        .extracting(event -> event.profile().denied().keySet())
        .containsExactly(Set.of("marketing"));
  }

  @Test
  void whoCannotReadWhatWasDeniedDoesNotStart() throws Exception {
    FakeRecordLog consent = new FakeRecordLog();
    consent.publish(
        node(USER).hex().getBytes(UTF_8),
        "{\"schema\":2}".getBytes(UTF_8),
        new RecordHeaders(),
        Instant.EPOCH);
    harness = new ForestHarness(consent, 1);
    assertThatThrownBy(harness::open)
        .hasMessageContaining("partition 0, offset 0")
        .hasMessageContaining("not a record of denials");
  }

  /** In a cluster that jobs are submitted to, the client does not see its scheduler. */
  @Test
  void aTaskManagerThatRescalesInPlaceFailsTheJobForGood() throws Exception {
    harness = new ForestHarness(1);
    harness
        .getEnvironment()
        .getTaskManagerInfo()
        .getConfiguration()
        .set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Adaptive);

    assertThatThrownBy(harness::open)
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageContaining("jobmanager.scheduler: default");
  }

  @Test
  void stateOfABuildBeforeTheForestIsRefusedByName() throws Exception {
    OperatorSubtaskState older;
    try (var before = new ForestHarness(new CoStreamMap<>(new Nothing()), 1)) {
      before.open();
      older = before.snapshot(1, 1);
    }
    harness = new ForestHarness(1);
    assertThatThrownBy(() -> harness.initializeState(older))
        .hasMessageContaining("docs/upgrading.md");
  }

  /** Stands in for an operator of an earlier build. */
  private static final class Nothing implements CoMapFunction<Message, LoopRecord, Resolved> {

    private static final long serialVersionUID = 1L;

    @Override
    public Resolved map1(Message message) {
      return null;
    }

    @Override
    public Resolved map2(LoopRecord message) {
      return null;
    }
  }

  private Epoch epochOf() throws Exception {
    harness.take(draft("for-a-hint", USER, EMAIL));
    return harness.sent().get(0).epoch();
  }

  private void restartAtCheckpoint7(FakeRecordLog consent, int subtasks) throws Exception {
    OperatorSubtaskState checkpoint = harness.snapshot(7, 1);
    harness.close();
    harness = new ForestHarness(consent, subtasks);
    harness.initializeState(checkpoint);
    harness.open();
  }

  /** Makes the node of the e-mail, here, propose itself to the root of the user id. */
  private static Message.Join joiningAcrossSubtasks() {
    return joining(draft("m1", USER_ELSEWHERE, EMAIL_HERE), node(USER_ELSEWHERE), node(EMAIL_HERE));
  }

  private static ForestHarness opened(FakeRecordLog consent) throws Exception {
    ForestHarness harness = new ForestHarness(consent, 1);
    harness.open();
    return harness;
  }

  private static Draft saying(ConsentState state, Draft draft) {
    return Drafts.with(
        new Contribution(
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of("marketing", new Contribution.StatedConsent(state, "context.consent", "no")),
            null),
        draft);
  }

  private static ForestHarness opened(int subtasks) throws Exception {
    ForestHarness harness = new ForestHarness(subtasks);
    harness.open();
    return harness;
  }

  /** Of somebody whose user id lives on the first of two subtasks, and whose e-mail does not. */
  private static Draft draftAcrossSubtasks(int number) {
    return draft(
        "across-" + number,
        identifier("user_id", number + "-u-", true),
        identifier("email", number + "-a@example.com", false));
  }
}
