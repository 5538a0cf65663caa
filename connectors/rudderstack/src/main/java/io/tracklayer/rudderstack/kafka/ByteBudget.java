package io.tracklayer.rudderstack.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A limit on the bytes held at one time; requests beyond it are refused. A single holder of more
 * than the limit is let in when there is no other.
 *
 * <p>Thread-safe.
 */
public final class ByteBudget {

  /**
   * How long the budget counts as exhausted after a refusal, so that a load balancer's probe sees
   * it.
   */
  static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final long limit;
  private final LongSupplier nanoTime;
  private final AtomicLong held = new AtomicLong();
  private volatile boolean hasRefused;
  private volatile long refusedAt;

  /**
   * @param nanoTime the clock, such as {@link System#nanoTime}
   */
  public ByteBudget(long limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  public boolean take(long bytes) {
    long before = held.getAndAdd(bytes);
    if (before > 0 && before + bytes > limit) {
      held.addAndGet(-bytes);
      refusedAt = nanoTime.getAsLong();
      hasRefused = true;
      return false;
    }
    return true;
  }

  public void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }

  /** Whether it is refusing now, or was a moment ago. */
  public boolean isExhausted() {
    return held.get() > limit
        || (hasRefused && nanoTime.getAsLong() - refusedAt < REMEMBERED.toNanos());
  }
}
