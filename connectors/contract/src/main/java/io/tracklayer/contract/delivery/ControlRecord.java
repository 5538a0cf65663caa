package io.tracklayer.contract.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether an operator wants a destination to run: the record of the control topic, keyed by
 * destination. A destination's last record in the topic counts, whatever its time, since clocks
 * differ. A destination without a record runs.
 *
 * @param by who asked, if known
 */
public record ControlRecord(
    int schema, String destination, State state, Instant at, @Nullable String by) {

  public static final int SCHEMA = 1;

  public ControlRecord {
    requireNonNull(destination, "destination");
    requireNonNull(state, "state");
    requireNonNull(at, "at");
  }

  /** Whether requests may go out. */
  public enum State {
    PAUSED,
    RUNNING;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
