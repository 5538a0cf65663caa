package io.tracklayer.destinations.snapchat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.SecretForm;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.EventNames;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code snapchat_capi}: Snapchat's Conversions API, version 3. */
public final class SnapchatType implements DestinationType {

  static final Option<String> PIXEL_ID =
      Option.required(
          "pixel_id",
          Types.pathSegment("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"),
          "The id of the pixel that receives the events; for app events, the Snap App ID.");

  static final Option<SecretRef> ACCESS_TOKEN_REF =
      Option.required(
          "access_token_ref",
          Types.secretRef(SecretForm.TOKEN),
          "The long-lived access token, which Snapchat accepts only in the URL.");

  static final Option<String> DEFAULT_ACTION_SOURCE =
      Option.withDefault(
          "default_action_source",
          Types.choice(SnapchatSettings.WEB, SnapchatSettings.MOBILE_APP, SnapchatSettings.OFFLINE),
          SnapchatSettings.WEB,
          "The action source of events that do not state one.");

  static final Option<String> EVENT_TIME_UNIT =
      Option.withDefault(
          "event_time_unit",
          Types.choice(SnapchatSettings.SECONDS, SnapchatSettings.MILLISECONDS),
          SnapchatSettings.SECONDS,
          "The unit of event_time. Snapchat's own examples use seconds.");

  static final Option<Boolean> VALIDATE_ONLY =
      Option.withDefault(
          "validate_only",
          Types.flag(),
          "false",
          "Events are checked but not recorded, so never leave this on.");

  static final String LIMITED_DATA_USE = "limited_data_use";

  /** The API refuses larger requests. */
  // https://developers.snap.com/api/marketing-api/Conversions-API/UsingTheAPI
  private static final int MAX_BATCH = 2000;

  /** Snapchat does not report older events. */
  // https://developers.snap.com/api/marketing-api/Conversions-API
  private static final Duration MAX_AGE = Duration.ofDays(37);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
            "snapchat_capi",
            SnapchatEventNames.DEFAULTS.keySet(),
            List.of(
                PIXEL_ID, ACCESS_TOKEN_REF, DEFAULT_ACTION_SOURCE, EVENT_TIME_UNIT, VALIDATE_ONLY),
            Set.of(LIMITED_DATA_USE),
            MAX_BATCH,
            MAX_AGE)
        .withApi(SnapchatEndpoint.API)
        .knownToSourcesAs("Snapchat Conversion", "Snap Pixel")
        .neverSending(EventNames.NEVER)
        .withEventNames(SnapchatEventNames.NAME);
  }

  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new SnapchatDestination(
        SnapchatEndpoint.of(config),
        SnapchatSettings.of(config.settings()),
        new EventNames(SnapchatEventNames.DEFAULTS, config.eventNames()),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, ACCESS_TOKEN_REF.in(config.settings())),
        new PageAddress(config.pageParameters()));
  }
}
