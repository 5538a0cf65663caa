package io.tracklayer.destinations.tiktok;

import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.normalise.PersonForms;
import org.jspecify.annotations.Nullable;

/**
 * Brings personal data into the forms of TikTok's Events API. E-mail address, phone number, names,
 * postal code and external ids are sent as hashes; city, state and country in clear.
 *
 * <p>A value may have no such form. All methods are pure.
 */
final class TikTokNormaliser {

  private TikTokNormaliser() {}

  /** Stripped and in lower case; dots and {@code +tag} stay. */
  static @Nullable String email(String value) {
    return HashedValue.orElse(value, PersonForms::email);
  }

  /**
   * E.164 with the plus sign. A number hashed by Meta's rules lacks the sign, so that hash is
   * useless here.
   */
  static @Nullable String phone(String value) {
    return HashedValue.isMetas(value) ? null : HashedValue.orElse(value, TikTokNormaliser::e164);
  }

  private static @Nullable String e164(String value) {
    String digits = PersonForms.phone(value);
    return digits == null ? null : "+" + digits;
  }

  /** Lower case, without white space and punctuation; accents and other scripts stay. */
  static @Nullable String name(String value) {
    return HashedValue.orElse(value, PersonForms::word);
  }

  /** Lower case, without spaces and dashes. */
  static @Nullable String postalCode(String value) {
    return HashedValue.orElse(value, PersonForms::word);
  }

  /** Unchanged, since the pixel has to send the same. */
  static @Nullable String externalId(String value) {
    return HashedValue.orElse(value, id -> id.isBlank() ? null : id.strip());
  }

  /**
   * A city or state: lower case, a to z and digits only. It is sent in clear, so a hash is useless.
   */
  static @Nullable String place(@Nullable String value) {
    if (value == null || HashedValue.is(value)) {
      return null;
    }
    String folded = UnicodeText.folded(value);
    StringBuilder kept = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        kept.append(c);
      }
    }
    return kept.isEmpty() ? null : kept.toString();
  }

  /** Lower-case ISO 3166-1 alpha-2, in clear. */
  static @Nullable String country(@Nullable String value) {
    return value == null || HashedValue.is(value) ? null : PersonForms.country(value);
  }
}
