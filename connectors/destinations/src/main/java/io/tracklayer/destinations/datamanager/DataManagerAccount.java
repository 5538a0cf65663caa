package io.tracklayer.destinations.datamanager;

/**
 * Whom conversions count for.
 *
 * @param loginAccount the manager account by which there is access; null for none
 * @param validateOnly whether Google checks only
 */
record DataManagerAccount(String operatingAccount, String loginAccount, boolean validateOnly) {}
