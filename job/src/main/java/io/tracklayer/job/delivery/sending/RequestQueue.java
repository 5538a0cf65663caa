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
 * What is about to go out of one subtask: batches that are open, and batches that wait for a free
 * request slot or for their rate. Holds little: what may not go soon is to wait elsewhere.
 *
 * <p>Not thread-safe; calls nobody. Times are milliseconds of a clock that never steps back.
 *
 * @param <T> what is joined
 */
public final class RequestQueue<T> {

  /** What waits for a free request slot in memory, for each slot. */
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
   * @param slots requests that may be out at once
   * @param requestsPerSecond over all subtasks
   * @param subtasks that share the limits
   * @param quotaOf the API's own limit for such a request; gives null for none
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

  /** Whether what is added now will go before long. */
  public boolean hasRoom() {
    return ready.size() + batcher.readyBatches() < slots * READY_BATCHES;
  }

  public void add(T payload, long now) {
    batcher.add(payload, now);
  }

  /**
   * The next batch that may go now, the caller's from then on; null when there is none. What waits
   * for a rate of its own does not hold up the others.
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

  /** When {@link #poll} may give something next, unless more is added; MAX_VALUE for never. */
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

  /** Does not wait for the open batches any longer. */
  public void closeAll() {
    batcher.closeAll();
  }

  public boolean isEmpty() {
    return ready.isEmpty() && batcher.isEmpty();
  }

  /** Everything that is in it; it is empty then. */
  public List<T> drain() {
    List<T> all = new ArrayList<>();
    ready.forEach(batch -> all.addAll(batch.payloads));
    ready.clear();
    all.addAll(batcher.drain());
    return all;
  }
}
