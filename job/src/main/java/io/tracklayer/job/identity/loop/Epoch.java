package io.tracklayer.job.identity.loop;

import io.tracklayer.contract.identifier.NodeId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attempt to execute the job: all subtasks of the attempt share it, and no other attempt has
 * it. A restart within one JobManager raises the attempt; a new JobManager or a new submission
 * makes a new graph.
 *
 * @param graph the execution graph's id
 */
public record Epoch(NodeId graph, int attempt) {

  /** {@code <execution graph>_<job vertex>_<subtask>_<attempt>}. */
  private static final Pattern EXECUTION_ATTEMPT =
      Pattern.compile("([0-9a-f]{32})_[0-9a-f]{32}_\\d+_(\\d+)");

  /**
   * Reads the epoch from an execution attempt's id, the only text in which Flink gives the
   * execution graph's id.
   *
   * @param executionAttemptId {@code ExecutionAttemptID.toString()}
   * @throws IllegalStateException if this version of Flink writes it in another way: without the
   *     epoch, the fence would admit messages that it must not
   */
  public static Epoch of(String executionAttemptId) {
    Matcher id = EXECUTION_ATTEMPT.matcher(executionAttemptId);
    if (!id.matches()) {
      throw new IllegalStateException(
          "this Flink writes its execution attempts as "
              + executionAttemptId
              + ", not as <graph>_<vertex>_<subtask>_<attempt>; run the Flink version that this"
              + " release was built for");
    }
    return new Epoch(NodeId.ofHex(id.group(1)), Integer.parseInt(id.group(2)));
  }
}
