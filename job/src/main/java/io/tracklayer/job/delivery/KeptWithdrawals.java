package io.tracklayer.job.delivery;

import io.tracklayer.job.delivery.claim.WithdrawalCodec;
import io.tracklayer.job.delivery.claim.Withdrawals;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.state.CodecTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;

/** The {@link Withdrawals} that one delivery subtask has received, and their state. */
@FlinkShell
final class KeptWithdrawals {

  private final ListState<Withdrawals.Entry> state;
  private final Withdrawals heard;

  /** To be called from the operator's own initialisation. */
  KeptWithdrawals(StateInitializationContext context, Duration maxAge) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "withdrawals",
                    new CodecTypeInfo<>(Withdrawals.Entry.class, new WithdrawalCodec())));
    List<Withdrawals.Entry> restored = new ArrayList<>();
    state.get().forEach(restored::add);
    heard = new Withdrawals(maxAge, restored);
  }

  Withdrawals heard() {
    return heard;
  }

  /** To be called from the operator's own snapshot. */
  void snapshot(TaskInfo task, long now) throws Exception {
    heard.forget(now);
    state.update(heard.snapshot(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks()));
  }
}
