package io.tracklayer.job.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.graph.TopicTypes;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.loop.LoopTopic;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Standing;
import io.tracklayer.job.identity.protocol.Findings;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.Walk;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.NodeIdCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoStreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shell around the protocol: what goes where, and what survives a restore. */
class ForestTest {

  private static final OutputTag<LoopRecord> LOOP = new OutputTag<>("loop", LoopTopic.RECORD);
  private static final OutputTag<IdentityChange> CHANGES =
      new OutputTag<>("changes", TopicTypes.IDENTITY_CHANGE);
  private static final TypeInformation<NodeId> NODE =
      new CodecTypeInfo<>(NodeId.class, new NodeIdCodec());
  private static final Limits LIMITS = new Limits(Map.of("user_id", 1, "email", 5, "phone", 5));
  private static final int MAX_PARALLELISM = 720;

  private static final Identifier USER = new Identifier("user_id", "u-1");
  private static final Identifier EMAIL = new Identifier("email", "a@example.com");
  private static final Identifier DEVICE = new Identifier("anonymous_id", "d-1");

  private KeyedTwoInputStreamOperatorTestHarness<NodeId, Message, LoopRecord, Resolved> harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void onOneSubtaskEveryEventIsResolvedInOneTurnAndOnlyHintsGoThroughTheLoop() throws Exception {
    harness = opened(1);
    take(draft("m1", DEVICE));
    take(draft("m2", USER, EMAIL, DEVICE));
    take(draft("m3", USER, EMAIL));
    List<Resolved> events = harness.extractOutputValues();
    assertThat(events)
        .extracting(Resolved::state)
        .containsExactly(IdentityState.CREATED, IdentityState.MERGED, IdentityState.RECOGNISED);
    assertThat(events)
        .extracting(event -> event.profile().id())
        .containsOnly(Optional.of(node(DEVICE)));
    assertThat(sent()).isNotEmpty().allMatch(record -> record.message() instanceof Message.Hint);
    assertThat(harness.getSideOutput(CHANGES))
        .extracting(change -> change.getValue().change())
        .containsExactly(IdentityChange.Kind.LINK, IdentityChange.Kind.MERGE);
  }

  @Test
  void messagesToNodesOfAnotherSubtaskGoThroughTheLoopAndTellWhereTheyCameFrom() throws Exception {
    harness = opened(2);
    take(draftAcrossSubtasks(1));
    assertThat(harness.extractOutputValues()).isEmpty();
    harness.snapshot(7, 1);
    take(draftAcrossSubtasks(2));
    List<LoopRecord> sent = sent();
    assertThat(sent).hasSize(2).allMatch(record -> record.message() instanceof Message.Join);
    assertThat(sent).extracting(LoopRecord::stamp).containsExactly(0L, 7L);
    assertThat(sent).extracting(LoopRecord::epoch).containsOnly(sent.get(0).epoch());
    assertThat(((Message.Join) sent.get(0).message()).walk().hops()).isEqualTo(1);
  }

  @Test
  void afterARestoreMessagesOfThePastBelongToTheCheckpointOrAreDropped() throws Exception {
    harness = opened(1);
    take(draft("m1", DEVICE));
    Epoch past = epochOf();
    OperatorSubtaskState checkpoint = harness.snapshot(7, 1);
    harness.close();
    harness = harness(1);
    harness.initializeState(checkpoint);
    harness.open();

    loop(past, 6, Message.Join.begin(draft("sent-before", DEVICE), null));
    loop(past, 7, Message.Join.begin(draft("sent-after", DEVICE), null));
    loop(new Epoch(node(USER), 0), 0, Message.Join.begin(draft("of-another-job", DEVICE), null));

    assertThat(harness.extractOutputValues())
        .extracting(resolved -> resolved.event().messageId())
        .containsExactly("sent-before");
  }

  @Test
  void whatIsParkedSurvivesARestoreAndIsReleasedOnce() throws Exception {
    harness = opened(2);
    Identifier user = identifier("user_id", "elsewhere-", false);
    Identifier email = identifier("email", "here@example.com", true);
    Message.Join join = joining(draft("m1", user, email), node(user), node(email));
    harness.processElement1(new StreamRecord<>(join));
    harness.processElement1(new StreamRecord<>(join));
    assertThat(sent())
        .extracting(record -> record.message().kind())
        .containsExactly(Message.Kind.PROPOSE);
    Epoch past = sent().get(0).epoch();
    OperatorSubtaskState checkpoint = harness.snapshot(7, 1);
    harness.close();
    harness = harness(2);
    harness.initializeState(checkpoint);
    harness.open();

    loop(past, 6, new Message.Accept(node(email), node(user), 1));
    loop(past, 6, new Message.Accept(node(email), node(user), 1));

    assertThat(sent())
        .extracting(record -> record.message().kind())
        .containsExactly(Message.Kind.JOIN);
    assertThat(sent().get(0).message().to()).isEqualTo(node(user));
  }

