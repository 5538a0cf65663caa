package io.tracklayer.destinations.pinterest;

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

/** {@code pinterest_conversions}: Pinterest's API for Conversions, version 5. */
public final class PinterestType implements DestinationType {

  static final Option<String> AD_ACCOUNT_ID =
      Option.required(
          "ad_account_id",
          Types.text(
              "text",
              "the number of the ad account, such as 549755885175",
              "549755885175",
              "[1-9][0-9]{0,17}"),
          "The id of the ad account that receives the events.");

  static final Option<SecretRef> ACCESS_TOKEN_REF =
      Option.required(
          "access_token_ref",
          Types.secretRef(SecretForm.TOKEN),
          "The conversion access token, sent in the Authorization header.");

  static final Option<String> DEFAULT_ACTION_SOURCE =
      Option.withDefault(
          "default_action_source",
          Types.choice(
              PinterestDestination.WEB,
              PinterestDestination.ANDROID,
              PinterestDestination.IOS,
              PinterestDestination.OFFLINE),
          PinterestDestination.WEB,
          "The action source of events that do not state one.");

  static final Option<Boolean> TEST =
      Option.withDefault(
          "test",
          Types.flag(),
          "false",
          "Events are checked but not recorded, so never leave this on.");

  static final String OPT_OUT = "opt_out";
  static final String LIMITED_DATA_USE = "limited_data_use";

  /** The API refuses larger requests. */
  private static final int MAX_BATCH = 1000;

  /** Not documented by Pinterest; reported by integrators. */
  private static final Duration MAX_AGE = Duration.ofDays(7);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
            "pinterest_conversions",
            PinterestEventNames.DEFAULTS.keySet(),
            List.of(AD_ACCOUNT_ID, ACCESS_TOKEN_REF, DEFAULT_ACTION_SOURCE, TEST),
            Set.of(OPT_OUT, LIMITED_DATA_USE),
            MAX_BATCH,
            MAX_AGE)
        .withApi(PinterestEndpoint.API)
        .knownToSourcesAs("Pinterest Tag")
        .neverSending(EventNames.NEVER)
        .withEventNames(PinterestEventNames.NAME);
  }

  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new PinterestDestination(
        PinterestEndpoint.of(config),
        DEFAULT_ACTION_SOURCE.in(config.settings()),
        new PinterestEventNames(config.eventNames()),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, ACCESS_TOKEN_REF.in(config.settings())),
        new PageAddress(config.pageParameters()));
  }
}
