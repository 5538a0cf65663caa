package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a destination can recognise a person by. What counts as each: docs/match-quality.md. */
public enum MatchKey {
  EMAIL(0),
  PHONE(1),
  /** An id that the business gives: of a user, a customer, an anonymous visitor. */
  EXTERNAL_ID(2),
  /** The id that the destination's own platform gave a click on an advertisement or in a mail. */
  CLICK_ID(3),
  /** The id that the destination's own tag or app gave a browser or an installation. */
  BROWSER_ID(4),
  ADVERTISING_ID(5),
  /** First and last name. */
  NAME(6),
  /** A place smaller than a country. */
  ADDRESS(7),
  BIRTH_DATE(8),
  GENDER(9),
  IP(10),
  USER_AGENT(11);

  private final int bit;
  private final String text = name().toLowerCase(Locale.ROOT);

  /**
   * @param number never changes: the live view keeps it
   */
  MatchKey(int number) {
    bit = 1 << number;
  }

  @JsonValue
  public String text() {
    return text;
  }

  /** None if a record of another release has one that is unknown here. */
  public static @Nullable MatchKey of(String text) {
    for (MatchKey key : values()) {
      if (key.text.equals(text)) {
        return key;
      }
    }
    return null;
  }

  public int bit() {
    return bit;
  }
}
