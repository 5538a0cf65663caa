package io.tracklayer.job.gate.selection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far one subtask of a source has read the partitions of the canonical topic, and which of them
 * it has read through, that is, to where they ended at the start.
 *
 * <p>Every partition is reported: one with nothing to read, by the subtask that knows its position;
 * any other, by the subtask that reads its last record. If two subtasks saw different ends, or keep
 * different positions, a partition may be reported twice, but none is left out.
 *
 * <p>A subtask keeps the positions that it has read to, and those that it was given by a restore or
 * at the start. The latter may be of partitions that it does not read: after rescaling, another
 * subtask may read the partition, and the old position stays here. It is smaller than the true one,
 * so nothing is reported too early.
 *
 * <p>Not thread-safe.
 */
final class ReadProgress {

  private final Map<Integer, Long> positions;
  private final Map<Integer, Long> ends;
  private final Map<Integer, Long> leftIn = new HashMap<>();
  private final Set<Integer> told = new HashSet<>();
  private long left;

  private ReadProgress(Map<Integer, Long> positions, Map<Integer, Long> ends) {
    this.positions = new HashMap<>(positions);
    this.ends = Map.copyOf(ends);
  }

  /**
   * The progress of a source that is not restored.
   *
   * @param start where reading starts in every partition
   * @param ends where each partition ends now, for all partitions
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
   * @param positions the positions that this subtask was given, of any partitions
   * @param ends where each partition ends now, for all partitions
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
   * The partitions that this subtask has to report although no record of them will come.
   *
   * @param beginnings the positions of the first records that are still there
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
   * Takes in that a record was passed on.
   *
   * @return whether its partition is now read through and was not reported before
   */
  boolean read(int partition, long offset) {
    positions.merge(partition, offset + 1, Math::max);
    long end = ends.getOrDefault(partition, Long.MAX_VALUE);
    if (told.contains(partition) || end == Long.MAX_VALUE) {
      return false;
    }
    long leftNow = Math.max(0, end - offset - 1);
    Long leftBefore = leftIn.put(partition, leftNow);
    left += leftNow - (leftBefore == null ? 0 : leftBefore);
    return leftNow == 0 && told.add(partition);
  }

  /**
   * How many records are still to be read of the partitions that this subtask has begun to read, to
   * where they ended at the start.
   */
  long left() {
    return left;
  }

  /** The positions to keep in a checkpoint. */
  Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }
}
