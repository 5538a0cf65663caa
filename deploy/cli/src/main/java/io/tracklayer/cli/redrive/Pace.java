package io.tracklayer.cli.redrive;

import io.tracklayer.job.delivery.sending.RateLimiter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Spreads what one thread does evenly over time, at most so often a second. Not thread-safe. */
final class Pace {

  private final RateLimiter rate;
  private final LongSupplier nanos;
  private final LongConsumer pause;

  Pace(int perSecond) {
    this(perSecond, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * @param nanos nanoseconds that only ever rise
   * @param pause has the thread wait for so many nanoseconds, or less
   */
  Pace(int perSecond, LongSupplier nanos, LongConsumer pause) {
    rate = new RateLimiter(perSecond);
    this.nanos = nanos;
    this.pause = pause;
  }

  /** Returns when it may be done once more, or at once when the thread is interrupted. */
  void awaitTurn() {
    long due = rate.reserve(nowMs());
    while (nowMs() < due && !Thread.currentThread().isInterrupted()) {
      pause.accept(TimeUnit.MILLISECONDS.toNanos(due - nowMs()));
    }
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }
}
