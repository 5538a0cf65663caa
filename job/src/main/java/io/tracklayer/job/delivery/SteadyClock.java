package io.tracklayer.job.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock of the time of day that never steps back. When the machine's clock does, this one goes on
 * by the time that really passes until the other has caught up. So nothing waits longer for a time
 * than it would have.
 *
 * <p>Not thread-safe.
 */
final class SteadyClock extends Clock {

  private static final long NANOS_PER_MS = 1_000_000;

  private final LongSupplier wallMs;
  private final LongSupplier nanos;
  private long now = Long.MIN_VALUE;
  private long setAtNanos;

  /**
   * @param wallMs epoch milliseconds, may step
   * @param nanos nanoseconds that only ever rise, such as {@link System#nanoTime}
   */
  SteadyClock(LongSupplier wallMs, LongSupplier nanos) {
    this.wallMs = wallMs;
    this.nanos = nanos;
  }

  @Override
  public long millis() {
    long wall = wallMs.getAsLong();
    long nano = nanos.getAsLong();
    long passed = now == Long.MIN_VALUE ? 0 : (nano - setAtNanos) / NANOS_PER_MS;
    if (now == Long.MIN_VALUE || wall >= now + passed) {
      now = wall;
      setAtNanos = nano;
    } else {
      now += passed;
      setAtNanos += passed * NANOS_PER_MS;
    }
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("all times are UTC");
  }
}
