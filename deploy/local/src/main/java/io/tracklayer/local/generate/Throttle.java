package io.tracklayer.local.generate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps to a number of events a second, counted from the first event; delays are caught up. Not
 * thread-safe.
 */
final class Throttle {

  private final int eventsPerSecond;
  private long begin;
  private long events;

  Throttle(int eventsPerSecond) {
    this.eventsPerSecond = eventsPerSecond;
  }

  /** Waits until this many more events are due; returns early when the thread is interrupted. */
  void await(int more) {
    if (events == 0) {
      begin = System.nanoTime();
    }
    long due = begin + (long) ((double) events / eventsPerSecond * TimeUnit.SECONDS.toNanos(1));
    events += more;
    while (System.nanoTime() < due && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }
}
