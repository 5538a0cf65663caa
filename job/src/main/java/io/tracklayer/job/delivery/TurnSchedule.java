package io.tracklayer.job.delivery;

import io.tracklayer.job.delivery.journal.SenderRights;
import io.tracklayer.job.flink.FlinkShell;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schedules the work that is triggered by no event, no answer and no timer of a claim: batches that
 * are due, claims that wait in state once there is room for them, and whatever depends on time
 * alone.
 *
 * <p>Answers are settled, requests are built, and the backlog is worked off in slices, between
 * which the task does everything else. All of it runs on the task's thread.
 */
@FlinkShell
final class TurnSchedule {

  private static final Logger LOGGER = LoggerFactory.getLogger(TurnSchedule.class);

  /** After this time, other work of the task has its turn. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** How often whatever depends on time alone is looked at. */
  private static final long TICK_MS = 500;

  /** A smaller step of the machine's clock delays a retry by no more than that. */
  private static final long STEP_MS = 1_000;

  private final ClaimTurns turns;
  private final SenderRights rights;
  private final ProcessingTimeService timers;
  private final MailboxExecutor mailbox;
  private final Clock clock;
  private long letOutDueAt = Long.MAX_VALUE;
  private boolean isGoingOn;
  private boolean isResuming;

  /** How far {@link #clock} was ahead of the machine's clock when the timers were last in order. */
  private long aheadMs;

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  TurnSchedule(
      ClaimTurns turns,
      SenderRights rights,
      ProcessingTimeService timers,
      MailboxExecutor mailbox,
      Clock clock) {
    this.turns = turns;
    this.rights = rights;
    this.timers = timers;
    this.mailbox = mailbox;
    this.clock = clock;
  }

  /** Begins every step of the task that gives turns. */
  void permit() {
    turns.permit(rights.permission());
  }

  /** Ends every step of the task that may have changed what may go. */
  void letOut() throws Exception {
    permit();
    long deadline = System.nanoTime() + SLICE_NANOS;
    turns.giveTurns(deadline);
    long next = turns.letOut(deadline);
    if (next <= clock.millis() || turns.hasTurnsToGive()) {
      goOnSoon();
    } else if (next < letOutDueAt) {
      letOutDueAt = next;
      after(
          next - clock.millis(),
          () -> {
            letOutDueAt = Long.MAX_VALUE;
            letOut();
          });
    }
    if (!isResuming && turns.mayResume()) {
      isResuming = true;
      mailbox.execute(this::resume, "backlog");
    }
  }

  /** Gives the turns that are due, in another step of the task. */
  void goOnSoon() {
    if (!isGoingOn) {
      isGoingOn = true;
      mailbox.execute(
          () -> {
            isGoingOn = false;
            letOut();
          },
          "turns");
    }
  }

  private void resume() throws Exception {
    isResuming = false;
    permit();
    turns.resume(System.nanoTime() + SLICE_NANOS);
    letOut();
  }

  /** Lets out regularly from now on. */
  void tick() {
    after(
        TICK_MS,
        () -> {
          noticeAStepBack();
          letOut();
          tick();
        });
  }

  /**
   * Flink finds out how long to wait for the next timer when the one before it has fired, by the
   * machine's clock. So after a step back of that clock, all timers but the next one would fire
   * late by as much. Every open claim is given a turn, in which it sets its timer anew.
   */
  private void noticeAStepBack() {
    long ahead = clock.millis() - timers.getCurrentProcessingTime();
    if (ahead > aheadMs + STEP_MS) {
      LOGGER.warn(
          "the machine's clock stepped back by {} ms; the timers of what waits are set anew",
          ahead - aheadMs);
      turns.giveAllATurn();
      aheadMs = ahead;
    }
    aheadMs = Math.min(aheadMs, ahead);
  }

  private void after(long delayMs, Action action) {
    var unused =
        timers.registerTimer(
            timers.getCurrentProcessingTime() + Math.max(0, delayMs), time -> action.run());
  }
}
