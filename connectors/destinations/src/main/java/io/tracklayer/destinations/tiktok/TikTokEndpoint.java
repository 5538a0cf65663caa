package io.tracklayer.destinations.tiktok;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.destinations.http.ApiAddress;
import java.net.URI;

/**
 * Where the events of every source are posted; the body says which source it is.
 *
 * @param operatorsChoice whether the host is the operator's and not TikTok's
 */
record TikTokEndpoint(URI uri, boolean operatorsChoice) {

  static final VendorApi API = new VendorApi("https://business-api.tiktok.com", "open_api(/.*)?");

  /** The trailing slash matters. */
  private static final String PATH = "/open_api/v1.3/event/track/";

  static TikTokEndpoint of(DestinationConfig config) {
    ApiAddress address = ApiAddress.of(config, API);
    return new TikTokEndpoint(URI.create(address.root() + PATH), address.operatorsChoice());
  }
}
