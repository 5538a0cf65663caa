package io.tracklayer.job.gate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far one subtask of a source has read the partitions of the canonical topic, and which of them
 * it has read through to where they ended at the start.
 *
 * <p>Every partition is told once, whoever reads it: one in which there is nothing to be read by
 * the subtask whose number it falls to, any other by the one that reads its last record. When two
 * subtasks saw different ends, one may be told twice, and none is never told.
 *
 * <p>Not thread-safe.
 */
final class ReadProgress {

  private final Map<Integer, Long> positions;
  private final Map<Integer, Long> ends;
  private final Set<Integer> told = new HashSet<>();

  /**
   * @param positions where reading begins
   * @param ends where partitions end now; all of them
   */
  ReadProgress(Map<Integer, Long> positions, Map<Integer, Long> ends) {
    this.positions = new HashMap<>(positions);
    this.ends = Map.copyOf(ends);
  }

  int partitions() {
    return ends.size();
  }

  /**
   * The partitions that this subtask has to tell though nothing of them will come.
   *
   * @param beginnings the first records that are still there
   */
  List<Integer> empty(Map<Integer, Long> beginnings, int subtask, int subtasks) {
    Set<Integer> empty = new TreeSet<>();
    for (Map.Entry<Integer, Long> end : ends.entrySet()) {
      int partition = end.getKey();
      long from =
          Math.max(positions.getOrDefault(partition, 0L), beginnings.getOrDefault(partition, 0L));
      if (from >= end.getValue() && partition % subtasks == subtask) {
        empty.add(partition);
      }
    }
    told.addAll(empty);
    return List.copyOf(empty);
  }

  /**
   * A record was handed on.
   *
   * @return whether its partition is read through by that, and was not told before
   */
  boolean read(int partition, long offset) {
    positions.merge(partition, offset + 1, Math::max);
    return offset + 1 >= ends.getOrDefault(partition, Long.MAX_VALUE) && told.add(partition);
  }

  /** To be kept in a checkpoint. Of several subtasks the greatest position counts. */
  Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }
}
