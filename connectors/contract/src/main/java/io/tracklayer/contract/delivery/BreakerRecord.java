package io.tracklayer.contract.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether the circuit breaker of one subtask that delivers to a destination is open: the record of
 * the breakers topic, keyed by destination and subtask. The last record in the topic counts. A
 * destination's last record tells how many subtasks it has: earlier ones of other subtasks are of
 * the past.
 *
 * @param subtask from 0 on
 * @param parallelism how many subtasks deliver to the destination
 * @param since when it opened, or closed
 * @param reason why it opened, if it is open; none when a newer writer gave one that is unknown
 *     here
 * @param status the HTTP status of the last answer before it opened, none without one
 * @param at when this was written down
 */
public record BreakerRecord(
    int schema,
    String destination,
    int subtask,
    int parallelism,
    State state,
    Instant since,
    @Nullable Reason reason,
    @Nullable Integer status,
    Instant at) {

  public static final int SCHEMA = 1;

  public BreakerRecord {
    requireNonNull(destination, "destination");
    requireNonNull(state, "state");
    requireNonNull(since, "since");
    requireNonNull(at, "at");
  }

  public String key() {
    return destination + ":" + subtask;
  }

  /** Whether requests are held back. */
  public enum State {
    OPEN,
    CLOSED;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
