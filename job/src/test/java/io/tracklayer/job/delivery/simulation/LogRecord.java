package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.delivery.Past;
import io.tracklayer.job.delivery.Started;

/** A record of the topic that outcomes and starts are written to. */
sealed interface LogRecord {

  int destination();

  int life();

  /** A delivery subtask started. */
  record Start(int destination, int life, Started started) implements LogRecord {}

  /**
   * A copy has an outcome.
   *
   * @param fact the copy
   * @param isMaybe whether it may have been delivered
   * @param tick when it was settled
   */
  record Settled(
      int destination, int life, Fact fact, Past past, boolean isMaybe, int tick, long number)
      implements LogRecord {

    boolean isFinal() {
      return past.isFinal();
    }

    boolean isDelivered() {
      return past.outcome() == Outcome.DELIVERED;
    }

    int truth() {
      return fact.truth();
    }
  }
}
