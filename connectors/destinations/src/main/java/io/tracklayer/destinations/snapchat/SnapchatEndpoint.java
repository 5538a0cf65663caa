package io.tracklayer.destinations.snapchat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.destinations.http.ApiAddress;
import java.net.URI;
import java.net.URLEncoder;

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

  /** The token can only be sent in the URL, so nothing may show more of the URL than its host. */
  URI uri(String accessToken) {
    return URI.create(url + "?access_token=" + URLEncoder.encode(accessToken, UTF_8));
  }
}
