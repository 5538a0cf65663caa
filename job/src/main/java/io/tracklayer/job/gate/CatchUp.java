package io.tracklayer.job.gate;

import java.util.BitSet;

/**
 * Counts which of the subtasks before this one have said that they read everything which was there
 * at the start. Told twice counts once. Starts anew with every start: nothing of it is kept.
 *
 * <p>Not thread-safe.
 */
public final class CatchUp {

  private final BitSet heard = new BitSet();
  private int expected = Integer.MAX_VALUE;

  /**
   * Takes in one subtask's word.
   *
   * @return whether this was the last one missing
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
