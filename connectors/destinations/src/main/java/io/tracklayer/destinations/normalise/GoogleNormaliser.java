package io.tracklayer.destinations.normalise;

import io.tracklayer.contract.event.Countries;
import io.tracklayer.contract.identifier.Emails;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.UnicodeText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings user-provided data into the form that Google hashes. A value that has no such form is left
 * out. A value that is already hashed is returned as its 64 digits in lower case, without any
 * suffix that another vendor appended. All methods are pure.
 */
// https://developers.google.com/analytics/devguides/collection/ga4/uid-data and the
// UserDataFormatter of https://github.com/googleads/data-manager-java
final class GoogleNormaliser {

  /** Google's mail hosts ignore dots and anything after a plus sign. */
  private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");

  private static final List<String> TITLES = List.of("mr.", "mrs.", "ms.", "dr.");
  private static final Set<String> SUFFIXES =
      Set.of(
          "jr.", "sr.", "2nd", "3rd", "ii", "iii", "iv", "v", "vi", "cpa", "dc", "dds", "vm", "jd",
          "md", "phd");

  private GoogleNormaliser() {}

  /**
   * Trimmed and in lower case; dots and {@code +tag} are removed from Google's own addresses only.
   */
  static @Nullable String email(String value) {
    return HashedValue.orElse(value.strip(), GoogleNormaliser::clearEmail);
  }

  private static @Nullable String clearEmail(String value) {
    String email = Emails.normalise(value).orElse(null);
    if (email == null) {
      return null;
    }
    int at = email.indexOf('@');
    String domain = email.substring(at + 1);
    if (!GMAIL.contains(domain)) {
      return email;
    }
    int plus = email.indexOf('+');
    String local = email.substring(0, plus >= 0 && plus < at ? plus : at).replace(".", "");
    return local.isEmpty() ? null : local + '@' + domain;
  }

  /**
   * E.164 with the plus sign.
   *
   * @param country the person's country, for a number without a country code
   */
  static @Nullable String phone(String value, @Nullable String country) {
    return HashedValue.orElse(value.strip(), phone -> Contacts.phone(phone, country).orElse(null));
  }

  /** In lower case, without a title, white space, digits and symbols. */
  static @Nullable String givenName(String value) {
    return HashedValue.orElse(value.strip(), GoogleNormaliser::clearGivenName);
  }

  private static @Nullable String clearGivenName(String value) {
    String name = UnicodeText.folded(value);
    for (String title : TITLES) {
      if (name.startsWith(title)) {
        name = name.substring(title.length());
        break;
      }
    }
    return orNull(UnicodeText.letters(name));
  }

  /** In lower case, without suffixes such as {@code Jr.}, white space, digits and symbols. */
  static @Nullable String familyName(String value) {
    return HashedValue.orElse(value.strip(), GoogleNormaliser::clearFamilyName);
  }

  private static @Nullable String clearFamilyName(String value) {
    String name = UnicodeText.folded(value);
    int end = Math.max(name.lastIndexOf(' '), name.lastIndexOf(','));
    while (end > 0 && SUFFIXES.contains(name.substring(end + 1))) {
      name = withoutEnd(name, end);
      end = Math.max(name.lastIndexOf(' '), name.lastIndexOf(','));
    }
    return orNull(UnicodeText.letters(name));
  }

  private static String withoutEnd(String name, int end) {
    int kept = end;
    while (kept > 0 && (name.charAt(kept - 1) == ' ' || name.charAt(kept - 1) == ',')) {
      kept--;
    }
    return name.substring(0, kept);
  }

  /** ISO 3166-1 alpha-2 in upper case, in clear. */
  static @Nullable String country(String value) {
    return Countries.alpha2(value).orElse(null);
  }

  /**
   * In clear: the two-letter code of a US state or Canadian province in upper case; elsewhere
   * unchanged.
   *
   * @param country see {@link #country}
   */
  static @Nullable String region(String value, @Nullable String country) {
    if (HashedValue.is(value.strip())) {
      return null;
    }
    String code =
        StateCodes.of(
            UnicodeText.lettersAndDigits(value),
            country == null ? null : country.toLowerCase(Locale.ROOT));
    return code == null ? clear(value) : code.toUpperCase(Locale.ROOT);
  }

  /** Trimmed; a hash has no such form. */
  static @Nullable String clear(String value) {
    return HashedValue.is(value.strip()) ? null : orNull(UnicodeText.wellFormed(value.strip()));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
