package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of one event at one destination. */
public enum Outcome {
  DELIVERED(true),
  /** An attempt failed; another will follow. */
  RETRYING(false),
  /** The destination, or its mapping, refused it for good. A dead letter. */
  REJECTED(true),
  /** It became too old to be sent. A dead letter. */
  EXPIRED(true),
  CONSENT_DENIED(true),
  /** The destination has no counterpart for it, or is configured not to take it. */
  NOT_APPLICABLE(true),
  /** A copy of an event whose outcome is already final, or on its way. */
  ALREADY_DELIVERED(false),
  /** A copy that was found before any destination was asked. */
  DUPLICATE(false);

  private final boolean settlesTheEvent;

  Outcome(boolean settlesTheEvent) {
    this.settlesTheEvent = settlesTheEvent;
  }

  /**
   * Exactly one such outcome exists for each event and destination, whatever is replayed; one more
   * for each time that an operator redrove the event, of which the newest holds.
   */
  public boolean settlesTheEvent() {
    return settlesTheEvent;
  }

  public boolean isDeadLetter() {
    return this == REJECTED || this == EXPIRED;
  }

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
