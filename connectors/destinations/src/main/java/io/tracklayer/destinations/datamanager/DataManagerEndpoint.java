package io.tracklayer.destinations.datamanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.destinations.http.ApiAddress;
import io.tracklayer.destinations.http.HttpCall;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;

/** The addresses of the API. That of the token endpoint is in the key file. */
record DataManagerEndpoint(ApiAddress address) {

  static final String SCOPE = "https://www.googleapis.com/auth/datamanager";

  private static final String VENDOR = "https://datamanager.googleapis.com";

  static DataManagerEndpoint of(DestinationConfig config) {
    return new DataManagerEndpoint(ApiAddress.of(config, VENDOR));
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
