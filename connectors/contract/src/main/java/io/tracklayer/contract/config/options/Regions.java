package io.tracklayer.contract.config.options;

import java.util.Locale;
import java.util.Set;

/** The value of {@code identity.default_region}. */
public final class Regions {

  public static final String NONE = "none";

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private Regions() {}

  public static boolean isRegionOrNone(String text) {
    return text.equals(NONE) || COUNTRIES.contains(text);
  }
}
