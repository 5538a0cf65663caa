package io.tracklayer.contract.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of a destination: the record of the control topic, keyed by destination.
 * The last record of a destination holds, by its place in the topic: clocks are not the same
 * everywhere. A destination without one runs.
 *
 * @param by who asked, as far as that is known
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
