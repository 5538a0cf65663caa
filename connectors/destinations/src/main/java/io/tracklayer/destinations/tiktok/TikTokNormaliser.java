package io.tracklayer.destinations.tiktok;

import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.normalise.HashedValue;
import io.tracklayer.destinations.normalise.PersonForms;
import org.jspecify.annotations.Nullable;

/**
 * Brings personal data into the forms of TikTok's Events API. E-mail, phone, names, postal code and
 * external ids are hashed by it; city, state and country are sent in clear.
 *
 * <p>A value may have no such form. All pure.
 */
final class TikTokNormaliser {

  private TikTokNormaliser() {}

  /** Stripped and in lower case; dots and {@code +tag} stay. */
  static @Nullable String email(String value) {
    return HashedValue.orElse(value, PersonForms::email);
  }

  /** E.164 with the plus sign. A hash made by Meta's rules lacks it, so it is of no use here. */
  static @Nullable String phone(String value) {
    return HashedValue.isMetas(value) ? null : HashedValue.orElse(value, TikTokNormaliser::e164);
  }

  private static @Nullable String e164(String value) {
    String digits = PersonForms.phone(value);
    return digits == null ? null : "+" + digits;
  }

  /** Lower case, no white space, no punctuation; accents and other scripts stay. */
  static @Nullable String name(String value) {
    return HashedValue.orElse(value, PersonForms::word);
  }

  /** Lower case, no spaces and dashes. */
  static @Nullable String postalCode(String value) {
    return HashedValue.orElse(value, PersonForms::word);
  }

  /** As it is: the pixel has to send the same. */
  static @Nullable String externalId(String value) {
    return HashedValue.orElse(value, id -> id.isBlank() ? null : id.strip());
  }

  /** Of a city or state: lower case, a to z and digits only. In clear, so a hash says nothing. */
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
