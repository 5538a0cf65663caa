package io.tracklayer.contract.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.tracklayer.contract.event.Countries;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of a phone number: E.164, {@code +491701234567}.
 *
 * <p>A number without a country code is read as one of the country given with it, or else of the
 * configured region; without either it is ignored. A number need only be possible, not assigned,
 * since the tables of assigned ranges lag behind reality (libphonenumber's own advice). A number
 * with an extension is refused: many people share the switchboard before it.
 *
 * <p>Thread-safe.
 */
public final class PhoneNumbers {

  private static final int MAX_LENGTH = 40;

  /** ITU-T E.164 has no minimum; shorter ones are service numbers. */
  private static final int MIN_DIGITS = 6;

  /**
   * ITU-T E.164 allows 15, to which an international prefix and a trunk zero in brackets may be
   * added.
   */
  private static final int MAX_DIGITS = 20;

  /** The plus sign and 15 digits; the library considers longer German numbers possible. */
  private static final int LONGEST_E164 = 16;

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
  private final @Nullable String defaultRegion;

  /**
   * @param defaultRegion ISO 3166-1 alpha-2; without one, only numbers with a country code are read
   */
  public PhoneNumbers(@Nullable String defaultRegion) {
    this.defaultRegion = defaultRegion;
  }

  /**
   * @param country the country of the address beside the number, as written there
   */
  public Optional<String> e164(String value, @Nullable String country) {
    if (!looksLikeNumber(value)) {
      return Optional.empty();
    }
    String region = region(value, country);
    try {
      PhoneNumber number = library.parse(value, region);
      if (number.hasExtension()
          || isOneRepeatedDigit(library.getNationalSignificantNumber(number))
          || library.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
        return Optional.empty();
      }
      return Optional.of(library.format(number, PhoneNumberFormat.E164))
          .filter(e164 -> e164.length() <= LONGEST_E164);
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  private @Nullable String region(String value, @Nullable String country) {
    if (country == null || value.indexOf('+') >= 0) {
      return defaultRegion;
    }
    return Countries.alpha2(country).orElse(defaultRegion);
  }

  private static boolean looksLikeNumber(String value) {
    if (value.length() > MAX_LENGTH) {
      return false;
    }
    int digits = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isDigit(c)) {
        digits++;
      } else if (Character.isLetter(c) || c == '@') {
        return false;
      }
    }
    return digits >= MIN_DIGITS && digits <= MAX_DIGITS;
  }

  private static boolean isOneRepeatedDigit(String digits) {
    return digits.chars().allMatch(c -> c == digits.charAt(0));
  }
}
