package io.tracklayer.job.identity;

import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.Fence;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.loop.PastEpochCodec;
import io.tracklayer.job.identity.loop.Schedulers;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import io.tracklayer.job.state.CodecTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/** An operator that takes messages of the loop, but only those that the {@link Fence} admits. */
@FlinkShell
abstract class FencedOperator<OUT> extends AbstractStreamOperator<OUT> {

  private static final long serialVersionUID = 1L;

  private transient ListState<Fence.PastEpoch> pasts;
  private transient Fence fence;
  private transient Counter fencedMessages;

  /** Flink calls {@code initializeState} and {@code open} before anything else. */
  @SuppressWarnings("NullAway.Init")
  FencedOperator() {}

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    pasts =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "fence", new CodecTypeInfo<>(Fence.PastEpoch.class, new PastEpochCodec())));
    List<Fence.PastEpoch> restored = new ArrayList<>();
    pasts.get().forEach(restored::add);
    if (context.isRestored() && restored.isEmpty()) {
      throw new IllegalStateException(
          "this state is of a release before the identity forest and cannot be carried over;"
              + " start without it, as docs/upgrading.md says");
    }
    fence = new Fence(epoch(), restored, now());
  }

  /**
   * Under the adaptive scheduler a rescaling in place gives the subtasks of one execution different
   * attempt numbers, and the fence would drop valid messages. Starting again would change nothing.
   */
  private Epoch epoch() {
    Configuration cluster =
        getContainingTask().getEnvironment().getTaskManagerInfo().getConfiguration();
    Schedulers.flawOf(cluster)
        .ifPresent(
            flaw -> {
              throw new SuppressRestartsException(new IllegalStateException(flaw));
            });
    return Epoch.of(getContainingTask().getEnvironment().getExecutionId().toString());
  }

  @Override
  public void open() throws Exception {
    super.open();
    fencedMessages = JobMetrics.of(getMetricGroup()).counter(JobMetric.FENCED_MESSAGES);
  }

  /** Whether the fence admits the record; counts those that it does not. */
  final boolean admits(LoopRecord record) {
    boolean isAdmitted = fence.admits(record.epoch(), record.stamp());
    if (!isAdmitted) {
      fencedMessages.inc();
    }
    return isAdmitted;
  }

  final Epoch currentEpoch() {
    return fence.current();
  }

  /** The stamp of messages that are sent now. */
  final long stamp() {
    return fence.stamp();
  }

  final long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    pasts.update(fence.snapshot(context.getCheckpointId(), now()));
  }
}
