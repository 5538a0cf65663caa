package io.tracklayer.destinations.snapchat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.destinations.http.ApiAddress;
import java.time.Instant;
import java.util.Set;

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

  static final String PIXEL_ID = "pixel_id";
  static final String ACCESS_TOKEN_REF = "access_token_ref";
  static final String DEFAULT_ACTION_SOURCE = "default_action_source";
  static final String EVENT_TIME_UNIT = "event_time_unit";
  static final String VALIDATE_ONLY = "validate_only";

  static final String WEB = "WEB";
  static final String MOBILE_APP = "MOBILE_APP";
  static final String OFFLINE = "OFFLINE";

  private static final String VENDOR = "https://tr.snapchat.com";
  private static final Set<String> SOURCES = Set.of(WEB, MOBILE_APP, OFFLINE);

  /**
   * @throws IllegalStateException naming the setting whose value is none
   */
  static SnapchatSettings of(DestinationConfig config) {
    Settings settings = config.settings();
    ApiAddress address = ApiAddress.of(config, VENDOR);
    String url =
        address.root()
            + "/v3/"
            + ApiAddress.segment(PIXEL_ID, settings.requireText(PIXEL_ID))
            + "/events"
            + (settings.flag(VALIDATE_ONLY) ? "/validate" : "");
    String unit = settings.text(EVENT_TIME_UNIT).orElse("seconds");
    require(
        Set.of("seconds", "milliseconds").contains(unit),
        EVENT_TIME_UNIT,
        "seconds or milliseconds");
    String source = settings.text(DEFAULT_ACTION_SOURCE).orElse(WEB);
    require(SOURCES.contains(source), DEFAULT_ACTION_SOURCE, "WEB, MOBILE_APP or OFFLINE");
    return new SnapchatSettings(
        url, address.operatorsChoice(), source, unit.equals("milliseconds"));
  }

  private static void require(boolean valid, String setting, String values) {
    if (!valid) {
      throw new IllegalStateException("settings." + setting + " must be " + values);
    }
  }

  long eventTime(Instant occurredAt) {
    return inMilliseconds ? occurredAt.toEpochMilli() : occurredAt.getEpochSecond();
  }
}
