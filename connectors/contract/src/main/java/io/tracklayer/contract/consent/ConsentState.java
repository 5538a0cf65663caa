package io.tracklayer.contract.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a person agreed to a purpose. Not having been asked is not agreement. */
public enum ConsentState {
  GRANTED,
  DENIED,
  UNKNOWN;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
