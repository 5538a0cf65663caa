package io.tracklayer.destinations.pinterest;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.destinations.http.ApiAddress;
import java.net.URI;

/**
 * Where one ad account's events are posted.
 *
 * @param operatorsChoice whether the host is the operator's and not Pinterest's
 */
record PinterestEndpoint(URI uri, boolean operatorsChoice) {

  static final VendorApi API = new VendorApi("https://api.pinterest.com", "v5(/.*)?");

  static PinterestEndpoint of(DestinationConfig config) {
    Settings settings = config.settings();
    ApiAddress address = ApiAddress.of(config, API);
    String account = PinterestType.AD_ACCOUNT_ID.in(settings);
    PinterestEndpoint endpoint =
        new PinterestEndpoint(
            URI.create(address.root() + "/v5/ad_accounts/" + account + "/events"),
            address.operatorsChoice());
    return PinterestType.TEST.in(settings) ? endpoint.onlyChecking() : endpoint;
  }

  /** The same account's, for events that are checked and not recorded. */
  // https://developers.pinterest.com/docs/api/v5/events-create/
  PinterestEndpoint onlyChecking() {
    return uri.getQuery() == null
        ? new PinterestEndpoint(URI.create(uri + "?test=true"), operatorsChoice)
        : this;
  }
}
