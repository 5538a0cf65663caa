package io.tracklayer.job.copies;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.ExpiringState;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Keyed by claim. Marks copies as {@link CopyMarking} says. */
@FlinkShell
public final class CopiesStep extends RememberingStep {

  private static final long serialVersionUID = 1L;

  private final OutputTag<DeliveryRecord> duplicates;

  private transient ValueState<KnownCopies> copies;
  private transient Counter duplicateEvents;
  private transient Counter duplicateMessages;

  /**
   * @param window how long copies of a business key are recognised
   */
  // Flink calls initializeState, then open, and only then passes elements.
  @SuppressWarnings("NullAway.Init")
  public CopiesStep(
      RecordLog.Opener canonical, Duration window, OutputTag<DeliveryRecord> duplicates) {
    super(canonical, window);
    this.duplicates = duplicates;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ValueStateDescriptor<KnownCopies> descriptor =
        new ValueStateDescriptor<>(
            "copies", new CodecTypeInfo<>(KnownCopies.class, new KnownCopiesCodec()));
    descriptor.enableTimeToLive(ExpiringState.after(window()));
    copies = context.getKeyedStateStore().getState(descriptor);
  }

  @Override
  public void open() throws Exception {
    JobMetrics metrics = JobMetrics.of(getMetricGroup());
    duplicateEvents = metrics.counter(JobMetric.DUPLICATE_EVENTS);
    duplicateMessages = metrics.counter(JobMetric.DUPLICATE_MESSAGES);
    super.open();
  }

  @Override
  @Nullable String key(CanonicalHeader header) {
    return ClaimKey.hasBusinessKey(header.claim()) ? header.claim() : null;
  }

  @Override
  void learn(CanonicalHeader header) throws Exception {
    copies.update(CopyMarking.learn(copies.value(), header));
  }

  @Override
  public void processElement(StreamRecord<MarkedEvent> element) throws Exception {
    MarkedEvent marked = element.getValue();
    CopyMarking.Mark step =
        CopyMarking.handle(copies.value(), marked.eventId(), marked.event().messageId());
    if (step instanceof CopyMarking.Mark.Passes passes) {
      copies.update(passes.state());
      if (passes.duplicateOf() != null) {
        duplicateEvents.inc();
      }
      output.collect(new StreamRecord<>(marked.marked(passes)));
    } else {
      duplicateMessages.inc();
      output.collect(duplicates, new StreamRecord<>(duplicate(marked)));
    }
  }

  private DeliveryRecord duplicate(MarkedEvent marked) {
    CanonicalRecord event = marked.event();
    return DeliveryRecord.of(
            event.ref().under(marked.eventId()), Outcome.DUPLICATE, event.receivedAt(), now())
        .claim(null, event.eventId())
        .profile(event.profileId())
        .because(Cause.of(Reason.SAME_MESSAGE_ID))
        .duplicateOf(event.messageId())
        .build();
  }
}
