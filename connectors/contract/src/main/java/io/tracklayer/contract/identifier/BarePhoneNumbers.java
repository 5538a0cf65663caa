package io.tracklayer.contract.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a phone number that has nothing around it as one of a region, see {@link PhoneNumbers}.
 *
 * <p>Thread-safe.
 */
final class BarePhoneNumbers {

  private static final int MAX_LENGTH = 40;

  /** ITU-T E.164 has no minimum; shorter ones are service numbers. */
  static final int MIN_DIGITS = 6;

  /**
   * ITU-T E.164 allows 15, to which an international prefix and a trunk zero in brackets may be
   * added.
   */
  private static final int MAX_DIGITS = 20;

  /** The plus sign and 15 digits; the library considers longer German numbers possible. */
  private static final int LONGEST_E164 = 16;

  private static final String NEVER_IN_NUMBER = "@#?_=*";

  private static final String INTERNATIONAL_PREFIX = "00";

  private static final int MEXICO = 52;

  private static final long MEXICAN_PREFIX = 10_000_000_000L;

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
  private final @Nullable String defaultRegion;

  /**
   * @param defaultRegion ISO 3166-1 alpha-2; without one, only numbers with a country code are read
   */
  BarePhoneNumbers(@Nullable String defaultRegion) {
    this.defaultRegion = defaultRegion;
  }

  /** In E.164; none for what is no number that somebody may have. */
  Optional<String> formatted(@Nullable PhoneNumber number) {
    return Optional.ofNullable(number)
        .filter(
            read ->
                !isOneRepeatedDigit(library.getNationalSignificantNumber(read))
                    && library.isPossibleNumberWithReason(read) == ValidationResult.IS_POSSIBLE)
        .map(read -> library.format(read, PhoneNumberFormat.E164))
        .filter(e164 -> e164.length() <= LONGEST_E164);
  }

  @Nullable PhoneNumber read(String value, @Nullable String country) {
    if (value.indexOf('+') >= 0 || value.indexOf('\uFF0B') >= 0) {
      return parsed(value, null);
    }
    String region =
        country == null ? defaultRegion : CallingCodes.regionOf(country).orElse(defaultRegion);
    String digits = PhoneNumberUtil.normalizeDigitsOnly(value);
    PhoneNumber number = region == null ? null : ofRegion(value, digits, region);
    return number == null && digits.startsWith(INTERNATIONAL_PREFIX)
        ? valid(parsed("+" + digits.substring(INTERNATIONAL_PREFIX.length()), null))
        : number;
  }

  /**
   * Where national numbers begin with a trunk prefix, digits that begin with the country's code
   * instead are an international number without its plus sign, even if they could be a national
   * one; elsewhere, only if they could not.
   */
  private @Nullable PhoneNumber ofRegion(String value, String digits, String region) {
    PhoneNumber national = valid(parsed(value, region));
    String code = Integer.toString(library.getCountryCodeForRegion(region));
    String trunkPrefix = library.getNddPrefixForRegion(region, true);
    boolean mayOmitPlus =
        digits.startsWith(code)
            && (national == null || (trunkPrefix != null && !digits.startsWith(trunkPrefix)));
    PhoneNumber international = mayOmitPlus ? valid(parsed("+" + digits, null)) : null;
    return international == null ? national : international;
  }

  @Nullable PhoneNumber parsed(String value, @Nullable String region) {
    try {
      return withoutOldPrefix(library.parse(value, region));
    } catch (NumberParseException e) {
      return null;
    }
  }

  /**
   * Until 2019, a 1 stood before the number of a Mexican mobile phone that was called from abroad;
   * WhatsApp still writes it.
   */
  // https://www.itu.int/oth/T020200008A/en
  private static PhoneNumber withoutOldPrefix(PhoneNumber number) {
    return number.getCountryCode() == MEXICO && number.getNationalNumber() / MEXICAN_PREFIX == 1
        ? number.setNationalNumber(number.getNationalNumber() % MEXICAN_PREFIX)
        : number;
  }

  @Nullable PhoneNumber valid(@Nullable PhoneNumber number) {
    return number != null && library.isValidNumber(number) ? number : null;
  }

  /** Whether it has as many digits as a number, and nothing that no number has, such as a mask. */
  static boolean looksLikeNumber(String value) {
    if (value.length() > MAX_LENGTH) {
      return false;
    }
    int digits = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isDigit(c)) {
        digits++;
      } else if (Character.isLetter(c) || NEVER_IN_NUMBER.indexOf(c) >= 0) {
        return false;
      }
    }
    return !MaskedText.hasMask(value) && digits >= MIN_DIGITS && digits <= MAX_DIGITS;
  }

  private static boolean isOneRepeatedDigit(String digits) {
    return digits.chars().allMatch(c -> c == digits.charAt(0));
  }
}
