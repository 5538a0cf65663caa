package io.tracklayer.job.identity;

import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.loop.LoopTopic;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.profile.Standing;
import io.tracklayer.job.identity.protocol.Findings;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeDenials;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.Walk;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import io.tracklayer.job.kafka.FakeRecordLog;
import io.tracklayer.job.kafka.TopicTypes;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.NodeIdCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A subtask of a forest, the first unless it says otherwise, over RocksDB. */
public final class ForestHarness
    extends KeyedTwoInputStreamOperatorTestHarness<NodeId, Message, LoopRecord, Resolved> {

  public static final int MOST_PARKED_AT_A_NODE = Parking.MAX_AT_A_NODE;

  private static final OutputTag<LoopRecord> LOOP = new OutputTag<>("loop", LoopTopic.RECORD);
  private static final OutputTag<IdentityChange> CHANGES =
      new OutputTag<>("changes", TopicTypes.IDENTITY_CHANGE);
  private static final OutputTag<NodeDenials> DENIALS =
      new OutputTag<>("denials", ConsentTopic.RECORD);
  private static final OutputTag<Rejection> REJECTED =
      new OutputTag<>("rejected", TopicTypes.REJECTION);
  private static final TypeInformation<NodeId> NODE =
      new CodecTypeInfo<>(NodeId.class, new NodeIdCodec());
  private static final Limits LIMITS = new Limits(Map.of("user_id", 1, "email", 5, "phone", 5));
  private static final int MAX_PARALLELISM = 8;

  /** Not opened yet. */
  public ForestHarness(int subtasks) throws Exception {
    this(new FakeRecordLog(), subtasks);
  }

  /** With the key that has this fingerprint. */
  ForestHarness(int subtasks, String key) throws Exception {
    this(forest(key, new FakeRecordLog()), subtasks);
  }

  /**
   * Not opened yet.
   *
   * @param consent the consent topic
   */
  ForestHarness(FakeRecordLog consent, int subtasks) throws Exception {
    this(forest("a-key", consent), subtasks);
  }

  private static Forest forest(String key, FakeRecordLog consent) {
    return new Forest(LIMITS, () -> key, () -> consent, LOOP, CHANGES, DENIALS, REJECTED);
  }

  ForestHarness(TwoInputStreamOperator<Message, LoopRecord, Resolved> operator, int subtasks)
      throws Exception {
    this(operator, subtasks, 0);
  }

  private ForestHarness(
      TwoInputStreamOperator<Message, LoopRecord, Resolved> operator, int subtasks, int subtask)
      throws Exception {
    super(operator, Message::to, LoopRecord::to, NODE, MAX_PARALLELISM, subtasks, subtask);
    setStateBackend(new EmbeddedRocksDBStateBackend());
  }

  /** Opened as one of two subtasks, from a checkpoint that was taken by a single one. */
  static ForestHarness oneOfTwo(int subtask, OperatorSubtaskState checkpoint) throws Exception {
    ForestHarness harness = new ForestHarness(forest("a-key", new FakeRecordLog()), 2, subtask);
    harness.initializeState(repartitionOperatorState(checkpoint, MAX_PARALLELISM, 1, 2, subtask));
    harness.open();
    return harness;
  }

  public void take(Draft draft) throws Exception {
    take(Message.Join.begin(draft, null));
  }

  public void take(Message message) throws Exception {
    processElement1(new StreamRecord<>(message));
  }

  public void loop(Epoch epoch, long stamp, Message message) throws Exception {
    loop(new LoopRecord(epoch, stamp, 0, message));
  }

  void loop(LoopRecord record) throws Exception {
    processElement2(new StreamRecord<>(record));
  }

  /** Through the loop, so far. */
  public List<LoopRecord> sent() {
    List<LoopRecord> sent = new ArrayList<>();
    var records = getSideOutput(LOOP);
    if (records != null) {
      records.forEach(record -> sent.add(record.getValue()));
    }
    return sent;
  }

  /** The same, of which each message is told once. */
  public List<LoopRecord> takeSent() {
    List<LoopRecord> sent = sent();
    if (!sent.isEmpty()) {
      getSideOutput(LOOP).clear();
    }
    return sent;
  }

  /** Publishes what was told of denials so far. */
  void tellDenials(FakeRecordLog consent) {
    ConsentTopic.Writer writer = new ConsentTopic.Writer("consent");
    var records = getSideOutput(DENIALS);
    if (records != null) {
      records.forEach(
          told -> consent.publish(writer.serialize(told.getValue(), null, null), Instant.EPOCH));
    }
  }

  List<Rejection> rejected() {
    return getSideOutput(REJECTED).stream().map(StreamRecord::getValue).toList();
  }

  public List<IdentityChange> changes() {
    return getSideOutput(CHANGES).stream().map(StreamRecord::getValue).toList();
  }

  public static NodeId node(Identifier identifier) {
    return draft("any", identifier).anchor();
  }

  public static Draft draft(String messageId, Identifier... identifiers) {
    // Of one moment, but for those whose message ids are numbered.
    long at = messageId.matches("m\\d") ? 1_000 + messageId.charAt(1) : 1_000;
    return Drafts.draft(
        messageId, at, List.of(identifiers), Drafts.contribution(Map.of(), Map.of()));
  }

  /** One whose node lives on the first of two subtasks, or on the second. */
  public static Identifier identifier(String type, String prefix, boolean onTheFirst) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> new Identifier(type, prefix + i))
        .filter(identifier -> (subtask(node(identifier)) == 0) == onTheFirst)
        .findFirst()
        .orElseThrow();
  }

  /** Where a node lives, of two subtasks. */
  static int subtask(NodeId node) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(node, MAX_PARALLELISM, 2);
  }

  /** An event whose first identifier is at home, on its way to its second. */
  public static Message.Join joining(Draft event, NodeId home, NodeId second) {
    Findings homeIsNew = new Findings(false, true, false);
    SortedSet<NodeId> none = new TreeSet<>();
    Walk walk = new Walk(event, home, none, 1, none, none, homeIsNew, null, 1);
    return new Message.Join(
        second, walk, new Message.Side(home, home, Standing.NOTHING, true, false), false);
  }

  /** Of a root, to the home of an event that has its identifier as well. */
  public static Message.Propose proposing(Draft event, NodeId to, NodeId from, Profile profile) {
    Findings homeIsNew = new Findings(false, true, false);
    SortedSet<NodeId> none = new TreeSet<>();
    Walk walk = new Walk(event, to, none, 1, none, none, homeIsNew, null, 1);
    return new Message.Propose(to, from, 1, profile, walk, false, true);
  }
}
