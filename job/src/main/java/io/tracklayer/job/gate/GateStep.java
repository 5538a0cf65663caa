package io.tracklayer.job.gate;

import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.ExpiringState;
import io.tracklayer.job.state.KeyGroups;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by {@link Incoming#key}. Judges copies by {@link Gate}, and passes every copy on.
 *
 * <p>News is broadcast to all delivery subtasks on a stream of its own, beside that of the copies.
 * Its order against copies does not matter, since of a withdrawal only times are compared. That
 * this gate has caught up is reported on both streams: a subtask that has received both reports has
 * everything that came before them on either stream.
 *
 * <p>A profile's consent is kept for as long as an event of the profile may wait: that a grant is
 * taken away shows only while the grant is remembered.
 */
@FlinkShell
public final class GateStep extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<Incoming, Outgoing> {

  private static final long serialVersionUID = 1L;

  private final RequiredConsent required;
  private final Duration remembered;
  private final OutputTag<News> news;

  private transient Gate gate;
  private transient CatchUp catchUp;
  private transient ValueState<KeptConsent> consent;

  /**
   * @param remembered how long consent is kept at least after the last event of its profile
   */
  // Flink calls initializeState, then open, and only then passes elements.
  @SuppressWarnings("NullAway.Init")
  public GateStep(RequiredConsent required, Duration remembered, OutputTag<News> news) {
    this.required = required;
    this.remembered = remembered;
    this.news = news;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ValueStateDescriptor<KeptConsent> descriptor =
        new ValueStateDescriptor<>(
            "consent", new CodecTypeInfo<>(KeptConsent.class, new KeptConsentCodec()));
    descriptor.enableTimeToLive(ExpiringState.after(remembered.multipliedBy(2)));
    consent = context.getKeyedStateStore().getState(descriptor);
  }

  @Override
  public void open() throws Exception {
    super.open();
    gate = new Gate(required);
    catchUp = new CatchUp();
  }

  @Override
  public void processElement(StreamRecord<Incoming> element) throws Exception {
    Incoming incoming = element.getValue();
    if (incoming instanceof Incoming.OfEvent event) {
      handle(event.arrival());
    } else if (incoming instanceof Incoming.Denial denial) {
      KeptConsent kept = consent.value();
      follow(kept, gate.learn(denial.profileId(), known(kept), denial.denials()));
    } else if (incoming instanceof Incoming.ReadThrough read
        && catchUp.heardFrom(read.partition(), read.partitions())) {
      tellThatItHasCaughtUp();
    }
  }

  private void handle(Gate.Arrival arrival) throws Exception {
    KeptConsent kept = arrival.ref().profileId() == null ? null : consent.value();
    follow(kept, gate.handle(known(kept), arrival));
  }

  private static ProfileConsent known(@Nullable KeptConsent kept) {
    return kept == null ? ProfileConsent.NOTHING : kept.consent();
  }

  private void follow(@Nullable KeptConsent kept, Gate.Decision step) throws Exception {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    if (step.changes() || (kept != null && now - kept.at() > remembered.toMillis())) {
      consent.update(new KeptConsent(step.state(), now));
    }
    if (step.withdrawn() != null) {
      output.collect(news, new StreamRecord<>(step.withdrawn()));
    }
    if (step.copy() != null) {
      output.collect(new StreamRecord<>(new Outgoing.OfCopy(step.copy())));
    }
  }

  private void tellThatItHasCaughtUp() {
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    output.collect(news, new StreamRecord<>(new News.CaughtUp(subtask, subtasks)));
    for (String key : KeyGroups.oneKeyEach(getRuntimeContext(), "delivery:")) {
      output.collect(new StreamRecord<>(new Outgoing.CaughtUp(subtask, subtasks, key)));
    }
  }
}
