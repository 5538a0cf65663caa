package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * What an operator wants of a destination: the record of the control topic, keyed by destination.
 * The last record of a destination holds, by its place in the topic: clocks are not the same
 * everywhere. A destination without one runs.
 *
 * @param by who asked, as far as that is known; null otherwise
 */
public record ControlRecord(int schema, String destination, State state, Instant at, String by) {

  public static final int SCHEMA = 1;

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