  @Test
  void whatWasReleasedOnceIsNotReleasedByALaterAnswer() throws Exception {
    harness = opened(2);
    Identifier user = identifier("user_id", "elsewhere-", false);
    Identifier email = identifier("email", "here@example.com", true);
    Message.Join join = joining(draft("m1", user, email), node(user), node(email));
    harness.processElement1(new StreamRecord<>(join));
    harness.processElement1(new StreamRecord<>(join));
    Epoch epoch = sent().get(0).epoch();

    loop(epoch, 0, new Message.Reject(node(email), node(user), 1, node(user), 1_000));
    assertThat(sent()).as("the parked event proposes anew").hasSize(2);
    loop(epoch, 0, new Message.Reject(node(email), node(user), 2, node(user), 1_000));
    assertThat(sent()).as("nothing is parked any more").hasSize(2);
  }

  @Test
  void anEventOfNobodyComesOutAndLeavesNoState() throws Exception {
    harness = opened(1);
    take(draft("m1"));
    assertThat(harness.extractOutputValues())
        .extracting(Resolved::state)
        .containsExactly(IdentityState.NONE);
    var state = ((Forest) harness.getOperator()).getKeyedStateBackend();
    assertThat(state.getKeys("node", VoidNamespace.INSTANCE)).isEmpty();
  }

  @Test
  void stateOfABuildBeforeTheForestIsRefusedByName() throws Exception {
    OperatorSubtaskState older;
    try (var before = harnessOf(new CoStreamMap<Message, LoopRecord, Resolved>(new Nothing()), 1)) {
      before.open();
      older = before.snapshot(1, 1);
    }
    harness = harness(1);
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
    take(draft("for-a-hint", USER, DEVICE));
    return sent().get(0).epoch();
  }

  private void take(Draft draft) throws Exception {
    harness.processElement1(new StreamRecord<>(Message.Join.begin(draft, null)));
  }

  private void loop(Epoch epoch, long stamp, Message message) throws Exception {
    harness.processElement2(new StreamRecord<>(new LoopRecord(epoch, stamp, 0, message)));
  }

  private List<LoopRecord> sent() {
    List<LoopRecord> sent = new ArrayList<>();
    var records = harness.getSideOutput(LOOP);
    if (records != null) {
      records.forEach(record -> sent.add(record.getValue()));
    }
    return sent;
  }

  private static KeyedTwoInputStreamOperatorTestHarness<NodeId, Message, LoopRecord, Resolved>
      opened(int subtasks) throws Exception {
    var harness = harness(subtasks);
    harness.open();
    return harness;
  }

  private static KeyedTwoInputStreamOperatorTestHarness<NodeId, Message, LoopRecord, Resolved>
      harness(int subtasks) throws Exception {
    return harnessOf(new Forest(LIMITS, LOOP, CHANGES), subtasks);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<NodeId, Message, LoopRecord, Resolved>
      harnessOf(TwoInputStreamOperator<Message, LoopRecord, Resolved> operator, int subtasks)
          throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            operator,
            Message::to,
            (LoopRecord record) -> record.message().to(),
            NODE,
            MAX_PARALLELISM,
            subtasks,
            0);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    return harness;
  }

  private static NodeId node(Identifier identifier) {
    return draft("any", identifier).anchor();
  }

  /** Of somebody whose user id lives on the first of two subtasks, and whose e-mail does not. */
  private static Draft draftAcrossSubtasks(int number) {
    return draft(
        "across-" + number,
        identifier("user_id", number + "-u-", true),
        identifier("email", number + "-a@example.com", false));
  }

  /** An event whose first identifier is at home, on its way to its second. */
  private static Message.Join joining(Draft event, NodeId home, NodeId second) {
    Findings homeIsNew = new Findings(false, true, false);
    Walk walk = new Walk(event, home, 1, new TreeSet<>(), homeIsNew, 1);
    return new Message.Join(
        second, walk, new Message.Candidate(home, home, Standing.NOTHING, true, false), false);
  }

  private static Identifier identifier(String type, String prefix, boolean onTheFirst) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> new Identifier(type, prefix + i))
        .filter(identifier -> (subtask(node(identifier)) == 0) == onTheFirst)
        .findFirst()
        .orElseThrow();
  }

  private static int subtask(NodeId node) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(node, MAX_PARALLELISM, 2);
  }

  private static Draft draft(String messageId, Identifier... identifiers) {
    // Of one moment, but for those whose message ids are numbered.
    long at = messageId.matches("m\\d") ? 1_000 + messageId.charAt(1) : 1_000;
    return Drafts.draft(
        messageId, at, List.of(identifiers), Drafts.contribution(Map.of(), Map.of()));
  }
}
