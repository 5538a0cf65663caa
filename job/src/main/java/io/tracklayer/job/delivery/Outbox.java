package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Quota;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Joins events that fit together to batches and lets them out as far as request slots, rates and
 * breaker permit. Holds little: what may not go soon is to wait elsewhere.
 *
 * <p>A batch is open for {@code max_wait}, and longer while the rate would not let it go anyway. No
 * more batches than there are slots are open at once: another one closes the oldest.
 *
 * <p>Not thread-safe; all calls come from the task's thread.
 */
final class Outbox {

  /** What waits for a free request slot in memory, for each slot. */
  private static final int READY_BATCHES = 2;

  /** Of the events in one request, where the API sets no smaller limit of its own. */
  static final int MAX_BATCH_BYTES = 1024 * 1024;

  private final DeliveryConfig limits;
  private final int subtasks;
  private final Destination api;
  private final Breaker breaker;
  private final Clock clock;
  private final Timers timers;
  private final Exit exit;
  private final Pace pace;
  private final int slots;

  private final Map<String, Pace> quotas = new HashMap<>();

  private final List<Batch> open = new ArrayList<>();
  private final Deque<Batch> ready = new ArrayDeque<>();
  private long dispatchDueAt = Long.MAX_VALUE;
  private int out;

  /** What goes out as one request. */
  private static final class Batch {
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Mapping.Mapped> events = new ArrayList<>();
    private long bytes;
    private long sendAt;

    private void add(Attempt attempt) {
      attempts.add(attempt);
      events.add(attempt.mapped());
      bytes += attempt.mapped().body().length;
    }
  }

  /** Where batches go. */
  interface Exit {

    /**
     * @return whether it went out, and so takes a slot until {@link Outbox#answered}
     */
    boolean send(List<Attempt> batch) throws Exception;

    /** Not now; to be kept elsewhere. */
    void putBack(List<Attempt> batch) throws Exception;

    /** There may be room for more. */
    void hasRoom() throws Exception;
  }

  /** Calls back on the task's thread. */
  @FunctionalInterface
  interface Timers {
    void after(long delayMs, Step step);
  }

  /** Something to do later. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /**
   * @param subtasks that share the destination's limits; each gets at least one slot
   */
  Outbox(
      DeliveryConfig limits,
      int subtasks,
      Destination api,
      Breaker breaker,
      Clock clock,
      Timers timers,
      Exit exit) {
    this.limits = limits;
    this.subtasks = subtasks;
    this.api = api;
    this.breaker = breaker;
    this.clock = clock;
    this.timers = timers;
    this.exit = exit;
    this.slots = Math.max(1, limits.maxInFlight() / subtasks);
    this.pace = new Pace((double) limits.requestsPerSecond() / subtasks);
  }

  int requestsOut() {
    return out;
  }

  private boolean hasFreeSlot() {
    return out < slots;
  }

  /** Whether an event that is added now will go before long. */
  boolean hasRoom() {
    return ready.size() < slots * READY_BATCHES;
  }

  /** Adds an event to the oldest open batch that it fits into. */
  void add(Attempt attempt) throws Exception {
    Batch batch = open.stream().filter(b -> fits(b, attempt)).findFirst().orElse(null);
    if (batch == null) {
      batch = opened();
    }
    batch.add(attempt);
    if (batch.attempts.size() >= limits.maxBatch()) {
      close(batch);
    } else if (open.size() > slots) {
      close(open.get(0));
    }
  }

  private boolean fits(Batch batch, Attempt attempt) {
    return batch.attempts.size() < limits.maxBatch()
        && batch.bytes + attempt.mapped().body().length <= MAX_BATCH_BYTES
        && api.joins(batch.events, attempt.mapped());
  }

  private Batch opened() {
    Batch batch = new Batch();
    open.add(batch);
    timers.after(limits.maxWait().toMillis(), () -> closeOnceItMayGo(batch));
    return batch;
  }

  private void closeOnceItMayGo(Batch batch) throws Exception {
    if (!open.contains(batch)) {
      return;
    }
    long now = clock.millis();
    long earliest = pace.next(now);
    Pace quota = quota(batch);
    if (quota != null) {
      earliest = Math.max(earliest, quota.next(now));
    }
    if (earliest > now) {
      timers.after(earliest - now, () -> closeOnceItMayGo(batch));
    } else {
      close(batch);
    }
  }

  private void close(Batch batch) throws Exception {
    open.remove(batch);
    ready.add(batch);
    dispatch();
  }

  /**
   * Ahead of what is ready, in a batch of their own, or several where they do not fit together any
   * more; goes with the next dispatch.
   */
  void addAhead(List<Attempt> attempts) {
    Deque<Batch> batches = new ArrayDeque<>();
    for (Attempt attempt : attempts) {
      if (batches.isEmpty() || !fits(batches.peekLast(), attempt)) {
        batches.add(new Batch());
      }
      batches.peekLast().add(attempt);
    }
    batches.descendingIterator().forEachRemaining(ready::addFirst);
  }

  /** Does not wait for the open batches any longer. */
  void closeAll() throws Exception {
    ready.addAll(open);
    open.clear();
    dispatch();
  }

  /** A request that was out is answered, or will never be. */
  void answered() {
    out--;
  }

  /** Lets out what may go now, and only then tells of the room: more may be added at once. */
  void dispatch() throws Exception {
    letOut();
    if (hasRoom()) {
      exit.hasRoom();
    }
  }

  /** What waits for a rate of its own does not hold up the others. */
  private void letOut() throws Exception {
    long next = Long.MAX_VALUE;
    Iterator<Batch> batches = ready.iterator();
    while (batches.hasNext() && hasFreeSlot()) {
      Batch batch = batches.next();
      long now = clock.millis();
      if (batch.sendAt == 0) {
        batch.sendAt = reserve(batch, now);
      }
      if (batch.sendAt > now) {
        next = Math.min(next, batch.sendAt);
        continue;
      }
      batches.remove();
      if (!breaker.admits(now)) {
        exit.putBack(batch.attempts);
      } else if (exit.send(batch.attempts)) {
        out++;
      }
    }
    dispatchAt(next);
  }

  private long reserve(Batch batch, long now) {
    long sendAt = pace.reserve(now);
    Pace quota = quota(batch);
    return quota == null ? sendAt : quota.reserve(sendAt);
  }

  /** Null when the API has no limit of its own for such a request. */
  private Pace quota(Batch batch) {
    Quota quota = api.quota(batch.events);
    return quota == null
        ? null
        : quotas.computeIfAbsent(quota.name(), name -> new Pace(quota.perSecond() / subtasks));
  }

  private void dispatchAt(long time) {
    if (time >= dispatchDueAt) {
      return;
    }
    dispatchDueAt = time;
    timers.after(
        time - clock.millis(),
        () -> {
          if (dispatchDueAt == time) {
            dispatchDueAt = Long.MAX_VALUE;
          }
          dispatch();
        });
  }
}
