package io.tracklayer.job.identity.simulation;

/** A subtask, which takes its part of a checkpoint at a moment of its own. */
abstract class Task {

  private final String name;
  private long barrier;

  Task(String name, long barrier) {
    this.name = name;
    this.barrier = barrier;
  }

  /** The last barrier that it passed: it handles nothing that came behind a later one. */
  long barrier() {
    return barrier;
  }

  /** As when a checkpoint is given up: nothing is snapshotted, but nobody waits any longer. */
  void passWithoutSnapshot(long checkpoint) {
    barrier = Math.max(barrier, checkpoint);
  }

  final void pass(long checkpoint) {
    barrier = checkpoint;
    snapshot(checkpoint);
  }

  /** Keeps what a restore of this checkpoint needs. */
  abstract void snapshot(long checkpoint);

  @Override
  public String toString() {
    return name;
  }
}
