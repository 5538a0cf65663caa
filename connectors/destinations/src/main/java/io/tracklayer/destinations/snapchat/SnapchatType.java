package io.tracklayer.destinations.snapchat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.SettingSpec;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.EventNames;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code snapchat_capi}: the Conversions API of Snapchat, version 3. */
public final class SnapchatType implements DestinationType {

  static final String LIMITED_DATA_USE = "limited_data_use";

  /** A request of more events is refused by the API. */
  // https://developers.snap.com/api/marketing-api/Conversions-API/UsingTheAPI
  private static final int MAX_BATCH = 2000;

  /** Older events are not eligible to be reported. */
  // https://developers.snap.com/api/marketing-api/Conversions-API
  private static final Duration MAX_AGE = Duration.ofDays(37);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
        "snapchat_capi",
        SnapchatEventNames.DEFAULTS.keySet(),
        List.of(
            new SettingSpec(
                SnapchatSettings.PIXEL_ID,
                SettingSpec.Kind.TEXT,
                true,
                "The id of the pixel that events go to; for app events the Snap App ID."),
            new SettingSpec(
                SnapchatSettings.ACCESS_TOKEN_REF,
                SettingSpec.Kind.SECRET_REF,
                true,
                "The long-lived access token; Snapchat takes it in the URL only."),
            new SettingSpec(
                SnapchatSettings.DEFAULT_ACTION_SOURCE,
                SettingSpec.Kind.TEXT,
                false,
                "Where events happened that do not say: WEB, MOBILE_APP or OFFLINE; default WEB."),
            new SettingSpec(
                SnapchatSettings.EVENT_TIME_UNIT,
                SettingSpec.Kind.TEXT,
                false,
                "The unit of event_time: seconds, as in Snapchat's own examples, or milliseconds;"
                    + " default seconds."),
            new SettingSpec(
                SnapchatSettings.VALIDATE_ONLY,
                SettingSpec.Kind.FLAG,
                false,
                "Has events checked and not recorded, so never leave it set.")),
        Set.of(LIMITED_DATA_USE),
        MAX_BATCH,
        MAX_AGE);
  }

  /**
   * @throws IllegalStateException also when a setting has a value that is none
   */
  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new SnapchatDestination(
        SnapchatSettings.of(config),
        new EventNames(SnapchatEventNames.DEFAULTS, config.eventNames()),
        new ConsentSignals(config.signals()),
        new RotatingSecret(
            secrets, config.settings().secret(SnapchatSettings.ACCESS_TOKEN_REF).orElseThrow()));
  }
}
