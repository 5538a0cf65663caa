package io.tracklayer.job.identity;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.ExpiringState;
import io.tracklayer.job.state.NodeIdCodec;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by anchor. Lets each message id through once within the message window: a sender that saw
 * no answer sends again, and a crash replays. Sends the event to where its anchor was found last.
 *
 * <p>State and position in the raw topic roll back together, so a restore neither loses nor repeats
 * an event behind this operator. A hint may be of a past that no longer happened: it is advice, and
 * verified where it leads.
 */
@FlinkShell
public final class Recognise extends KeyedCoProcessFunction<NodeId, Draft, Message, Message> {

  private static final long serialVersionUID = 1L;

  private final Duration window;
  private final OutputTag<DeliveryRecord> duplicates;

  private transient MapState<String, Boolean> seen;
  private transient ValueState<NodeId> hint;
  private transient Counter duplicateMessages;

  public Recognise(Duration window, OutputTag<DeliveryRecord> duplicates) {
    this.window = window;
    this.duplicates = duplicates;
  }

  @Override
  public void open(OpenContext context) {
    MapStateDescriptor<String, Boolean> descriptor =
        new MapStateDescriptor<>("seen-messages", Types.STRING, Types.BOOLEAN);
    descriptor.enableTimeToLive(ExpiringState.after(window));
    seen = getRuntimeContext().getMapState(descriptor);
    hint =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "hint", new CodecTypeInfo<>(NodeId.class, new NodeIdCodec())));
    duplicateMessages =
        getRuntimeContext().getMetricGroup().addGroup("tracklayer").counter("duplicate_messages");
  }

  @Override
  public void processElement1(Draft draft, Context context, Collector<Message> out)
      throws Exception {
    if (seen.contains(draft.messageId())) {
      duplicateMessages.inc();
      context.output(duplicates, duplicate(draft, now(context)));
      return;
    }
    seen.put(draft.messageId(), Boolean.TRUE);
    out.collect(Join.begin(draft, draft.anchor().standsForIdentifier() ? hint.value() : null));
  }

  /** A hint; no other message comes here. */
  @Override
  public void processElement2(Message message, Context context, Collector<Message> out)
      throws Exception {
    Hint advice = (Hint) message;
    if (advice.root().equals(advice.to())) {
      hint.clear();
    } else {
      hint.update(advice.root());
    }
  }

  private static Instant now(
      KeyedCoProcessFunction<NodeId, Draft, Message, Message>.Context context) {
    return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
  }

  private static DeliveryRecord duplicate(Draft draft, Instant now) {
    return DeliveryRecord.of(draft.ref(), Outcome.DUPLICATE, draft.receivedAt(), now)
        .because(Cause.of(Reason.SAME_MESSAGE_ID))
        .duplicateOf(draft.messageId())
        .build();
  }
}
