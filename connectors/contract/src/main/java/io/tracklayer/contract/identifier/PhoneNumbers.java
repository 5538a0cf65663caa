package io.tracklayer.contract.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.tracklayer.contract.event.Countries;
import io.tracklayer.contract.text.UnicodeText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of a phone number: E.164, {@code +491701234567}.
 *
 * <p>A number with a plus sign need only be possible, not assigned, since the tables of assigned
 * ranges lag behind reality (libphonenumber's own advice). One without is read as of the country
 * given with it, or else of the configured region, and must be valid there; its digits may begin
 * with that country's code. Without country and region it is ignored, unless it begins with {@code
 * 00}: the international prefix of most countries, with which no national number begins.
 *
 * <p>A number with an extension is refused: many people share the switchboard before it.
 *
 * <p>Thread-safe.
 */
public final class PhoneNumbers {

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

  /** Marked as such, since 49 alone could be anything. */
  private static final Pattern COUNTRY_CODE = Pattern.compile("(?:\\+|00) ?([1-9]\\d{0,2})");

  /** What a spreadsheet makes of a column of numbers with gaps. */
  private static final Pattern READ_AS_FLOAT = Pattern.compile("^(\\+?\\d{6,})\\.0+$");

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
  private final @Nullable String defaultRegion;

  /**
   * @param defaultRegion ISO 3166-1 alpha-2; without one, only numbers with a country code are read
   */
  public PhoneNumbers(@Nullable String defaultRegion) {
    this.defaultRegion = defaultRegion;
  }

  /**
   * @param country of the number or the address beside it, as written there: a name, a code, or a
   *     country calling code ({@code +49})
   */
  public Optional<String> e164(String value, @Nullable String country) {
    String written = READ_AS_FLOAT.matcher(UnicodeText.visible(value)).replaceFirst("$1");
    if (!looksLikeNumber(written)) {
      return Optional.empty();
    }
    return Optional.ofNullable(read(written, country))
        .filter(
            number ->
                !number.hasExtension()
                    && !isOneRepeatedDigit(library.getNationalSignificantNumber(number))
                    && library.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE)
        .map(number -> library.format(number, PhoneNumberFormat.E164))
        .filter(e164 -> e164.length() <= LONGEST_E164);
  }

  /** The region whose numbers these are: {@code DE} for {@code Germany} or {@code +49}. */
  Optional<String> regionOf(String country) {
    Matcher code = COUNTRY_CODE.matcher(country.strip());
    if (!code.matches()) {
      return Countries.alpha2(country);
    }
    String region = library.getRegionCodeForCountryCode(Integer.parseInt(code.group(1)));
    return Optional.of(region).filter(library.getSupportedRegions()::contains);
  }

  private @Nullable PhoneNumber read(String value, @Nullable String country) {
    if (value.indexOf('+') >= 0 || value.indexOf('\uFF0B') >= 0) {
      return parsed(value, null);
    }
    String region = country == null ? defaultRegion : regionOf(country).orElse(defaultRegion);
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

  private @Nullable PhoneNumber parsed(String value, @Nullable String region) {
    try {
      return library.parse(value, region);
    } catch (NumberParseException e) {
      return null;
    }
  }

  private @Nullable PhoneNumber valid(@Nullable PhoneNumber number) {
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
