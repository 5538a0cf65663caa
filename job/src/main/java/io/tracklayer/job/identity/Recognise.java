package io.tracklayer.job.identity;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.protocol.Hints;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Whereabouts;
import io.tracklayer.job.identity.protocol.WhereaboutsCodec;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.ExpiringState;
import io.tracklayer.job.state.NodeIdCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by anchor. Lets each message id pass once within the message window, since a sender that
 * saw no answer sends again, and a crash replays. Sends the event to the node where its anchor was
 * found last.
 *
 * <p>State and position in the raw topic roll back together, so a restore neither loses nor repeats
 * an event behind this operator. The hints that it has learned roll back with them, and the fence
 * keeps out hints that were sent after the restored checkpoint.
 */
@FlinkShell
public final class Recognise extends FencedOperator<Message>
    implements TwoInputStreamOperator<Draft, LoopRecord, Message>, Hints.Memory {

  private static final long serialVersionUID = 1L;

  private final Duration window;
  private final OutputTag<DeliveryRecord> duplicates;

  private transient MapState<String, Boolean> seen;
  private transient ValueState<Whereabouts> whereabouts;
  private transient RecentWhereabouts recent;
  private transient MapState<NodeId, Boolean> members;
  private transient Counter duplicateMessages;

  /** Flink calls {@code initializeState} and {@code open} before anything else. */
  @SuppressWarnings("NullAway.Init")
  public Recognise(Duration window, OutputTag<DeliveryRecord> duplicates) {
    this.window = window;
    this.duplicates = duplicates;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    KeyedStateStore state = context.getKeyedStateStore();
    MapStateDescriptor<String, Boolean> messages =
        new MapStateDescriptor<>("seen-messages", Types.STRING, Types.BOOLEAN);
    messages.enableTimeToLive(ExpiringState.after(window));
    seen = state.getMapState(messages);
    whereabouts =
        state.getState(
            new ValueStateDescriptor<>(
                "whereabouts", new CodecTypeInfo<>(Whereabouts.class, new WhereaboutsCodec())));
    recent = new RecentWhereabouts();
    members =
        state.getMapState(
            new MapStateDescriptor<>(
                "members", new CodecTypeInfo<>(NodeId.class, new NodeIdCodec()), Types.BOOLEAN));
  }

  @Override
  public void open() throws Exception {
    super.open();
    duplicateMessages = JobMetrics.of(getMetricGroup()).counter(JobMetric.DUPLICATE_MESSAGES);
  }

  @Override
  public void processElement1(StreamRecord<Draft> element) throws Exception {
    Draft draft = element.getValue();
    if (seen.contains(draft.messageId())) {
      duplicateMessages.inc();
      output.collect(duplicates, new StreamRecord<>(duplicate(draft)));
      return;
    }
    seen.put(draft.messageId(), Boolean.TRUE);
    output.collect(new StreamRecord<>(Hints.begin(draft, this)));
  }

  /** Takes a hint; no other message comes here. */
  @Override
  public void processElement2(StreamRecord<LoopRecord> element) throws Exception {
    LoopRecord record = element.getValue();
    Optional<Message> advice = admits(record) ? record.advice() : Optional.empty();
    if (advice.isPresent()) {
      Hints.learn((Hint) advice.get(), this);
    }
  }

  @Override
  public @Nullable Whereabouts whereabouts() throws Exception {
    return recent.get(anchor(), whereabouts::value);
  }

  @Override
  public void keep(Whereabouts known) throws Exception {
    whereabouts.update(known);
    recent.put(anchor(), known);
  }

  @Override
  public void forgetWhereabouts() {
    whereabouts.clear();
    recent.put(anchor(), null);
  }

  private NodeId anchor() {
    return (NodeId) getCurrentKey();
  }

  @Override
  public boolean isMember(NodeId node) throws Exception {
    return members.contains(node);
  }

  @Override
  public void addMember(NodeId node) throws Exception {
    members.put(node, Boolean.TRUE);
  }

  private DeliveryRecord duplicate(Draft draft) {
    return DeliveryRecord.of(
            draft.ref(), Outcome.DUPLICATE, draft.receivedAt(), Instant.ofEpochMilli(now()))
        .because(Cause.of(Reason.SAME_MESSAGE_ID))
        .duplicateOf(draft.messageId())
        .build();
  }
}
