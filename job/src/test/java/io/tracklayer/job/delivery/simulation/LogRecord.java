package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.journal.SenderStart;

/** A record of a {@link Topic}. */
sealed interface LogRecord {

  int destination();

  int life();

  /** A delivery subtask started. */
  record Start(int destination, int life, SenderStart started) implements LogRecord {}

  /**
   * A copy has an outcome.
   *
   * @param fact the copy
   * @param reason null without one
   * @param tick when it was settled
   * @param number by which its sender knows whether it is acknowledged
   */
  record Settled(
      int destination, int life, Fact fact, PastOutcome past, Reason reason, int tick, long number)
      implements LogRecord {

    boolean isFinal() {
      return past.isFinal();
    }

    boolean isDelivered() {
      return past.outcome() == Outcome.DELIVERED;
    }

    /** Whether it may have been delivered. */
    boolean isMaybe() {
      return reason == Reason.MAYBE_DELIVERED;
    }

    boolean isOnlyLogged() {
      return reason == Reason.WOULD_SEND;
    }

    int truth() {
      return fact.truth();
    }

    Settled numbered(long other) {
      return new Settled(destination, life, fact, past, reason, tick, other);
    }

    /** The same, told by another sender. */
    Settled by(int otherLife, Sender sender) {
      return new Settled(destination, otherLife, fact, past.by(sender), reason, tick, number);
    }
  }
}
