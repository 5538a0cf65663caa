package io.tracklayer.destinations.pinterest;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.SettingSpec;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code pinterest_conversions}: Pinterest's API for Conversions, version 5. */
public final class PinterestType implements DestinationType {

  static final String AD_ACCOUNT_ID = "ad_account_id";
  static final String ACCESS_TOKEN_REF = "access_token_ref";
  static final String DEFAULT_ACTION_SOURCE = "default_action_source";
  static final String TEST = "test";

  static final String OPT_OUT = "opt_out";
  static final String LIMITED_DATA_USE = "limited_data_use";

  /** A request of more events is refused by the API. */
  private static final int MAX_BATCH = 1000;

  /** Not documented by Pinterest; what integrators report. */
  private static final Duration MAX_AGE = Duration.ofDays(7);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
        "pinterest_conversions",
        PinterestEventNames.DEFAULTS.keySet(),
        List.of(
            new SettingSpec(
                AD_ACCOUNT_ID,
                SettingSpec.Kind.TEXT,
                true,
                "The id of the ad account that events go to."),
            new SettingSpec(
                ACCESS_TOKEN_REF,
                SettingSpec.Kind.SECRET_REF,
                true,
                "The conversion access token, sent in the Authorization header."),
            new SettingSpec(
                DEFAULT_ACTION_SOURCE,
                SettingSpec.Kind.TEXT,
                false,
                "Where events happened that do not say: web, app_android, app_ios or offline;"
                    + " default web."),
            new SettingSpec(
                TEST,
                SettingSpec.Kind.FLAG,
                false,
                "Has events checked and not recorded, so never leave it set.")),
        Set.of(OPT_OUT, LIMITED_DATA_USE),
        MAX_BATCH,
        MAX_AGE);
  }

  /**
   * @throws IllegalStateException also when the ad account's id is no number
   */
  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new PinterestDestination(
        config,
        new PinterestEventNames(config.eventNames()),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, config.settings().secret(ACCESS_TOKEN_REF).orElseThrow()));
  }
}
