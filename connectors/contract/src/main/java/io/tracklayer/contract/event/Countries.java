package io.tracklayer.contract.event;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Recognises a country however a shop writes it: {@code DE}, {@code deu}, {@code Germany}. */
public final class Countries {

  private static final int LONGEST_NAME = 64;

  private static final Map<String, String> ALPHA_2 = table();

  private Countries() {}

  private static Map<String, String> table() {
    Map<String, String> table = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale("", code);
      table.put(country.getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
      table.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
      table.put(code.toLowerCase(Locale.ROOT), code);
    }
    table.put("uk", "GB");
    table.put("great britain", "GB");
    table.put("england", "GB");
    table.put("usa", "US");
    table.put("united states of america", "US");
    return Map.copyOf(table);
  }

  /** ISO 3166-1 alpha-2, upper case, of a code or an English name; empty for anything else. */
  public static Optional<String> alpha2(String country) {
    if (country.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    return Optional.ofNullable(ALPHA_2.get(country.strip().toLowerCase(Locale.ROOT)));
  }
}
