package io.tracklayer.destinations.klaviyo;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.destinations.http.ApiAddress;
import java.net.URI;

/** Where requests go; the key identifies the account. */
record KlaviyoEndpoint(ApiAddress address) {

  private static final String VENDOR = "https://a.klaviyo.com";

  static KlaviyoEndpoint of(DestinationConfig config) {
    return new KlaviyoEndpoint(ApiAddress.of(config, VENDOR));
  }

  URI uri(KlaviyoResource resource) {
    return URI.create(address.root() + resource.path());
  }
}
