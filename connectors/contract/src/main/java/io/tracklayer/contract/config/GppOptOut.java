package io.tracklayer.contract.config;

import java.util.Locale;

/** What a person in the USA can opt out of, as stated in the US sections of a GPP string. */
public enum GppOptOut {
  SALE,
  SHARING,
  TARGETED_ADVERTISING;

  /** As it is written in the configuration. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
