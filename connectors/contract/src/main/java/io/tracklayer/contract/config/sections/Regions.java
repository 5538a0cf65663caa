package io.tracklayer.contract.config.sections;

import java.util.Locale;
import java.util.Set;

/** The value of {@code identity.default_region}. */
public final class Regions {

  public static final String NONE = "none";

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private Regions() {}

  public static boolean isRegionOrNone(String text) {
    return text.equals(NONE) || isCountry(text);
  }

  /** Whether it is a country of ISO 3166-1 in two capitals. */
  static boolean isCountry(String text) {
    return COUNTRIES.contains(text);
  }
}
