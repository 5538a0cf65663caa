package io.tracklayer.destinations.tiktok;

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

/** {@code tiktok_events}: the Events API 2.0 of TikTok. */
public final class TikTokType implements DestinationType {

  static final String PIXEL_CODE = "pixel_code";
  static final String ACCESS_TOKEN_REF = "access_token_ref";
  static final String EVENT_SOURCE = "event_source";
  static final String DEFAULT_PAGE_URL = "default_page_url";
  static final String TEST_EVENT_CODE = "test_event_code";

  static final String LIMITED_DATA_USE = "limited_data_use";

  /** A request of more events is refused by the API. */
  private static final int MAX_BATCH = 1000;

  /** Of offline and CRM events. What holds for web events is not documented; 7 days by default. */
  private static final Duration MAX_AGE = Duration.ofDays(28);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
        "tiktok_events",
        TikTokEventNames.DEFAULTS.keySet(),
        List.of(
            new SettingSpec(
                PIXEL_CODE,
                SettingSpec.Kind.TEXT,
                true,
                "The code of the pixel that events go to; for offline and crm, the id of the event"
                    + " set."),
            new SettingSpec(
                ACCESS_TOKEN_REF,
                SettingSpec.Kind.SECRET_REF,
                true,
                "The access token of the Events API, sent in the Access-Token header."),
            new SettingSpec(
                EVENT_SOURCE,
                SettingSpec.Kind.TEXT,
                false,
                "Where the events happen: web, offline or crm; default web."),
            new SettingSpec(
                DEFAULT_PAGE_URL,
                SettingSpec.Kind.URL,
                false,
                "The page of web events that come without one, such as orders from a server; without"
                    + " it they are rejected."),
            new SettingSpec(
                TEST_EVENT_CODE,
                SettingSpec.Kind.TEXT,
                false,
                "Shows events under Test events and keeps them out of reports.")),
        Set.of(LIMITED_DATA_USE),
        MAX_BATCH,
        MAX_AGE);
  }

  /**
   * @throws IllegalStateException also when the event source is none
   */
  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new TikTokDestination(
        config,
        new EventNames(TikTokEventNames.DEFAULTS, config.eventNames()),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, config.settings().secret(ACCESS_TOKEN_REF).orElseThrow()));
  }
}
