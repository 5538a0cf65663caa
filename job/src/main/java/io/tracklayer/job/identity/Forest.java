package io.tracklayer.job.identity;

import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.loop.MessageCodec;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.NodeCache;
import io.tracklayer.job.identity.protocol.NodeDenials;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.NodeStateCodec;
import io.tracklayer.job.identity.protocol.Protocol;
import io.tracklayer.job.identity.protocol.Recalling;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.UnfailingProtocol;
import io.tracklayer.job.identity.protocol.Walk;
import io.tracklayer.job.intake.draft.FailedDraft;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.KeyGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The forest's nodes that live on this subtask; keyed by node. The operator takes events from the
 * straight path, and messages that came through the loop and past the fence. It hands both to
 * {@link LocalNodes}, to which it gives access to state, loop and topics.
 *
 * <p>An event whose root knows all of its identifiers is resolved at once, with one read and at
 * most one write, both of which the {@link NodeCache} in front of the state spares most events. No
 * node expires: one that came back as a fresh root would silently split a person.
 *
 * <p>A start without state forgets profiles, but no denial: before its first event it reads back
 * those that were recorded. A restored job has them in its state: denials recorded before its
 * checkpoint are in it, and those recorded after it are recorded again.
 */
@FlinkShell
public final class Forest extends FencedOperator<Resolved>
    implements TwoInputStreamOperator<Message, LoopRecord, Resolved>,
        LocalNodes.Host,
        Recalling.Nodes,
        NodeCache.Store {

  private static final long serialVersionUID = 1L;

  private static final Logger LOGGER = LoggerFactory.getLogger(Forest.class);
  private static final String PARKED = "parked";

  private final Limits limits;
  private final KeyFingerprint key;
  private final RecordLog.Opener consent;
  private final OutputTag<LoopRecord> loop;
  private final OutputTag<IdentityChange> changes;
  private final OutputTag<NodeDenials> denials;
  private final OutputTag<Rejection> rejected;

  private transient ValueState<NodeState> nodes;
  private transient NodeCache cache;
  private transient ListState<Message> parked;
  private transient MapState<String, byte[]> bodies;
  private transient Parking parking;
  private transient LocalNodes local;
  private transient IdentityMetrics identityMetrics;
  private transient FaultLog faults;
  private transient boolean hasState;

  /**
   * Flink calls {@code initializeState} and {@code open} before anything else.
   *
   * @param key the fingerprint of the identity key, read in the process that runs the operator
   * @param consent the consent topic, in which denials are recorded
   * @param loop takes the messages between nodes
   * @param changes takes links, merges and conflicts that are to be published
   * @param denials takes the denials that a later start without state has to know
   * @param rejected takes the events on which our own code fails
   */
  @SuppressWarnings("NullAway.Init")
  public Forest(
      Limits limits,
      KeyFingerprint key,
      RecordLog.Opener consent,
      OutputTag<LoopRecord> loop,
      OutputTag<IdentityChange> changes,
      OutputTag<NodeDenials> denials,
      OutputTag<Rejection> rejected) {
    this.limits = limits;
    this.key = key;
    this.consent = consent;
    this.loop = loop;
    this.changes = changes;
    this.denials = denials;
    this.rejected = rejected;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    nodes =
        context
            .getKeyedStateStore()
            .getState(
                new ValueStateDescriptor<>(
                    "node", new CodecTypeInfo<>(NodeState.class, new NodeStateCodec())));
    parked =
        context
            .getKeyedStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    PARKED, new CodecTypeInfo<>(Message.class, new MessageCodec())));
    bodies =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "bodies", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    cache = new NodeCache(this);
    requireSameKey(context.getOperatorStateStore());
    hasState = context.isRestored();
  }

  private void requireSameKey(OperatorStateStore store) throws Exception {
    ListState<String> stored =
        store.getUnionListState(new ListStateDescriptor<>("identity-key", Types.STRING));
    String own = key.read();
    SameKey same = new SameKey(own);
    same.asRestored(stored.get());
    same.asElsewhere(
        getContainingTask().getEnvironment().getGlobalAggregateManager(),
        currentEpoch().toString());
    stored.update(List.of(own));
  }

  @Override
  public void open() throws Exception {
    super.open();
    local = new LocalNodes(new UnfailingProtocol(new Protocol(limits)::handle, this::failed), this);
    faults = new FaultLog("identity", Reason.PROCESSING_FAILED, System::nanoTime);
    parking = new Parking();
    identityMetrics =
        new IdentityMetrics(getMetricGroup(), parking::messages, () -> parking.longestWait(now()));
    findParked();
    if (!hasState) {
      recallDenials();
    }
  }

  private void findParked() throws Exception {
    try (Stream<NodeId> waiting =
        this.<NodeId>getKeyedStateBackend().getKeys(PARKED, VoidNamespace.INSTANCE)) {
      for (NodeId node : waiting.toList()) {
        setCurrentKey(node);
        for (Message message : parked.get()) {
          parking.add(message, now());
        }
      }
    }
  }

  private void recallDenials() throws Exception {
    long began = System.nanoTime();
    Recalling recalling = new Recalling(this);
    try (RecordLog log = consent.open()) {
      log.scan(Map.of(), consumed -> recalling.hear(ConsentTopic.read(consumed)));
    }
    int recalled = recalling.end();
    identityMetrics.recalled(recalled);
    LOGGER.info(
        "started without state: {} records of denials read back in {} ms",
        recalled,
        Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  @Override
  public boolean contains(NodeId node) {
    return KeyGroups.contains(getKeyedStateBackend(), getRuntimeContext(), node);
  }

  @Override
  public void processElement1(StreamRecord<Message> event) throws Exception {
    local.handle(event.getValue());
  }

  @Override
  public void processElement2(StreamRecord<LoopRecord> element) throws Exception {
    LoopRecord record = element.getValue();
    if (!admits(record)) {
      return;
    }
    identityMetrics.looped(now() - record.sentAt());
    local.handle(record.message());
  }

  @Override
  public NodeState enter(NodeId node) throws Exception {
    NodeState state = node.standsForIdentifier() ? cache.get(node) : NodeState.FRESH;
    // Only now: nodes that gave way in the cache were written under their own keys.
    setCurrentKey(node);
    return state;
  }

  @Override
  public void keep(NodeState state) {
    int profileBytes = state.profile().bytes();
    cache.put((NodeId) getCurrentKey(), state, profileBytes);
    identityMetrics.profile(state.profile(), profileBytes);
  }

  @Override
  public @Nullable NodeState read(NodeId node) throws Exception {
    setCurrentKey(node);
    return nodes.value();
  }

  @Override
  public void write(NodeId node, NodeState state) throws Exception {
    setCurrentKey(node);
    nodes.update(state);
  }

  /**
   * Flink calls this before it takes the snapshot of keyed state, and nothing is handled in
   * between. It has sent the barrier on by then, so that the steps behind this one need not wait
   * for the cache, as they would in {@code prepareSnapshotPreBarrier}.
   */
  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    cache.flush();
    super.snapshotState(context);
  }

  @Override
  public boolean park(Message message) throws Exception {
    if (!parking.hasRoomAt(message.to())) {
      identityMetrics.countUnparked();
      return false;
    }
    parked.add(message);
    parking.add(message, now());
    return true;
  }

  /** Most nodes that get an answer have nothing parked, of which state need not be asked. */
  @Override
  public List<Message> takeParked() throws Exception {
    NodeId node = (NodeId) getCurrentKey();
    if (parking.isEmptyAt(node)) {
      return List.of();
    }
    List<Message> waiting = new ArrayList<>();
    parked.get().forEach(waiting::add);
    parked.clear();
    parking.release(node);
    return waiting;
  }

  @Override
  public void resolved(Resolved event) {
    identityMetrics.resolved(event);
    output.collect(new StreamRecord<>(event));
  }

  @Override
  public void published(IdentityChange change) {
    identityMetrics.changed(change);
    output.collect(changes, new StreamRecord<>(change));
  }

  @Override
  public void denied(NodeDenials told) {
    identityMetrics.toldDenials();
    output.collect(denials, new StreamRecord<>(told));
  }

  private void failed(Message message, Throwable fault) {
    faults.report("handling a " + message.type().text(), fault);
    Walk walk = message.carried();
    if (walk != null) {
      identityMetrics.countFailed();
      Rejection rejection = FailedDraft.rejection(walk.event(), fault);
      output.collect(rejected, new StreamRecord<>(rejection));
    }
  }

  @Override
  public void leaveBody(String messageId, byte[] body) throws Exception {
    bodies.put(messageId, body);
  }

  @Override
  public byte @Nullable [] takeBody(String messageId) throws Exception {
    byte[] body = bodies.get(messageId);
    bodies.remove(messageId);
    return body;
  }

  @Override
  public boolean livesHere(Message message) {
    boolean here = message.type() != MessageType.HINT && contains(message.to());
    if (here) {
      identityMetrics.sentHere();
    }
    return here;
  }

  @Override
  public void sendAway(Message message) {
    identityMetrics.sent(message.type());
    output.collect(
        loop,
        new StreamRecord<>(new LoopRecord(currentEpoch(), stamp(), now(), message.oneHopOn())));
  }
}
