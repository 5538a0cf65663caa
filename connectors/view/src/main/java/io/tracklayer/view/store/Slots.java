package io.tracklayer.view.store;

import java.time.Duration;

/** The minutes by which events are counted. */
public final class Slots {

  static final long MILLIS = Duration.ofMinutes(1).toMillis();

  private Slots() {}

  /** The slot of a time in epoch milliseconds. */
  public static long of(long at) {
    return Math.floorDiv(at, MILLIS);
  }

  /** When a slot begins. */
  public static long start(long slot) {
    return slot * MILLIS;
  }
}
