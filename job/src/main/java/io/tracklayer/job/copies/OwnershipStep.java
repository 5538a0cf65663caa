package io.tracklayer.job.copies;

import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import io.tracklayer.job.state.ExpiringState;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** Keyed by {@link #key}. Gives no event id to two claims, as {@link EventIdOwnership} says. */
@FlinkShell
public final class OwnershipStep extends RememberingStep {

  private static final long serialVersionUID = 1L;

  private transient ValueState<String> owner;
  private transient Counter reused;

  // Flink calls initializeState, then open, and only then passes elements.
  @SuppressWarnings("NullAway.Init")
  public OwnershipStep(RecordLog.Opener canonical, Duration window) {
    super(canonical, window);
  }

  /** Whether an event passes this step at all. */
  public static boolean applies(MarkedEvent marked) {
    return MarkedEvent.bringsAnId(marked.event());
  }

  /** The key of an event that passes this step. */
  public static String key(MarkedEvent marked) {
    return EventIdOwnership.key(MarkedEvent.key(marked.event()), marked.event().eventId());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ValueStateDescriptor<String> descriptor = new ValueStateDescriptor<>("owner", Types.STRING);
    descriptor.enableTimeToLive(ExpiringState.after(window()));
    owner = context.getKeyedStateStore().getState(descriptor);
  }

  @Override
  public void open() throws Exception {
    reused = JobMetrics.of(getMetricGroup()).counter(JobMetric.EVENT_IDS_REUSED);
    super.open();
  }

  @Override
  @Nullable String key(CanonicalHeader header) {
    return header.ownedId();
  }

  @Override
  void learn(CanonicalHeader header) throws Exception {
    owner.update(EventIdOwnership.learn(owner.value(), header));
  }

  @Override
  public void processElement(StreamRecord<MarkedEvent> element) throws Exception {
    MarkedEvent marked = element.getValue();
    EventIdOwnership.Ruling ruling =
        EventIdOwnership.judge(
            owner.value(), marked.claim(), marked.event().eventId(), marked.event().messageId());
    owner.update(ruling.owner());
    if (ruling.isReused()) {
      reused.inc();
    }
    output.collect(new StreamRecord<>(marked.ruled(ruling, key(marked))));
  }
}
