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
    String query = PinterestType.TEST.in(settings) ? "?test=true" : "";
    return new PinterestEndpoint(
        URI.create(address.root() + "/v5/ad_accounts/" + account + "/events" + query),
        address.operatorsChoice());
  }
}
