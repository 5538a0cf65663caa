package io.tracklayer.destinations.meta;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.destinations.http.ApiAddress;
import java.net.URI;

/**
 * Where Meta knows one dataset.
 *
 * @param version the address of the API's version, without a trailing slash
 * @param operatorsChoice whether the host is the operator's and not Meta's
 */
record MetaEndpoint(String version, String dataset, boolean operatorsChoice) {

  static final VendorApi API =
      new VendorApi("https://graph.facebook.com", "v[0-9]+[.][0-9]+(/.*)?");

  /** Meta supports a version for at least two years. */
  static final String DEFAULT_VERSION = "v25.0";

  static MetaEndpoint of(DestinationConfig config) {
    String dataset = MetaType.DATASET_ID.in(config.settings());
    String version = MetaType.API_VERSION.in(config.settings());
    ApiAddress address = ApiAddress.of(config, API);
    return new MetaEndpoint(address.root() + "/" + version, dataset, address.operatorsChoice());
  }

  /** Where the events are posted. */
  URI events() {
    return URI.create(version + "/" + dataset + "/events");
  }
}
