package io.tracklayer.contract.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.tracklayer.contract.event.Countries;
import io.tracklayer.contract.text.UnicodeText;
import java.util.Locale;
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
 * <p>Of a number with an extension ({@code ext. 5}, {@code x5}, {@code ;ext=5}, {@code доб. 5}),
 * the number before it counts, which is what platforms know; the extension is no part of E.164. A
 * country beside the number ({@code DE 0170 1234567}, {@code +49 170 1234567 (Germany)}) settles
 * what it is read as, and must be the number's own.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3966">RFC 3966, tel URIs</a>
 * @see <a href="https://github.com/google/libphonenumber/blob/master/FAQ.md">libphonenumber</a>
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

  /** With what stands around a number: an extension, a country, parameters. */
  private static final int LONGEST_TEXT = 100;

  /** Alone, it is marked as such, since 49 could be anything. */
  private static final Pattern COUNTRY_CODE =
      Pattern.compile("(?<!\\d)(\\+|00)? ?([1-9]\\d{0,2})(?!\\d)");

  private static final Pattern AROUND_COUNTRY =
      Pattern.compile("^[^\\p{L}\\p{So}]+|[^\\p{L}\\p{So}]+$");

  /** Which marks are extensions is for the library to say; where they begin, it does not tell. */
  private static final Pattern WITH_EXTENSION =
      Pattern.compile(
          "([^\\p{L}#~;\uFF03\uFF5E]*\\d\\)?)([\\s,.-]*)((?:\\p{L}\\p{M}*)+|[#~;\uFF03\uFF5E]).*");

  /** One sign, which may also stand for a digit that was left out. */
  private static final Pattern SIGN_OF_EXTENSION =
      Pattern.compile("[xX#~\uFF38\uFF58\uFF03\uFF5E]+");

  /** Where all numbers are of one length, nothing is left out of one that is valid. */
  private static final int NORTH_AMERICA = 1;

  private static final int MEXICO = 52;

  private static final long MEXICAN_PREFIX = 10_000_000_000L;

  private static final Pattern PARAMETERS =
      Pattern.compile("([^;]+)((?:;[A-Za-z][A-Za-z0-9-]*(?:=[^;]*)?)+)");

  private static final Pattern CONTEXT =
      Pattern.compile(";phone-context=\\+[0-9.()-]+", Pattern.CASE_INSENSITIVE);

  private static final Pattern COUNTRY_BEFORE =
      Pattern.compile(
          "([\\p{L}\\p{M}\\s.,:;()/-]*\\p{L}[\\p{M}.,:;)/\\s-]*)"
              + "([+\uFF0B(\\s]*\\d[^\\p{L}]*)");

  private static final Pattern COUNTRY_BEHIND =
      Pattern.compile("([^\\p{L}]*\\d)[\\s,;:/(-]+(\\p{L}[\\p{L}\\p{M}\\s.-]*)\\)?");

  private static final Pattern CODE_OF_COUNTRY = Pattern.compile("\\p{L}{1,3}");

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
    String visible = UnicodeText.visible(value);
    if (visible.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    String written = READ_AS_FLOAT.matcher(visible).replaceFirst("$1");
    PhoneNumber number = looksLikeNumber(written) ? read(written, country) : null;
    return number == null || number.hasExtension()
        ? ofLongerText(written, country)
        : formatted(number);
  }

  private Optional<String> formatted(@Nullable PhoneNumber number) {
    return Optional.ofNullable(number)
        .filter(
            read ->
                !isOneRepeatedDigit(library.getNationalSignificantNumber(read))
                    && library.isPossibleNumberWithReason(read) == ValidationResult.IS_POSSIBLE)
        .map(read -> library.format(read, PhoneNumberFormat.E164))
        .filter(e164 -> e164.length() <= LONGEST_E164);
  }

  private Optional<String> ofLongerText(String text, @Nullable String country) {
    Matcher extended = WITH_EXTENSION.matcher(text);
    if (extended.matches() && looksLikeNumber(extended.group(1))) {
      Optional<String> number = withoutExtension(text, extended, country);
      if (number.isPresent()) {
        return number;
      }
    }
    Matcher parameters = PARAMETERS.matcher(text);
    if (parameters.matches()) {
      return withParameters(parameters.group(1), parameters.group(2), country);
    }
    Matcher before = COUNTRY_BEFORE.matcher(text);
    if (before.matches()) {
      return ofStatedCountry(before.group(2), before.group(1));
    }
    Matcher behind = COUNTRY_BEHIND.matcher(text);
    return behind.matches() ? ofStatedCountry(behind.group(1), behind.group(2)) : Optional.empty();
  }

  private Optional<String> withoutExtension(
      String text, Matcher extended, @Nullable String country) {
    String bare = extended.group(1);
    PhoneNumber number = valid(read(bare, country));
    PhoneNumber whole =
        number == null ? null : parsed(text, library.getRegionCodeForNumber(number));
    boolean isExtension =
        whole != null && whole.hasExtension() && whole.clearExtension().exactlySameAs(number);
    boolean isSure =
        !SIGN_OF_EXTENSION.matcher(extended.group(3)).matches()
            || !extended.group(2).isEmpty()
            || (number != null && number.getCountryCode() == NORTH_AMERICA);
    return isExtension && isSure ? formatted(number) : Optional.empty();
  }

  /** Those of a tel URI: a local number has the code that it lacks among them. */
  private Optional<String> withParameters(
      String number, String parameters, @Nullable String country) {
    if (!looksLikeNumber(number)) {
      return Optional.empty();
    }
    Matcher context = CONTEXT.matcher(parameters);
    return number.startsWith("+") || !context.find()
        ? formatted(read(number, country))
        : formatted(valid(parsed(number + context.group(), null)));
  }

  private Optional<String> ofStatedCountry(String number, String written) {
    String stated = AROUND_COUNTRY.matcher(written).replaceAll("");
    boolean mayBeAWord =
        CODE_OF_COUNTRY.matcher(stated).matches()
            && !stated.equals(stated.toUpperCase(Locale.ROOT));
    String bare = number.strip();
    if (mayBeAWord || !looksLikeNumber(bare)) {
      return Optional.empty();
    }
    return Countries.alpha2(stated)
        .map(region -> read(bare, region))
        .filter(read -> read.getCountryCode() == callingCode(stated))
        .flatMap(this::formatted);
  }

  /** Zero where the country has none. */
  private int callingCode(String country) {
    return Countries.alpha2(country).map(library::getCountryCodeForRegion).orElse(0);
  }

  /** The region whose numbers these are: {@code DE} for {@code Germany} or {@code +49}. */
  Optional<String> regionOf(String country) {
    Matcher code = COUNTRY_CODE.matcher(country);
    if (!code.find()) {
      return Countries.alpha2(country);
    }
    boolean isMarked = code.group(1) != null;
    int number = Integer.parseInt(code.group(2));
    String beside =
        AROUND_COUNTRY
            .matcher(country.substring(0, code.start()) + " " + country.substring(code.end()))
            .replaceAll("");
    if (beside.isEmpty() && isMarked) {
      return mainRegion(number);
    }
    Optional<String> agreed =
        Countries.alpha2(beside)
            .filter(region -> library.getCountryCodeForRegion(region) == number);
    return agreed.isEmpty() && !isMarked ? Countries.alpha2(country) : agreed;
  }

  private Optional<String> mainRegion(int callingCode) {
    String region = library.getRegionCodeForCountryCode(callingCode);
    return Optional.of(region).filter(library.getSupportedRegions()::contains);
  }

  /** Whether all digits of a text are a calling code, and so perhaps no number of ISO 3166-1. */
  public static boolean isCallingCode(String digits) {
    return PhoneNumberUtil.getInstance().getSupportedCallingCodes().stream()
        .anyMatch(code -> Integer.toString(code).equals(digits));
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
