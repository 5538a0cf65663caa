package io.tracklayer.destinations.http;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.options.VendorApi;
import java.net.URI;

/**
 * Where a vendor's API is.
 *
 * @param root without a trailing slash
 * @param operatorsChoice whether the host is the operator's and not the vendor's
 */
public record ApiAddress(String root, boolean operatorsChoice) {

  public static ApiAddress of(DestinationConfig config, VendorApi vendors) {
    URI base = config.baseUrl();
    return new ApiAddress(
        (base == null ? vendors.address() : base).toString().replaceFirst("/$", ""), base != null);
  }
}
