package io.tracklayer.destinations.snapchat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.destinations.http.AddressWithSecret;
import io.tracklayer.destinations.http.ApiAddress;
import io.tracklayer.destinations.http.RotatingSecret;

/**
 * Where one pixel's events are posted.
 *
 * @param url without the token
 * @param operatorsChoice whether the host is the operator's and not Snapchat's
 */
record SnapchatEndpoint(String url, boolean operatorsChoice) {

  static final VendorApi API = new VendorApi("https://tr.snapchat.com", "v3(/.*)?");

  private static final String CHECK = "/validate";

  static SnapchatEndpoint of(DestinationConfig config) {
    Settings settings = config.settings();
    ApiAddress address = ApiAddress.of(config, API);
    String pixel = SnapchatType.PIXEL_ID.in(settings);
    SnapchatEndpoint endpoint =
        new SnapchatEndpoint(
            address.root() + "/v3/" + pixel + "/events", address.operatorsChoice());
    return SnapchatType.VALIDATE_ONLY.in(settings) ? endpoint.onlyChecking() : endpoint;
  }

  /** The same pixel's, for events that are checked and not recorded. */
  // https://developers.snap.com/api/marketing-api/Conversions-API/UsingTheAPI
  SnapchatEndpoint onlyChecking() {
    return url.endsWith(CHECK) ? this : new SnapchatEndpoint(url + CHECK, operatorsChoice);
  }

  /** The token can only be sent in the URL. */
  AddressWithSecret with(RotatingSecret accessToken) {
    return new AddressWithSecret(url + "?access_token=", accessToken);
  }
}
