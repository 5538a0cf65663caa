package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.delivery.BreakerRecord.State;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.job.delivery.journal.Notices;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down when the circuit breaker of a subtask opens and closes. A subtask that was replaced
 * writes nothing, since there may be fewer of those that go on.
 *
 * <p>Not thread-safe.
 */
final class BreakerNews {

  private final String destination;
  private final int subtask;
  private final int subtasks;
  private final Notices notices;
  private final BooleanSupplier isReplaced;
  private final Clock clock;
  private boolean wasOpen;

  BreakerNews(
      String destination,
      int subtask,
      int subtasks,
      Notices notices,
      BooleanSupplier isReplaced,
      Clock clock) {
    this.destination = destination;
    this.subtask = subtask;
    this.subtasks = subtasks;
    this.notices = notices;
    this.isReplaced = isReplaced;
    this.clock = clock;
  }

  /** Every breaker is closed at the start, whatever the last run has left behind. */
  void begin() {
    tell(State.CLOSED, null, null);
  }

  /**
   * Takes in how the breaker stands after an answer.
   *
   * @param cause of the failure, if it was one
   * @param status of the answer
   */
  void note(boolean isOpen, @Nullable Cause cause, @Nullable Integer status) {
    if (isOpen == wasOpen) {
      return;
    }
    wasOpen = isOpen;
    if (isOpen) {
      tell(State.OPEN, cause, status);
    } else {
      begin();
    }
  }

  private void tell(State state, @Nullable Cause cause, @Nullable Integer status) {
    if (isReplaced.getAsBoolean()) {
      return;
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    notices.write(
        new BreakerRecord(
            BreakerRecord.SCHEMA,
            destination,
            subtask,
            subtasks,
            state,
            now,
            cause == null ? null : cause.reason(),
            status,
            now));
  }
}
