package io.tracklayer.destinations.meta;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.destinations.http.ApiAddress;
import java.net.URI;

/**
 * Where one dataset's events are posted.
 *
 * @param operatorsChoice whether the host is the operator's and not Meta's
 */
record MetaEndpoint(URI uri, boolean operatorsChoice) {

  static final VendorApi API =
      new VendorApi("https://graph.facebook.com", "v[0-9]+[.][0-9]+(/.*)?");

  /** Meta supports a version for at least two years. */
  static final String DEFAULT_VERSION = "v25.0";

  static MetaEndpoint of(DestinationConfig config) {
    String dataset = MetaType.DATASET_ID.in(config.settings());
    String version = MetaType.API_VERSION.in(config.settings());
    ApiAddress address = ApiAddress.of(config, API);
    return new MetaEndpoint(
        URI.create(address.root() + "/" + version + "/" + dataset + "/events"),
        address.operatorsChoice());
  }
}
