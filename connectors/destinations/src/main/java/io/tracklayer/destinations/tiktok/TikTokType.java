package io.tracklayer.destinations.tiktok;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.SecretForm;
import io.tracklayer.contract.config.options.SettingsRule;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.EventNames;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.http.RotatingSecret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code tiktok_events}: TikTok's Events API 2.0. */
public final class TikTokType implements DestinationType {

  static final Option<String> PIXEL_CODE =
      Option.required(
          "pixel_code",
          Types.pathSegment("C4A1B2C3D4E5F6G7H8I9"),
          "The code of the pixel that receives the events; for app, the TikTok App ID; for offline"
              + " and crm, the id of the event set.");

  static final Option<SecretRef> ACCESS_TOKEN_REF =
      Option.required(
          "access_token_ref",
          Types.secretRef(SecretForm.TOKEN),
          "The access token of the Events API, sent in the Access-Token header.");

  static final Option<TikTokSource> EVENT_SOURCE =
      Option.withDefault(
          "event_source",
          Types.choice(TikTokSource.class),
          "web",
          "Where the events happen. A destination of web takes no events of apps, and one of app"
              + " only those of this app's platform.");

  static final Option<String> APP_ID =
      Option.optional(
          "app_id",
          Types.text(
              "text",
              "the app's number in the App Store, or its package name in Google Play",
              "com.example.shop",
              "[1-9][0-9]{0,19}|[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)+"),
          "none",
          "The app's number in the App Store, or its package name in Google Play; app events need"
              + " it.");

  static final Option<URI> DEFAULT_PAGE_URL =
      Option.optional(
          "default_page_url",
          Types.url("https://host/path", "https://shop.example.com/"),
          "none",
          "The page for web events that have none, such as orders from a server; without it they"
              + " are rejected.");

  static final Option<String> TEST_EVENT_CODE =
      Option.optional(
          "test_event_code",
          Types.code(),
          "none",
          "Shows events under Test events and keeps them out of reports.");

  static final String LIMITED_DATA_USE = "limited_data_use";

  /** The API refuses larger requests. */
  private static final int MAX_BATCH = 1000;

  /**
   * For offline and CRM events. The limit for web events is not documented; the default is 7 days.
   */
  private static final Duration MAX_AGE = Duration.ofDays(28);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
            "tiktok_events",
            TikTokEventNames.DEFAULTS.keySet(),
            List.of(
                PIXEL_CODE,
                ACCESS_TOKEN_REF,
                EVENT_SOURCE,
                APP_ID,
                DEFAULT_PAGE_URL,
                TEST_EVENT_CODE),
            Set.of(LIMITED_DATA_USE),
            MAX_BATCH,
            MAX_AGE)
        .withApi(TikTokEndpoint.API)
        .withRule(TikTokType::missingApp)
        .knownToSourcesAs("TikTok Ads", "TikTok Ads Offline Events")
        .neverSending(EventNames.NEVER)
        .withEventNames(TikTokEventNames.NAME);
  }

  private static Optional<SettingsRule.Violation> missingApp(
      Settings settings, Map<String, String> eventNames) {
    boolean missing =
        EVENT_SOURCE.find(settings).filter(TikTokSource.APP::equals).isPresent()
            && APP_ID.find(settings).isEmpty();
    return missing
        ? Optional.of(
            new SettingsRule.Violation(
                EVENT_SOURCE, "is app, which needs the app's id in its store; set app_id"))
        : Optional.empty();
  }

  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new TikTokDestination(
        TikTokEndpoint.of(config),
        TikTokSettings.of(config.settings()),
        new EventNames(
            EVENT_SOURCE.in(config.settings()) == TikTokSource.APP
                ? TikTokEventNames.OF_APPS
                : TikTokEventNames.DEFAULTS,
            config.eventNames()),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, ACCESS_TOKEN_REF.in(config.settings())),
        new PageAddress(config.pageParameters()));
  }
}
