package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DeliveryConfig;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Joins events to batches and lets them out as far as request slots, rate and breaker permit. Holds
 * little: what may not go soon is to wait elsewhere.
 *
 * <p>Not thread-safe; all calls come from the task's thread.
 */
final class Outbox {

  /** What waits for a free request slot in memory, for each slot. */
  private static final int READY_BATCHES = 2;

  private final DeliveryConfig limits;
  private final Breaker breaker;
  private final Clock clock;
  private final Timers timers;
  private final Exit exit;
  private final Pace pace;
  private final int slots;

  private final Deque<Batch> ready = new ArrayDeque<>();
  private Batch filling = new Batch();
  private boolean closingIsDue;
  private boolean dispatchIsDue;
  private int out;

  /** What goes out as one request. */
  private static final class Batch {
    private final List<Attempt> attempts = new ArrayList<>();
    private long sendAt;
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
      DeliveryConfig limits, int subtasks, Breaker breaker, Clock clock, Timers timers, Exit exit) {
    this.limits = limits;
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

  /** Adds an event to the batch that is filling. */
  void add(Attempt attempt) throws Exception {
    filling.attempts.add(attempt);
    if (filling.attempts.size() >= limits.maxBatch()) {
      closeBatch();
    } else if (!closingIsDue) {
      closingIsDue = true;
      timers.after(
          limits.maxWait().toMillis(),
          () -> {
            closingIsDue = false;
            closeBatch();
          });
    }
  }

  /** As one batch of their own, ahead of what is ready; goes with the next dispatch. */
  void addAhead(List<Attempt> attempts) {
    if (!attempts.isEmpty()) {
      Batch batch = new Batch();
      batch.attempts.addAll(attempts);
      ready.addFirst(batch);
    }
  }

  /** Does not wait for the filling batch any longer. */
  void closeBatch() throws Exception {
    if (!filling.attempts.isEmpty()) {
      ready.add(filling);
      filling = new Batch();
    }
    dispatch();
  }

  /** A request that was out is answered, or will never be. */
  void answered() {
    out--;
  }

  /** Lets out what may go now. */
  void dispatch() throws Exception {
    letOut();
    if (hasRoom()) {
      exit.hasRoom();
    }
  }

  private void letOut() throws Exception {
    while (!ready.isEmpty() && hasFreeSlot()) {
      long now = clock.millis();
      Batch batch = ready.peek();
      if (batch.sendAt == 0) {
        batch.sendAt = pace.reserve(now);
      }
      if (batch.sendAt > now) {
        dispatchAfter(batch.sendAt - now);
        return;
      }
      ready.remove();
      if (!breaker.admits(now)) {
        exit.putBack(batch.attempts);
      } else if (exit.send(batch.attempts)) {
        out++;
      }
    }
  }

  private void dispatchAfter(long delayMs) {
    if (!dispatchIsDue) {
      dispatchIsDue = true;
      timers.after(
          delayMs,
          () -> {
            dispatchIsDue = false;
            dispatch();
          });
    }
  }
}
