package io.tracklayer.local.bench;

import java.io.Serializable;

/** Counts what one thread has taken, and tells it now and then. Not thread-safe. */
final class ProgressTold implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int step;
  private long events;

  ProgressTold(int step) {
    this.step = step;
  }

  void add(int thread) {
    events++;
    if (events % step == 0) {
      new ChildMessage.Progress(thread, events).tell();
    }
  }
}
