package io.tracklayer.contract.config.options;

import java.net.URI;

/**
 * Where the API of a vendor is, which {@code base_url} takes the place of.
 *
 * @param address {@code https://host}
 * @param ownPath what an address ends with that has the path of the API in it already; a regular
 *     expression
 */
public record VendorApi(URI address, String ownPath) {

  public VendorApi(String address, String ownPath) {
    this(URI.create(address), ownPath);
  }

  /** Whether the address is the vendor's own. */
  public boolean isAt(URI url) {
    return address.getHost().equalsIgnoreCase(url.getHost());
  }

  /** Whether the address ends with what is appended to it. */
  public boolean endsWithOwnPath(URI url) {
    return url.getPath().matches("(/.*)?/(" + ownPath + ")/?");
  }
}
