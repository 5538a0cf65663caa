package io.tracklayer.contract.config;

import java.util.Locale;
import java.util.Set;

/** The value of {@code identity.default_region}. */
final class Regions {

  static final String NONE = "none";

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private Regions() {}

  static boolean isRegionOrNone(String text) {
    return text.equals(NONE) || COUNTRIES.contains(text);
  }
}
