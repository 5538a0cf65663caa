package io.tracklayer.local.run;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;

/** Whether all tasks of a job run. */
public final class TaskStates {

  private TaskStates() {}

  /** A job that Flink reports as running may have tasks that are still being deployed. */
  public static boolean allRun(AccessExecutionGraph graph) {
    if (graph.getState() != JobStatus.RUNNING) {
      return false;
    }
    for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }
}
