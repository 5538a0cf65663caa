package io.tracklayer.destinations.datamanager;

import org.jspecify.annotations.Nullable;

/**
 * The Google Ads account that conversions are credited to.
 *
 * @param loginAccount the manager account that gives access
 * @param validateOnly whether Google only checks events, without keeping them
 */
record DataManagerAccount(
    String operatingAccount, @Nullable String loginAccount, boolean validateOnly) {

  /** The same, of which Google only checks events. */
  DataManagerAccount onlyChecking() {
    return new DataManagerAccount(operatingAccount, loginAccount, true);
  }
}
