package io.tracklayer.destinations.datamanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.destinations.http.ApiAddress;
import io.tracklayer.destinations.http.HttpCall;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;

/** The addresses of the API. That of the token endpoint is in the key file. */
record DataManagerEndpoint(ApiAddress address) {

  static final String SCOPE = "https://www.googleapis.com/auth/datamanager";

  static final VendorApi API = new VendorApi("https://datamanager.googleapis.com", "v1");

  static DataManagerEndpoint of(DestinationConfig config) {
    return new DataManagerEndpoint(ApiAddress.of(config, API));
  }

  URI ingest() {
    return URI.create(address.root() + "/v1/events:ingest");
  }

  HttpCall statusOf(String requestId) {
    URI uri =
        URI.create(
            address.root()
                + "/v1/requestStatus:retrieve?requestId="
                + URLEncoder.encode(requestId, UTF_8));
    return new HttpCall("GET", uri, List.of(), new byte[0]);
  }
}
