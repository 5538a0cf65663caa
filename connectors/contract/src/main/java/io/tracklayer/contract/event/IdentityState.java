package io.tracklayer.contract.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the identity step found out about the person behind one event. */
public enum IdentityState {
  /** None of its identifiers was known before. */
  CREATED,
  /** All were known and already belonged to one profile. */
  RECOGNISED,
  /** It joined something: a new identifier to a known profile, or two profiles. */
  MERGED,
  /**
   * An identifier was kept out of the profile: it is another person's, nobody's, or one too many.
   */
  CONFLICT,
  /** All its identifiers were seen with several people, so it belongs to nobody in particular. */
  AMBIGUOUS,
  /** It carries no usable identifier. */
  NONE;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
