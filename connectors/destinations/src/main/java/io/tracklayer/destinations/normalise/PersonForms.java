package io.tracklayer.destinations.normalise;

import io.tracklayer.contract.event.Countries;
import io.tracklayer.contract.text.UnicodeText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Personal data in the forms that ad platforms agree on before hashing. Letters of every script are
 * kept, in NFC, and unambiguous names of states and countries become codes. What a single platform
 * requires differently is in its own package.
 *
 * <p>Each method takes a value in clear, which may have no such form. All methods are pure.
 */
public final class PersonForms {

  static final int SHORTEST_PHONE = 7;

  /** E.164. */
  static final int LONGEST_PHONE = 15;

  private static final int US_POSTAL_CODE = 5;

  private PersonForms() {}

  /** Stripped and in lower case; dots and {@code +tag} stay. */
  public static @Nullable String email(String value) {
    String email = UnicodeText.folded(value);
    int at = email.indexOf('@');
    int dot = email.lastIndexOf('.');
    boolean shaped =
        at > 0
            && at == email.lastIndexOf('@')
            && dot > at + 1
            && dot < email.length() - 1
            && email.charAt(at + 1) != '.';
    return shaped && !hasSpaceOrControl(email) ? email : null;
  }

  private static boolean hasSpaceOrControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 0x7F || Character.isSpaceChar(c)) {
        return true;
      }
    }
    return false;
  }

  /** Digits with the country code, without plus sign and leading zeros. */
  public static @Nullable String phone(String value) {
    StringBuilder digits = new StringBuilder(LONGEST_PHONE);
    for (int i = 0; i < value.length(); i++) {
      int digit = Character.digit(value.charAt(i), 10);
      if (digit > 0 || (digit == 0 && digits.length() > 0)) {
        digits.append((char) ('0' + digit));
      }
    }
    boolean possible = digits.length() >= SHORTEST_PHONE && digits.length() <= LONGEST_PHONE;
    return possible ? digits.toString() : null;
  }

  /** No white space, no punctuation; accents and other scripts stay. */
  public static @Nullable String word(String value) {
    return orNull(UnicodeText.lettersAndDigits(value));
  }

  /** As {@link #word}, without digits. */
  public static @Nullable String city(String value) {
    return orNull(UnicodeText.letters(value));
  }

  /**
   * {@code YYYYMMDD}.
   *
   * @param value an ISO date, with or without hyphens; a time after it is ignored
   */
  public static @Nullable String birthDate(String value) {
    String date = value.strip();
    int time = date.indexOf('T');
    if (time > 0) {
      date = date.substring(0, time);
    }
    if (date.length() == 10 && date.charAt(4) == '-' && date.charAt(7) == '-') {
      date = date.substring(0, 4) + date.substring(5, 7) + date.substring(8);
    }
    if (date.length() != 8 || !isDigits(date)) {
      return null;
    }
    int year = Integer.parseInt(date.substring(0, 4));
    int month = Integer.parseInt(date.substring(4, 6));
    int day = Integer.parseInt(date.substring(6));
    boolean possible = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return possible ? date : null;
  }

  /** {@code f} or {@code m}: the initial of female, woman, male, man. */
  public static @Nullable String gender(String value) {
    return switch (UnicodeText.letters(value)) {
      case "f", "female", "w", "woman" -> "f";
      case "m", "male", "man" -> "m";
      default -> null;
    };
  }

  /** Lower-case ISO 3166-1 alpha-2. */
  public static @Nullable String country(String value) {
    return Countries.alpha2(value).map(code -> code.toLowerCase(Locale.ROOT)).orElse(null);
  }

  /**
   * The two-letter code in the US and Canada; elsewhere the name without white space and
   * punctuation.
   *
   * @param country lower-case code, if known
   */
  public static @Nullable String state(String value, @Nullable String country) {
    String state = UnicodeText.lettersAndDigits(withoutCountry(value.strip(), country));
    String code = StateCodes.of(state, country);
    return orNull(code == null ? state : code);
  }

  /** {@code US-CA}, the ISO 3166-2 form, is {@code CA} in the US. */
  private static String withoutCountry(String state, @Nullable String country) {
    boolean prefixed =
        country != null
            && state.length() > 3
            && state.charAt(2) == '-'
            && state.regionMatches(true, 0, country, 0, 2);
    return prefixed ? state.substring(3) : state;
  }

  /**
   * Without white space and hyphens; the first five digits of US codes.
   *
   * @param country lower-case code, if known
   */
  public static @Nullable String postalCode(String value, @Nullable String country) {
    String code = UnicodeText.lettersAndDigits(value);
    if ("us".equals(country) || (country == null && isZipPlus4(value.strip()))) {
      code = code.length() > US_POSTAL_CODE ? code.substring(0, US_POSTAL_CODE) : code;
    }
    return orNull(code);
  }

  private static boolean isZipPlus4(String value) {
    return value.length() == 10
        && value.charAt(US_POSTAL_CODE) == '-'
        && isDigits(value.substring(0, US_POSTAL_CODE))
        && isDigits(value.substring(US_POSTAL_CODE + 1));
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
