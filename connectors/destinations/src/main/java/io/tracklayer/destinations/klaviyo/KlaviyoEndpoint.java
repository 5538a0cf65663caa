package io.tracklayer.destinations.klaviyo;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.destinations.http.ApiAddress;
import java.net.URI;

/** Where requests go; the key identifies the account. */
record KlaviyoEndpoint(ApiAddress address) {

  static final VendorApi API = new VendorApi("https://a.klaviyo.com", "api");

  static KlaviyoEndpoint of(DestinationConfig config) {
    return new KlaviyoEndpoint(ApiAddress.of(config, API));
  }

  URI uri(KlaviyoResource resource) {
    return URI.create(address.root() + resource.path());
  }
}
