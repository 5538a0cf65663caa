package io.tracklayer.destinations.event;

import io.tracklayer.destinations.http.IpLiteral;

/** Distinguishes texts with personal data from those that may be sent in clear. */
public final class PersonalText {

  private static final int LONGEST = 500;
  private static final int PHONE_DIGITS = 7;

  private PersonalText() {}

  /**
   * Whether a text may be sent: it is not personal, and too short to be free text that could say
   * anything.
   */
  public static boolean isSendable(String value) {
    return value.length() <= LONGEST && !isPersonal(value);
  }

  /** Whether a text holds what looks like an e-mail address, phone number or IP address. */
  public static boolean isPersonal(String value) {
    return value.indexOf('@') >= 0
        || value.contains("%40")
        || looksLikePhone(value)
        || IpLiteral.is(value);
  }

  /** Recognises international numbers only; digits alone may be anything. */
  private static boolean looksLikePhone(String value) {
    return value.startsWith("+")
        && value.chars().filter(Character::isDigit).count() >= PHONE_DIGITS;
  }
}
