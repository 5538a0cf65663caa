package io.tracklayer.job.identity;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.Draft;
import io.tracklayer.job.serde.ExpiringState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by anchor. Lets each message id through once within the message window: a sender that saw
 * no answer sends again, and a crash replays.
 *
 * <p>State and position in the raw topic roll back together, so a restore neither loses nor repeats
 * an event behind this operator.
 */
public final class Recognise extends KeyedProcessFunction<NodeId, Draft, Draft> {

  private static final long serialVersionUID = 1L;

  private final Duration window;
  private final OutputTag<DeliveryRecord> duplicates;

  private transient MapState<String, Boolean> seen;
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
    duplicateMessages =
        getRuntimeContext().getMetricGroup().addGroup("tracklayer").counter("duplicate_messages");
  }

  @Override
  public void processElement(Draft draft, Context context, Collector<Draft> out) throws Exception {
    if (seen.contains(draft.messageId())) {
      duplicateMessages.inc();
      context.output(duplicates, duplicate(draft, now(context)));
      return;
    }
    seen.put(draft.messageId(), Boolean.TRUE);
    out.collect(draft);
  }

  private static Instant now(KeyedProcessFunction<NodeId, Draft, Draft>.Context context) {
    return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
  }

  private static DeliveryRecord duplicate(Draft draft, Instant now) {
    return new DeliveryRecord(
        DeliveryRecord.SCHEMA,
        draft.eventId(),
        draft.messageId(),
        draft.name(),
        draft.account(),
        draft.environment(),
        null,
        null,
        Outcome.DUPLICATE,
        0,
        null,
        "same_message_id",
        draft.eventId(),
        Map.of(),
        now,
        now.toEpochMilli() - draft.receivedAt());
  }
}
