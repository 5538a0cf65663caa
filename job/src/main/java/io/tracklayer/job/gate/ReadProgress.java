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
 * <p>Every partition is told: one in which nothing is to be read by the subtask that knows its
 * position, any other by the one that reads its last record. When two subtasks saw different ends,
 * or keep different positions, one may be told twice, and none is never told.
 *
 * <p>A subtask keeps the positions of what it read, and of what it was given by a restore or to
 * start with. The latter need not be of partitions that it reads: after rescaling another subtask
 * may have the partition, and an old position of it stays behind. It is smaller than the true one,
 * so it tells nothing too early.
 *
 * <p>Not thread-safe.
 */
final class ReadProgress {

  private final Map<Integer, Long> positions;
  private final Map<Integer, Long> ends;
  private final Set<Integer> told = new HashSet<>();

  private ReadProgress(Map<Integer, Long> positions, Map<Integer, Long> ends) {
    this.positions = new HashMap<>(positions);
    this.ends = Map.copyOf(ends);
  }

  /**
   * The progress of a source that is not restored.
   *
   * @param start where it begins in every partition
   * @param ends where partitions end now; all of them
   */
  static ReadProgress fresh(
      Map<Integer, Long> start, Map<Integer, Long> ends, int subtask, int subtasks) {
    Map<Integer, Long> own = new HashMap<>(start);
    own.keySet().removeIf(partition -> !isOwn(partition, subtask, subtasks));
    return new ReadProgress(own, ends);
  }

  /**
   * The progress of a source that is restored.
   *
   * @param positions those that this subtask was given, of whichever partitions
   * @param ends where partitions end now; all of them
   */
  static ReadProgress restored(Map<Integer, Long> positions, Map<Integer, Long> ends) {
    return new ReadProgress(positions, ends);
  }

  private static boolean isOwn(int partition, int subtask, int subtasks) {
    return partition % subtasks == subtask;
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
      long position = positions.getOrDefault(partition, 0L);
      long beginning = beginnings.getOrDefault(partition, 0L);
      if (position >= end.getValue()
          || (beginning >= end.getValue() && isOwn(partition, subtask, subtasks))) {
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

  /** To be kept in a checkpoint. */
  Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }
}
