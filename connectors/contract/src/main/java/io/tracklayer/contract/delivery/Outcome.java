package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of one copy of a claim at one destination. */
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
  /**
   * Another copy was delivered, or may have been; or the same message arrived twice, and no
   * destination saw the second.
   */
  DUPLICATE(true);

  private final boolean isFinal;

  Outcome(boolean isFinal) {
    this.isFinal = isFinal;
  }

  /**
   * Exactly one final outcome exists for each copy and destination, whatever is replayed. Each
   * redrive of the copy adds one, and the newest counts.
   */
  public boolean isFinal() {
    return isFinal;
  }

  public boolean isDeadLetter() {
    return this == REJECTED || this == EXPIRED;
  }

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The outcome with this text; empty if a record of another release has one that is unknown. */
  public static Optional<Outcome> of(String text) {
    return Arrays.stream(values()).filter(outcome -> outcome.text().equals(text)).findFirst();
  }
}
