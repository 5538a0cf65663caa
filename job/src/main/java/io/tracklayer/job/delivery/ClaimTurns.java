package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.ClaimCopy;
import io.tracklayer.job.delivery.claim.ClaimRules;
import io.tracklayer.job.delivery.claim.ClaimStep;
import io.tracklayer.job.delivery.claim.Effect;
import io.tracklayer.job.delivery.claim.Settlement;
import io.tracklayer.job.delivery.claim.Settlement.Fate;
import io.tracklayer.job.delivery.claim.Settling;
import io.tracklayer.job.delivery.claim.Situation;
import io.tracklayer.job.delivery.claim.Situation.Permission;
import io.tracklayer.job.delivery.claim.UnfailingRules;
import io.tracklayer.job.delivery.claim.Withdrawals;
import io.tracklayer.job.delivery.sending.InFlight;
import io.tracklayer.job.delivery.sending.RequestQueue;
import io.tracklayer.job.gate.Copy;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives claims their turns, and carries out the effects: keeps state, publishes outcomes, fills
 * batches, hands requests over. Each method does a bounded part of the work; the caller sees to it
 * that {@link #giveTurns} and {@link #letOut} follow.
 *
 * <p>Not thread-safe: all calls come from the task's thread.
 */
final class ClaimTurns implements AutoCloseable {

  private static final long PUT_OFF_MS = 5_000;

  /** Sets a timer under the claim, which is the current key. */
  @FunctionalInterface
  interface Alarm {
    void wakeAt(String claim, long time);
  }

  private final ClaimStore store;
  private final UnfailingRules rules;
  private final Withdrawals withdrawals;
  private final Outcomes outcomes;
  private final Courier courier;
  private final InFlight inFlight;
  private final RequestQueue<Effect.Join> queue;
  private final Health health;
  private final BreakerNews breaker;
  private final RetrySchedule retries;
  private final Backlog backlog;
  private final DeliveryMetrics tells;
  private final Alarm alarm;
  private final Clock clock;

  private final Deque<Settling> answered = new ArrayDeque<>();
  private final Deque<String> due = new ArrayDeque<>();
  private Permission senderMay = Permission.SETTLE;

  ClaimTurns(
      DestinationConfig destination,
      int subtasks,
      ClaimStore store,
      UnfailingRules rules,
      Withdrawals withdrawals,
      Outcomes outcomes,
      Courier courier,
      Health health,
      BreakerNews breaker,
      RetrySchedule retries,
      Backlog backlog,
      DeliveryMetrics tells,
      Alarm alarm,
      Clock clock) {
    int slots = Math.max(1, destination.delivery().maxInFlight() / subtasks);
    this.store = store;
    this.rules = rules;
    this.withdrawals = withdrawals;
    this.outcomes = outcomes;
    this.courier = courier;
    this.inFlight = new InFlight(slots);
    this.queue = courier.queue(destination, slots, subtasks);
    this.health = health;
    this.breaker = breaker;
    this.retries = retries;
    this.backlog = backlog;
    this.tells = tells;
    this.alarm = alarm;
    this.clock = clock;
  }

  /**
   * Sets how far the sender may go from now on, apart from what the destination's health permits.
   */
  void permit(Permission permission) {
    senderMay = permission;
  }

  /** The requests in flight, including answered ones of which some events are not settled yet. */
  int requestsOut() {
    return inFlight.requests();
  }

  /**
   * Whether a copy that is taken in now would go out before long, or would wait in state anyway.
   */
  boolean hasRoom() {
    return health.isOpen() || queue.hasRoom();
  }

  void take(Copy copy) throws Exception {
    String claim = copy.home();
    Claim before = store.get(claim);
    if (isRepeated(before, copy)) {
      tells.countRepeated();
    }
    follow(claim, before, rules.take(before, copy, situation(claim)));
  }

  private static boolean isRepeated(@Nullable Claim claim, Copy copy) {
    ClaimCopy known = claim == null ? null : claim.copyOfAll(copy.ref().messageId());
    return known instanceof ClaimCopy.Waiting
        || (known instanceof ClaimCopy.Concluded concluded
            && !ClaimRules.isLifted(concluded, copy));
  }

  /**
   * Gives the claim a turn soon. This is kept in memory only: after a restart, every open claim has
   * a turn.
   */
  void comesDue(String claim) {
    due.add(claim);
  }

  boolean hasTurnsToGive() {
    return !answered.isEmpty() || !due.isEmpty();
  }

  /** Gives the turns that are due, at least one, until the deadline. */
  void giveTurns(long deadlineNanos) throws Exception {
    do {
      Settling settling = answered.peek();
      if (settling != null) {
        settleNextOf(settling);
      } else if (!due.isEmpty()) {
        advance(due.remove());
      } else {
        return;
      }
    } while (System.nanoTime() < deadlineNanos);
  }

  private void advance(String claim) throws Exception {
    Claim before = store.get(claim);
    if (before != null && before.isOpen()) {
      follow(claim, before, rules.advance(before, situation(claim)));
    }
  }

  private Situation situation(String claim) {
    return new Situation(clock.millis(), withdrawals, inFlight.contains(claim), permission());
  }

  private Permission permission() {
    boolean mayGo = queue.hasRoom() && health.mayLeave(clock.millis());
    return senderMay == Permission.SEND && !mayGo ? Permission.SETTLE : senderMay;
  }

  private void follow(String claim, @Nullable Claim before, ClaimStep step) throws Exception {
    if (step.changes()) {
      store.put(claim, before, step.claim());
    }
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Telling telling) {
        outcomes.tell(telling);
      } else if (effect instanceof Effect.Join join) {
        inFlight.join(claim);
        queue.add(join, clock.millis());
      } else if (effect instanceof Effect.WakeAt wake) {
        alarm.wakeAt(claim, wake.time());
      } else if (effect instanceof Effect.Park) {
        backlog.add(claim);
      }
    }
  }

  /**
   * Sends the batches that may go now, until the deadline; parks what may not go for a while.
   *
   * @return when there may be more to send, unless something else happens: now if the deadline came
   *     first, MAX_VALUE for never
   */
  long letOut(long deadlineNanos) throws Exception {
    long now = clock.millis();
    if (senderMay != Permission.SEND || !health.mayLeave(now)) {
      park();
    }
    while (inFlight.hasFreeSlot() && health.mayLeave(now)) {
      List<Effect.Join> batch = queue.poll(now);
      if (batch == null) {
        return queue.nextDue(now);
      }
      send(batch);
      if (System.nanoTime() >= deadlineNanos) {
        return now;
      }
    }
    return Long.MAX_VALUE;
  }

  private void park() {
    for (Effect.Join join : queue.drain()) {
      inFlight.leave(join.claim());
      backlog.add(join.claim());
    }
  }

  /** Judges each event once more, since it may have been in the queue for a while. */
  private void send(List<Effect.Join> batch) throws Exception {
    if (Courier.isOfValidation(batch) && health.isOpen()) {
      putOff(batch);
      return;
    }
    List<Effect.Join> going = new ArrayList<>(batch.size());
    for (Effect.Join join : batch) {
      Claim claim = store.get(join.claim());
      Situation situation = new Situation(clock.millis(), withdrawals, true, senderMay);
      if (claim != null && rules.stillGoes(claim, join, situation)) {
        going.add(join);
      } else {
        inFlight.leave(join.claim());
        comesDue(join.claim());
      }
    }
    if (!going.isEmpty()) {
      handOver(going);
    }
  }

  /** A test says nothing of a destination that fails or is paused, and must not be its probe. */
  private void putOff(List<Effect.Join> batch) {
    for (Effect.Join join : batch) {
      inFlight.leave(join.claim());
      alarm.wakeAt(join.claim(), clock.millis() + PUT_OFF_MS);
    }
  }

  private void handOver(List<Effect.Join> batch) throws Exception {
    inFlight.send(batch.stream().map(Effect.Join::claim).toList());
    Courier.Handover handover = courier.send(batch);
    if (handover instanceof Courier.Handover.Sent) {
      if (!Courier.isOfValidation(batch)) {
        health.left();
        tells.countRequest();
      }
    } else if (handover instanceof Courier.Handover.NoSecret noSecret) {
      settleUnsent(
          batch, new Verdict.CredentialsWrong(Cause.of(Reason.SECRET_NOT_SET), noSecret.detail()));
    } else {
      settleUnsent(batch, new Verdict.RejectedAsWhole(Cause.of(Reason.MAPPING_FAILED), null));
    }
  }

  /** Takes in an answer, by which the turns of the request's events are due. */
  void take(Answers.Answered answer) {
    Integer status = answer.answer() instanceof Answer.Response response ? response.status() : null;
    settle(answer.request(), courier.classify(answer), status);
  }

  private void settleUnsent(List<Effect.Join> request, Verdict verdict) {
    settle(request, Courier.Classified.asItIs(verdict), null);
  }

  private void settle(
      List<Effect.Join> request, Courier.Classified classified, @Nullable Integer status) {
    Settlement settlement =
        Courier.isOfValidation(request)
            ? Settlement.of(classified.verdict(), request.size(), false)
            : health.judge(classified.verdict(), request.size(), clock.millis());
    breaker.note(health.isOpen(), settlement.cause(), status);
    answered.add(new Settling(request, settlement, status, classified.words()));
  }

  /**
   * The request keeps its slot until all its events are settled, so that answers do not pile up.
   */
  private void settleNextOf(Settling settling) throws Exception {
    Effect.Join event = settling.event();
    Fate fate = settling.fate();
    boolean counts = event.mapped().use() == Mapping.Use.DELIVERY;
    inFlight.settled(event.claim());
    Claim before = store.get(event.claim());
    if (before != null) {
      boolean isPaused = counts && settling.settlement().signal() == Settlement.Signal.MUST_PAUSE;
      long retryAt = retryAt(isPaused, fate, before.copyOfAll(event.messageId()));
      follow(
          event.claim(),
          before,
          rules.answered(
              before, event, fate, settling.status(), retryAt, situation(event.claim())));
    }
    if (fate instanceof Fate.Delivered && counts) {
      tells.delivered(clock.millis());
    }
    settling.next();
    if (settling.isDone()) {
      answered.remove();
      inFlight.returned();
    }
  }

  /**
   * @param isPaused whether the answer has paused the destination
   */
  private long retryAt(boolean isPaused, Fate fate, @Nullable ClaimCopy copy) {
    long now = clock.millis();
    if (isPaused) {
      return health.mayLeaveAt(now);
    }
    if (fate instanceof Fate.Retry retry && retry.after() != null) {
      return now + retry.after().toMillis();
    }
    int failures = copy instanceof ClaimCopy.Waiting waiting ? waiting.attempts() : 0;
    return now + retries.delay(failures + 1);
  }

  /** Every open claim has a turn as soon as requests may go; before, none needs one. */
  void giveAllATurn() {
    backlog.passThroughEverything();
  }

  /** Whether something waits in state that could go. */
  boolean mayResume() {
    return !backlog.isEmpty() && permission() == Permission.SEND;
  }

  /** Gives turns to claims that wait in state, while there is room, until the deadline. */
  void resume(long deadlineNanos) throws Exception {
    while (permission() == Permission.SEND && System.nanoTime() < deadlineNanos) {
      String claim = backlog.next();
      if (claim == null) {
        return;
      }
      if (!inFlight.contains(claim)) {
        advance(claim);
      }
    }
  }

  /** Closes the open batches without waiting for them to fill. */
  void closeBatches() {
    queue.closeAll();
  }

  @Override
  public void close() {
    backlog.close();
    courier.close();
  }
}
