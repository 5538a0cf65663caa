package io.tracklayer.destinations.http;

import io.tracklayer.contract.config.DestinationConfig;

/**
 * Where a vendor's API is.
 *
 * @param root without a trailing slash
 * @param operatorsChoice whether the host is the operator's and not the vendor's
 */
public record ApiAddress(String root, boolean operatorsChoice) {

  /**
   * @param vendors the vendor's own address, which {@code base_url} replaces
   */
  public static ApiAddress of(DestinationConfig config, String vendors) {
    String base = config.baseUrl() == null ? vendors : config.baseUrl().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return new ApiAddress(root, config.baseUrl() != null);
  }
}
