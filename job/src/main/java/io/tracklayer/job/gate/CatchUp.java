package io.tracklayer.job.gate;

import java.util.BitSet;

/**
 * Tracks which of the upstream subtasks, or of the partitions, are reported as read through to
 * where they ended at the start. A repeated report counts once. Nothing is kept in state: every
 * start begins anew.
 *
 * <p>Not thread-safe.
 */
public final class CatchUp {

  private final BitSet heard = new BitSet();
  private int expected = Integer.MAX_VALUE;

  /**
   * Takes in the report of one subtask.
   *
   * @return whether it was the last one missing
   */
  public boolean heardFrom(int subtask, int subtasks) {
    boolean before = isComplete();
    expected = subtasks;
    heard.set(subtask);
    return !before && isComplete();
  }

  public boolean isComplete() {
    return heard.cardinality() >= expected;
  }
}
