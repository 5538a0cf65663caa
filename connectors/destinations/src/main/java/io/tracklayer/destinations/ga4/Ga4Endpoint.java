package io.tracklayer.destinations.ga4;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.destinations.http.AddressWithSecret;
import io.tracklayer.destinations.http.ApiAddress;
import io.tracklayer.destinations.http.RotatingSecret;
import java.net.URLEncoder;

/** Where one stream's events are posted. The protocol requires the secret in the URL. */
record Ga4Endpoint(ApiAddress address, Ga4Stream stream, RotatingSecret apiSecret) {

  static final VendorApi API =
      new VendorApi("https://www.google-analytics.com", "(debug/)?mp(/collect)?");

  static Ga4Endpoint of(DestinationConfig config, RotatingSecret apiSecret) {
    return new Ga4Endpoint(ApiAddress.of(config, API), Ga4Stream.of(config.settings()), apiSecret);
  }

  /**
   * @param validate whether to use the endpoint that only checks events
   */
  AddressWithSecret events(boolean validate) {
    return new AddressWithSecret(
        address.root()
            + (validate ? "/debug/mp/collect" : "/mp/collect")
            + "?"
            + stream.parameter()
            + "="
            + URLEncoder.encode(stream.id(), UTF_8)
            + "&api_secret=",
        apiSecret);
  }
}
