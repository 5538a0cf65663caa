package io.tracklayer.destinations.meta;

import io.tracklayer.destinations.normalise.HashedValue;
import io.tracklayer.destinations.normalise.Places;
import io.tracklayer.destinations.normalise.Sha256;
import io.tracklayer.destinations.normalise.UnicodeText;

/**
 * Brings customer information into the form that Meta hashes, by the rules of its customer
 * information parameters page. Where Meta's own libraries disagree, letters of every script are
 * kept, in NFC, and names of states and countries become codes where they have one meaning.
 *
 * <p>Each method returns null for a value that has no such form: it is then left out, the event is
 * sent without it. A value that is already hashed comes back as it is, but for the case of its
 * digits. All pure.
 */
final class MetaNormaliser {

  private static final int SHORTEST_PHONE = 7;

  /** E.164. */
  private static final int LONGEST_PHONE = 15;

  private static final int SHORTEST_POSTAL_CODE = 2;
  private static final int US_POSTAL_CODE = 5;

  private MetaNormaliser() {}

  /** Stripped and in lower case; dots and {@code +tag} stay. */
  static String email(String value) {
    if (HashedValue.is(value)) {
      return hashed(value);
    }
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
  static String phone(String value) {
    if (HashedValue.is(value)) {
      return hashed(value);
    }
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

  /** First and last names: no white space, no punctuation; accents and other scripts stay. */
  static String name(String value) {
    return HashedValue.is(value) ? hashed(value) : orNull(UnicodeText.lettersAndDigits(value));
  }

  /**
   * {@code YYYYMMDD}.
   *
   * @param value an ISO date, with or without hyphens; a time behind it is ignored
   */
  static String birthDate(String value) {
    if (HashedValue.is(value)) {
      return hashed(value);
    }
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
  static String gender(String value) {
    if (HashedValue.is(value)) {
      return hashed(value);
    }
    return switch (UnicodeText.letters(value)) {
      case "f", "female", "w", "woman" -> "f";
      case "m", "male", "man" -> "m";
      default -> null;
    };
  }

  static String city(String value) {
    return HashedValue.is(value) ? hashed(value) : orNull(UnicodeText.letters(value));
  }

  /**
   * The two-letter code in the US and Canada, else the name without white space and punctuation.
   *
   * @param country lower-case code, null when it is not known
   */
  static String state(String value, String country) {
    if (HashedValue.is(value)) {
      return hashed(value);
    }
    String state = UnicodeText.lettersAndDigits(withoutCountry(value.strip(), country));
    String code = Places.state(state, country);
    return orNull(code == null ? state : code);
  }

  /** {@code US-CA}, the ISO 3166-2 form, is {@code CA} in the US. */
  private static String withoutCountry(String state, String country) {
    boolean prefixed =
        country != null
            && state.length() > 3
            && state.charAt(2) == '-'
            && state.regionMatches(true, 0, country, 0, 2);
    return prefixed ? state.substring(3) : state;
  }

  /**
   * No white space and hyphens; of US codes the first five digits, of complete British ones area,
   * district and sector.
   *
   * @param country lower-case code, null when it is not known
   */
  static String postalCode(String value, String country) {
    if (HashedValue.is(value)) {
      return hashed(value);
    }
    String code = UnicodeText.lettersAndDigits(value);
    if ("us".equals(country) || (country == null && isZipPlus4(value.strip()))) {
      code = code.length() > US_POSTAL_CODE ? code.substring(0, US_POSTAL_CODE) : code;
    } else if ("gb".equals(country) && isCompleteBritishCode(code)) {
      code = code.substring(0, code.length() - 2);
    }
    return code.length() < SHORTEST_POSTAL_CODE ? null : code;
  }

  private static boolean isZipPlus4(String value) {
    return value.length() == 10
        && value.charAt(US_POSTAL_CODE) == '-'
        && isDigits(value.substring(0, US_POSTAL_CODE))
        && isDigits(value.substring(US_POSTAL_CODE + 1));
  }

  /** Two to four characters of area and district, then sector digit and two letters of the unit. */
  private static boolean isCompleteBritishCode(String code) {
    int length = code.length();
    return length >= 5
        && length <= 7
        && Character.isDigit(code.charAt(length - 3))
        && Character.isLetter(code.charAt(length - 2))
        && Character.isLetter(code.charAt(length - 1));
  }

  /** Lower-case ISO 3166-1 alpha-2. */
  static String country(String value) {
    return HashedValue.is(value) ? hashed(value) : Places.country(value);
  }

  /** As it is: the pixel has to send the same. */
  static String externalId(String value) {
    return HashedValue.is(value) ? hashed(value) : orNull(value.strip());
  }

  /** Hex digits in lower case; the case of a suffix has a meaning. */
  private static String hashed(String value) {
    return UnicodeText.folded(value.substring(0, Sha256.HEX_LENGTH))
        + value.substring(Sha256.HEX_LENGTH);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
