package io.tracklayer.destinations.meta;

import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.Sha256;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.normalise.PersonForms;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings customer information into the form that Meta hashes, by the rules of its customer
 * information parameters page. Where Meta's own libraries disagree, letters of every script are
 * kept, in NFC, and unambiguous names of states and countries become codes.
 *
 * <p>A value that has no such form is left out, and the event is sent without it. A value that is
 * already hashed is returned unchanged, except for the case of its digits. All methods are pure.
 */
final class MetaNormaliser {

  private static final int SHORTEST_POSTAL_CODE = 2;

  private MetaNormaliser() {}

  /** Stripped and in lower case; dots and {@code +tag} stay. */
  static @Nullable String email(String value) {
    return unlessHashed(value, PersonForms::email);
  }

  /** Digits with the country code, without plus sign and leading zeros. */
  static @Nullable String phone(String value) {
    return unlessHashed(value, PersonForms::phone);
  }

  /** First and last names: no white space, no punctuation; accents and other scripts stay. */
  static @Nullable String name(String value) {
    return unlessHashed(value, PersonForms::word);
  }

  /** {@code YYYYMMDD}. */
  static @Nullable String birthDate(String value) {
    return unlessHashed(value, PersonForms::birthDate);
  }

  /** {@code f} or {@code m}: the initial of female, woman, male, man. */
  static @Nullable String gender(String value) {
    return unlessHashed(value, PersonForms::gender);
  }

  static @Nullable String city(String value) {
    return unlessHashed(value, PersonForms::city);
  }

  /**
   * The two-letter code in the US and Canada; elsewhere the name without white space and
   * punctuation.
   *
   * @param country lower-case code, if known
   */
  static @Nullable String state(String value, @Nullable String country) {
    return unlessHashed(value, state -> PersonForms.state(state, country));
  }

  /**
   * Without white space and hyphens; the first five digits of US codes, and area, district and
   * sector of complete British ones.
   *
   * @param country lower-case code, if known
   */
  static @Nullable String postalCode(String value, @Nullable String country) {
    return unlessHashed(value, code -> shortened(PersonForms.postalCode(code, country), country));
  }

  private static @Nullable String shortened(@Nullable String code, @Nullable String country) {
    if (code == null || code.length() < SHORTEST_POSTAL_CODE) {
      return null;
    }
    return "gb".equals(country) && isCompleteBritishCode(code)
        ? code.substring(0, code.length() - 2)
        : code;
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
  static @Nullable String country(String value) {
    return unlessHashed(value, PersonForms::country);
  }

  /** Unchanged, since the pixel has to send the same. */
  static @Nullable String externalId(String value) {
    return unlessHashed(value, id -> id.isBlank() ? null : id.strip());
  }

  private static @Nullable String unlessHashed(String value, UnaryOperator<String> form) {
    return HashedValue.is(value) ? hashed(value) : form.apply(value);
  }

  /** Hex digits in lower case; the case of a suffix has a meaning. */
  private static String hashed(String value) {
    return UnicodeText.folded(value.substring(0, Sha256.HEX_LENGTH))
        + value.substring(Sha256.HEX_LENGTH);
  }
}
