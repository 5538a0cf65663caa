package io.tracklayer.destinations.datamanager;

import org.jspecify.annotations.Nullable;

/**
 * The account that conversions count for.
 *
 * @param loginAccount the manager account that gives access
 * @param validateOnly whether Google only checks events
 */
record DataManagerAccount(
    String operatingAccount, @Nullable String loginAccount, boolean validateOnly) {}
