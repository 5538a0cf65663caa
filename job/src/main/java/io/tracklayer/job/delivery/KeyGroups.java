package io.tracklayer.job.delivery;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;

/** Which keys belong to which subtask. */
final class KeyGroups {

  private KeyGroups() {}

  /** Whether a key is one of this subtask's: every subtask reads the whole outcome log. */
  static boolean contains(KeyedStateBackend<?> backend, RuntimeContext context, String key) {
    int keyGroup =
        KeyGroupRangeAssignment.assignToKeyGroup(
            key, context.getTaskInfo().getMaxNumberOfParallelSubtasks());
    return ((AbstractKeyedStateBackend<?>) backend).getKeyGroupRange().contains(keyGroup);
  }
}
