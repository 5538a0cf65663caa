package io.tracklayer.job.delivery.sending;

/**
 * Reserves evenly spaced times ahead, so that a batch knows when it may go and never asks twice.
 * Time that was not used is not made up for.
 *
 * <p>Not thread-safe. Times are milliseconds of a clock that never steps back, kept in
 * microseconds.
 */
public final class RateLimiter {

  private static final long MICROS_PER_MS = 1_000;
  private static final double MICROS_PER_SECOND = 1_000_000;

  private final long intervalMicros;
  private long nextMicros = Long.MIN_VALUE;

  public RateLimiter(double perSecond) {
    intervalMicros = Math.max(1, Math.round(MICROS_PER_SECOND / perSecond));
  }

  /** Takes the next free time that is not before {@code earliest}. */
  public long reserve(long earliest) {
    long time = Math.max(nextMicros, earliest * MICROS_PER_MS);
    nextMicros = time + intervalMicros;
    return Math.floorDiv(time, MICROS_PER_MS);
  }

  /** The time that {@link #reserve} would return. */
  public long next(long earliest) {
    return Math.max(Math.floorDiv(nextMicros, MICROS_PER_MS), earliest);
  }
}
