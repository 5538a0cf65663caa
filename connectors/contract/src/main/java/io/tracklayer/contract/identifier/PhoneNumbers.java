package io.tracklayer.contract.identifier;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
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

  /** With what stands around a number: an extension, a country, parameters. */
  private static final int LONGEST_TEXT = 100;

  /** Which marks are extensions is for the library to say; where they begin, it does not tell. */
  private static final Pattern WITH_EXTENSION =
      Pattern.compile(
          "([^\\p{L}#~;\uFF03\uFF5E]*\\d\\)?)([\\s,.-]*)((?:\\p{L}\\p{M}*)+|[#~;\uFF03\uFF5E]).*");

  /** One sign, which may also stand for a digit that was left out. */
  private static final Pattern SIGN_OF_EXTENSION =
      Pattern.compile("[xX#~\uFF38\uFF58\uFF03\uFF5E]+");

  /** Where all numbers are of one length, nothing is left out of one that is valid. */
  private static final int NORTH_AMERICA = 1;

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
  private final BarePhoneNumbers numbers;

  /**
   * @param defaultRegion ISO 3166-1 alpha-2; without one, only numbers with a country code are read
   */
  public PhoneNumbers(@Nullable String defaultRegion) {
    numbers = new BarePhoneNumbers(defaultRegion);
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
    PhoneNumber number =
        BarePhoneNumbers.looksLikeNumber(written) ? numbers.read(written, country) : null;
    return number == null || number.hasExtension()
        ? ofLongerText(written, country)
        : numbers.formatted(number);
  }

  private Optional<String> ofLongerText(String text, @Nullable String country) {
    Matcher extended = WITH_EXTENSION.matcher(text);
    if (extended.matches() && BarePhoneNumbers.looksLikeNumber(extended.group(1))) {
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
    PhoneNumber number = numbers.valid(numbers.read(bare, country));
    PhoneNumber whole =
        number == null ? null : numbers.parsed(text, library.getRegionCodeForNumber(number));
    boolean isExtension =
        whole != null && whole.hasExtension() && whole.clearExtension().exactlySameAs(number);
    boolean isSure =
        !SIGN_OF_EXTENSION.matcher(extended.group(3)).matches()
            || !extended.group(2).isEmpty()
            || (number != null && number.getCountryCode() == NORTH_AMERICA);
    return isExtension && isSure ? numbers.formatted(number) : Optional.empty();
  }

  /** Those of a tel URI: a local number has the code that it lacks among them. */
  private Optional<String> withParameters(
      String number, String parameters, @Nullable String country) {
    if (!BarePhoneNumbers.looksLikeNumber(number)) {
      return Optional.empty();
    }
    Matcher context = CONTEXT.matcher(parameters);
    return number.startsWith("+") || !context.find()
        ? numbers.formatted(numbers.read(number, country))
        : numbers.formatted(numbers.valid(numbers.parsed(number + context.group(), null)));
  }

  private Optional<String> ofStatedCountry(String number, String written) {
    String stated = CallingCodes.name(written);
    boolean mayBeAWord =
        CODE_OF_COUNTRY.matcher(stated).matches()
            && !stated.equals(stated.toUpperCase(Locale.ROOT));
    String bare = number.strip();
    if (mayBeAWord || !BarePhoneNumbers.looksLikeNumber(bare)) {
      return Optional.empty();
    }
    return Countries.alpha2(stated)
        .map(region -> numbers.read(bare, region))
        .filter(read -> read.getCountryCode() == CallingCodes.of(stated))
        .flatMap(numbers::formatted);
  }
}
