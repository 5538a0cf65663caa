package io.tracklayer.job.delivery.sending;

import io.tracklayer.destinations.Quota;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The batches that one subtask is about to send: open ones, and closed ones that wait for a free
 * request slot or for the rate limiter. It holds little: what may not go soon has to wait
 * elsewhere.
 *
 * <p>Not thread-safe; sets no timers. Times are milliseconds of a clock that never steps back.
 *
 * @param <T> the payload
 */
public final class RequestQueue<T> {

  /** How many batches for each request slot may wait in memory until it is free. */
  private static final int READY_BATCHES = 2;

  private final Batcher<T> batcher;
  private final Function<List<T>, @Nullable Quota> quotaOf;
  private final RateLimiter rate;
  private final Map<String, RateLimiter> quotas = new HashMap<>();
  private final List<Ready<T>> ready = new ArrayList<>();
  private final int slots;
  private final int subtasks;

  private static final class Ready<T> {
    private final List<T> payloads;
    private final long leavesAt;

    private Ready(List<T> payloads, long leavesAt) {
      this.payloads = payloads;
      this.leavesAt = leavesAt;
    }
  }

  /**
   * @param slots how many requests may be in flight at once
   * @param requestsPerSecond the limit over all subtasks
   * @param subtasks how many subtasks share the limits
   * @param quotaOf the API's own limit for such a request; returns null for none
   */
  public RequestQueue(
      Batcher<T> batcher,
      int slots,
      int requestsPerSecond,
      int subtasks,
      Function<List<T>, @Nullable Quota> quotaOf) {
    this.batcher = batcher;
    this.slots = slots;
    this.subtasks = subtasks;
    this.quotaOf = quotaOf;
    rate = new RateLimiter((double) requestsPerSecond / subtasks);
  }

  /** Whether a payload that is added now will go before long. */
  public boolean hasRoom() {
    return ready.size() + batcher.readyBatches() < slots * READY_BATCHES;
  }

  public void add(T payload, long now) {
    batcher.add(payload, now);
  }

  /**
   * Removes and returns the next batch that may go now; null if there is none. A batch that waits
   * for its own quota does not hold up the others.
   */
  public @Nullable List<T> poll(long now) {
    batcher.closeDue(now, rate::next);
    for (List<T> closed = batcher.poll(); closed != null; closed = batcher.poll()) {
      ready.add(new Ready<>(closed, reserve(closed, now)));
    }
    Iterator<Ready<T>> batches = ready.iterator();
    while (batches.hasNext()) {
      Ready<T> batch = batches.next();
      if (batch.leavesAt <= now) {
        batches.remove();
        return batch.payloads;
      }
    }
    return null;
  }

  private long reserve(List<T> batch, long now) {
    long leavesAt = rate.reserve(now);
    Quota quota = quotaOf.apply(batch);
    return quota == null
        ? leavesAt
        : quotas
            .computeIfAbsent(quota.name(), name -> new RateLimiter(quota.perSecond() / subtasks))
            .reserve(leavesAt);
  }

  /** When {@link #poll} may return a batch next, unless more is added; MAX_VALUE for never. */
  public long nextDue(long now) {
    long open = batcher.nextDue();
    long next = open == Long.MAX_VALUE ? open : Math.max(open, rate.next(now));
    if (batcher.readyBatches() > 0) {
      next = now;
    }
    for (Ready<T> batch : ready) {
      next = Math.min(next, batch.leavesAt);
    }
    return next;
  }

  /** Closes all open batches. */
  public void closeAll() {
    batcher.closeAll();
  }

  public boolean isEmpty() {
    return ready.isEmpty() && batcher.isEmpty();
  }

  /** Removes and returns all payloads. */
  public List<T> drain() {
    List<T> all = new ArrayList<>();
    ready.forEach(batch -> all.addAll(batch.payloads));
    ready.clear();
    all.addAll(batcher.drain());
    return all;
  }
}
