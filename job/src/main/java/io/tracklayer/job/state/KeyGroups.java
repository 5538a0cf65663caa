package io.tracklayer.job.state;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;

/** Which keys belong to which subtask. */
public final class KeyGroups {

  private KeyGroups() {}

  /** Whether the state of a key lives on the subtask that asks. */
  public static boolean contains(KeyedStateBackend<?> backend, RuntimeContext context, Object key) {
    int keyGroup =
        KeyGroupRangeAssignment.assignToKeyGroup(
            key, context.getTaskInfo().getMaxNumberOfParallelSubtasks());
    return ((CheckpointableKeyedStateBackend<?>) backend).getKeyGroupRange().contains(keyGroup);
  }
}
