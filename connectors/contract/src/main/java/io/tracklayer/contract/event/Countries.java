package io.tracklayer.contract.event;

import io.tracklayer.contract.text.UnicodeText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Recognises a country however a shop writes it: {@code DE}, {@code deu}, {@code Germany}, {@code
 * Deutschland}. White space and punctuation are ignored in names but not in codes, so that {@code
 * N/A} is not Namibia.
 */
public final class Countries {

  private static final int LONGEST_NAME = 64;

  private static final Map<String, String> CODES = codes();
  private static final Map<String, String> NAMES = names();

  private Countries() {}

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      codes.put(code.toLowerCase(Locale.ROOT), code);
      codes.put(new Locale("", code).getISO3Country().toLowerCase(Locale.ROOT), code);
    }
    codes.put("uk", "GB");
    codes.put("u.k.", "GB");
    codes.put("u.s.", "US");
    codes.put("u.s.a.", "US");
    return Map.copyOf(codes);
  }

  /** ISO's names in English, other names in use, and names in the languages of large shops. */
  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      names.put(new Locale("", code).getDisplayCountry(Locale.ENGLISH), code);
    }
    names.put("Great Britain", "GB");
    names.put("England", "GB");
    names.put("United States of America", "US");
    names.put("Czech Republic", "CZ");
    names.put("Russian Federation", "RU");
    names.put("Viet Nam", "VN");
    names.put("Turkey", "TR");
    names.put("Deutschland", "DE");
    names.put("España", "ES");
    names.put("Italia", "IT");
    names.put("Österreich", "AT");
    return names.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                name -> UnicodeText.letters(name.getKey()),
                Map.Entry::getValue,
                (one, same) -> one));
  }

  /** The ISO 3166-1 alpha-2 code, in upper case, for a code or a name; empty for anything else. */
  public static Optional<String> alpha2(String country) {
    if (country.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    String code = CODES.get(country.strip().toLowerCase(Locale.ROOT));
    return Optional.ofNullable(code == null ? NAMES.get(UnicodeText.letters(country)) : code);
  }
}
