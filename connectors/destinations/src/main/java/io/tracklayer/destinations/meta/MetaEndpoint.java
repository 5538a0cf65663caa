package io.tracklayer.destinations.meta;

import static io.tracklayer.destinations.http.ApiAddress.segment;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.destinations.http.ApiAddress;
import java.net.URI;

/**
 * Where one dataset's events are posted to.
 *
 * @param operatorsChoice whether the host is the operator's and not Meta's
 */
record MetaEndpoint(URI uri, boolean operatorsChoice) {

  static final String DEFAULT_BASE = "https://graph.facebook.com";

  /** Meta supports a version for at least two years. */
  static final String DEFAULT_VERSION = "v25.0";

  static MetaEndpoint of(DestinationConfig config) {
    String dataset = segment(MetaType.DATASET_ID, config.settings().requireText("dataset_id"));
    String version =
        segment(
            MetaType.API_VERSION,
            config.settings().text(MetaType.API_VERSION).orElse(DEFAULT_VERSION));
    ApiAddress address = ApiAddress.of(config, DEFAULT_BASE);
    return new MetaEndpoint(
        URI.create(address.root() + "/" + version + "/" + dataset + "/events"),
        address.operatorsChoice());
  }
}
