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

  static SnapchatEndpoint of(DestinationConfig config) {
    Settings settings = config.settings();
    ApiAddress address = ApiAddress.of(config, API);
    String pixel = SnapchatType.PIXEL_ID.in(settings);
    String check = SnapchatType.VALIDATE_ONLY.in(settings) ? "/validate" : "";
    return new SnapchatEndpoint(
        address.root() + "/v3/" + pixel + "/events" + check, address.operatorsChoice());
  }

  /** The token can only be sent in the URL, so nothing may show more of the URL than its host. */
  URI uri(String accessToken) {
    return URI.create(url + "?access_token=" + URLEncoder.encode(accessToken, UTF_8));
  }
}
