package io.tracklayer.job.copies;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.state.ExpiringState;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by {@link #key}. Lets the first event of each order, lead or refund through within the
 * business window; the same purchase under another message id is a copy.
 *
 * <p>State and position in the raw topic roll back together, so after a restore the same copy is
 * let through as before.
 */
@FlinkShell
public final class Dedup extends KeyedProcessFunction<String, CanonicalRecord, CanonicalRecord> {

  private static final long serialVersionUID = 1L;

  private final Duration window;
  private final OutputTag<DeliveryRecord> duplicates;

  private transient ValueState<String> firstEventId;
  private transient Counter duplicateEvents;

  public Dedup(Duration window, OutputTag<DeliveryRecord> duplicates) {
    this.window = window;
    this.duplicates = duplicates;
  }

  /** What all copies of an event have in common, in one account, environment and name. */
  public static String key(CanonicalRecord event) {
    return String.join(
        "\0", event.account(), event.environment(), event.name(), event.businessKey());
  }

  /** Whether an event has anything besides its message id by which a copy could be told. */
  public static boolean applies(CanonicalRecord event) {
    return event.businessKey() != null;
  }

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<String> descriptor =
        new ValueStateDescriptor<>("first-event-id", Types.STRING);
    descriptor.enableTimeToLive(ExpiringState.after(window));
    firstEventId = getRuntimeContext().getState(descriptor);
    duplicateEvents =
        getRuntimeContext().getMetricGroup().addGroup("tracklayer").counter("duplicate_events");
  }

  @Override
  public void processElement(CanonicalRecord event, Context context, Collector<CanonicalRecord> out)
      throws Exception {
    String first = firstEventId.value();
    if (first != null) {
      duplicateEvents.inc();
      context.output(duplicates, duplicate(event, first, now(context)));
      return;
    }
    firstEventId.update(event.eventId());
    out.collect(event);
  }

  private static Instant now(
      KeyedProcessFunction<String, CanonicalRecord, CanonicalRecord>.Context context) {
    return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
  }

  private static DeliveryRecord duplicate(CanonicalRecord event, String first, Instant now) {
    return DeliveryRecord.of(event.ref(), Outcome.DUPLICATE, event.receivedAt(), now)
        .profile(event.profileId())
        .because(Cause.of(Reason.SAME_BUSINESS_KEY, businessKeyName(event.name())))
        .duplicateOf(first)
        .build();
  }

  private static String businessKeyName(String name) {
    return switch (name) {
      case "purchase" -> "order_id";
      case "refund" -> "refund_id";
      default -> name + "_id";
    };
  }
}
