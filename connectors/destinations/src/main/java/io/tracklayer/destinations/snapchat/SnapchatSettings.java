package io.tracklayer.destinations.snapchat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.destinations.http.ApiAddress;
import java.time.Instant;

/**
 * What one destination of the type is set to.
 *
 * @param url without the token
 * @param operatorsChoice whether the host is the operator's and not Snapchat's
 * @param defaultSource where events happened that do not say
 * @param inMilliseconds whether {@code event_time} is; else it is in seconds
 */
record SnapchatSettings(
    String url, boolean operatorsChoice, String defaultSource, boolean inMilliseconds) {

  static final String WEB = "WEB";
  static final String MOBILE_APP = "MOBILE_APP";
  static final String OFFLINE = "OFFLINE";

  static final String SECONDS = "seconds";
  static final String MILLISECONDS = "milliseconds";

  private static final String VENDOR = "https://tr.snapchat.com";

  static SnapchatSettings of(DestinationConfig config) {
    Settings settings = config.settings();
    ApiAddress address = ApiAddress.of(config, VENDOR);
    String url =
        address.root()
            + "/v3/"
            + SnapchatType.PIXEL_ID.in(settings)
            + "/events"
            + (SnapchatType.VALIDATE_ONLY.in(settings) ? "/validate" : "");
    return new SnapchatSettings(
        url,
        address.operatorsChoice(),
        SnapchatType.DEFAULT_ACTION_SOURCE.in(settings),
        SnapchatType.EVENT_TIME_UNIT.in(settings).equals(MILLISECONDS));
  }

  long eventTime(Instant occurredAt) {
    return inMilliseconds ? occurredAt.toEpochMilli() : occurredAt.getEpochSecond();
  }
}
