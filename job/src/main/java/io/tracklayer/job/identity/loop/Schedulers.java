package io.tracklayer.job.identity.loop;

import io.tracklayer.job.flink.FlinkShell;
import java.util.Optional;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.JobManagerOptions.SchedulerType;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.SchedulerExecutionMode;

/** Which of Flink's schedulers the fence can work under. */
@FlinkShell
public final class Schedulers {

  private Schedulers() {}

  /**
   * What is wrong with a cluster's scheduler; empty if nothing is.
   *
   * @param cluster the cluster's configuration, as a client or a TaskManager has it
   */
  public static Optional<String> flawOf(ReadableConfig cluster) {
    boolean isAdaptive =
        cluster
                .getOptional(JobManagerOptions.SCHEDULER)
                .filter(SchedulerType.Adaptive::equals)
                .isPresent()
            || cluster
                .getOptional(JobManagerOptions.SCHEDULER_MODE)
                .filter(SchedulerExecutionMode.REACTIVE::equals)
                .isPresent();
    return isAdaptive
        ? Optional.of(
            "identity does not run under Flink's adaptive scheduler, whose rescaling in place would"
                + " make it drop messages between profiles; set jobmanager.scheduler: default,"
                + " leave out scheduler-mode: reactive, and rescale from a savepoint")
        : Optional.empty();
  }
}
