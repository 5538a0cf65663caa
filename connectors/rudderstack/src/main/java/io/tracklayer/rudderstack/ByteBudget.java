package io.tracklayer.rudderstack;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * So many bytes may be held at one time; who would hold more is refused. A single holder of more
 * than that is let in when there is no other.
 *
 * <p>Thread-safe.
 */
final class ByteBudget {

  /** For how long after a refusal it counts as exhausted: one probe of a balancer must see it. */
  static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final long limit;
  private final LongSupplier nanoTime;
  private final AtomicLong held = new AtomicLong();
  private volatile boolean hasRefused;
  private volatile long refusedAt;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  ByteBudget(long limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  boolean take(long bytes) {
    long before = held.getAndAdd(bytes);
    if (before > 0 && before + bytes > limit) {
      held.addAndGet(-bytes);
      refusedAt = nanoTime.getAsLong();
      hasRefused = true;
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }

  /** Whether it refuses now, or did a moment ago. */
  boolean isExhausted() {
    return held.get() > limit
        || (hasRefused && nanoTime.getAsLong() - refusedAt < REMEMBERED.toNanos());
  }
}
