package io.tracklayer.contract.identifier;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.tracklayer.contract.event.Countries;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text says of the country that a phone number belongs to. */
final class CallingCodes {

  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  /** Alone, it is marked as such, since 49 could be anything. */
  private static final Pattern COUNTRY_CODE =
      Pattern.compile("(?<!\\d)(\\+|00)? ?([1-9]\\d{0,2})(?!\\d)");

  private static final Pattern AROUND_COUNTRY =
      Pattern.compile("^[^\\p{L}\\p{So}]+|[^\\p{L}\\p{So}]+$");

  private CallingCodes() {}

  /** The region whose numbers these are: {@code DE} for {@code Germany} or {@code +49}. */
  static Optional<String> regionOf(String country) {
    Matcher code = COUNTRY_CODE.matcher(country);
    if (!code.find()) {
      return Countries.alpha2(country);
    }
    boolean isMarked = code.group(1) != null;
    int number = Integer.parseInt(code.group(2));
    String beside = name(country.substring(0, code.start()) + " " + country.substring(code.end()));
    if (beside.isEmpty() && isMarked) {
      return mainRegion(number);
    }
    Optional<String> agreed =
        Countries.alpha2(beside)
            .filter(region -> LIBRARY.getCountryCodeForRegion(region) == number);
    return agreed.isEmpty() && !isMarked ? Countries.alpha2(country) : agreed;
  }

  private static Optional<String> mainRegion(int callingCode) {
    String region = LIBRARY.getRegionCodeForCountryCode(callingCode);
    return Optional.of(region).filter(LIBRARY.getSupportedRegions()::contains);
  }

  /** Whether all digits of a text are a calling code, and so perhaps no number of ISO 3166-1. */
  static boolean isOne(String digits) {
    return LIBRARY.getSupportedCallingCodes().stream()
        .anyMatch(code -> Integer.toString(code).equals(digits));
  }

  /** A country's name or code, without what stands around it. */
  static String name(String written) {
    return AROUND_COUNTRY.matcher(written).replaceAll("");
  }

  /** A country's calling code; zero if it has none. */
  static int of(String country) {
    return Countries.alpha2(country).map(LIBRARY::getCountryCodeForRegion).orElse(0);
  }
}
