package io.tracklayer.destinations.datamanager;

/**
 * The account that conversions count for.
 *
 * @param loginAccount the manager account that gives access; null for none
 * @param validateOnly whether Google only checks events
 */
record DataManagerAccount(String operatingAccount, String loginAccount, boolean validateOnly) {}
