package io.tracklayer.job.state;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;

/** Which keys belong to which subtask. */
public final class KeyGroups {

  private KeyGroups() {}

  /** Whether the state of a key belongs to the calling subtask. */
  public static boolean contains(KeyedStateBackend<?> backend, RuntimeContext context, Object key) {
    return range(backend).contains(of(context, key));
  }

  public static int of(RuntimeContext context, Object key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(
        key, context.getTaskInfo().getMaxNumberOfParallelSubtasks());
  }

  /** The key groups of the calling subtask. */
  public static KeyGroupRange range(KeyedStateBackend<?> backend) {
    return ((CheckpointableKeyedStateBackend<?>) backend).getKeyGroupRange();
  }

  /**
   * One key for each key group. A record sent under each of them reaches every subtask of the next
   * operator, whatever its parallelism, behind everything that was sent to that subtask before.
   *
   * @param prefix the prefix of these keys, which no other key has
   */
  public static String[] oneKeyEach(RuntimeContext context, String prefix) {
    int groups = context.getTaskInfo().getMaxNumberOfParallelSubtasks();
    String[] keys = new String[groups];
    int missing = groups;
    for (int i = 0; missing > 0; i++) {
      String key = prefix + i;
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, groups);
      if (keys[group] == null) {
        keys[group] = key;
        missing--;
      }
    }
    return keys;
  }
}
