package io.tracklayer.job.delivery;

/**
 * Hands out evenly spaced times, so that what waits for its turn knows when that is and never asks
 * twice.
 *
 * <p>Not thread-safe. Times are epoch milliseconds, kept in microseconds.
 */
final class Pace {

  private static final long MICROS_PER_MS = 1_000;
  private static final double MICROS_PER_SECOND = 1_000_000;

  private final long intervalMicros;
  private long nextMicros;

  Pace(double perSecond) {
    this.intervalMicros = Math.max(1, Math.round(MICROS_PER_SECOND / perSecond));
  }

  /** Takes the next free time that is not before {@code earliest}. */
  long reserve(long earliest) {
    long time = Math.max(nextMicros, earliest * MICROS_PER_MS);
    nextMicros = time + intervalMicros;
    return time / MICROS_PER_MS;
  }

  /** The time that {@link #reserve} would give. */
  long next(long earliest) {
    return Math.max(nextMicros / MICROS_PER_MS, earliest);
  }
}
