package io.tracklayer.destinations.ga4;

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
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code ga4}: streams of Google Analytics 4, through the Measurement Protocol. */
public final class Ga4Type implements DestinationType {

  static final Option<String> MEASUREMENT_ID =
      Option.optional(
          "measurement_id",
          Types.text(
              "text",
              "the measurement id of a web stream, such as G-ABC123",
              "G-ABC123",
              "G-[A-Z0-9]{4,20}"),
          "none",
          "The measurement id of the web stream, such as G-ABC123. Such a destination takes no events"
              + " of apps.");

  // https://firebase.google.com/support/guides/init-options
  static final Option<String> FIREBASE_APP_ID =
      Option.optional(
          "firebase_app_id",
          Types.text(
              "text",
              "the Firebase App ID of an app stream, such as 1:1234567890:android:321abc456def7890",
              "1:1234567890:android:321abc456def7890",
              "[0-9]{1,3}:[0-9]{1,20}:(android|ios):[0-9a-f]{8,40}"),
          "none",
          "The Firebase App ID of an app stream, instead of a measurement id. Such a destination takes"
              + " only events of apps of this platform.");

  static final Option<SecretRef> API_SECRET_REF =
      Option.required(
          "api_secret_ref",
          Types.secretRef(SecretForm.TOKEN),
          "The Measurement Protocol API secret of the stream.");

  static final Option<Boolean> VALIDATE =
      Option.withDefault(
          "validate",
          Types.flag(),
          "false",
          "Events go to the endpoint that only checks them; none is counted, so never leave this"
              + " on.");

  static final Option<Boolean> ANONYMOUS_ID_AS_CLIENT_ID =
      Option.withDefault(
          "anonymous_id_as_client_id",
          Types.flag(),
          "false",
          "Whether the anonymous id stands in for an unknown Google client id. Such people appear"
              + " as new users without a traffic source.");

  static final Option<Boolean> RETRY_UNANSWERED =
      Option.withDefault(
          "retry_unanswered",
          Types.flag(),
          "false",
          "Whether an event that may have arrived is sent again and may count twice; otherwise it"
              + " becomes a dead letter.");

  static final String AD_USER_DATA = "ad_user_data";
  static final String AD_PERSONALIZATION = "ad_personalization";

  // https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events#limitations
  private static final int MAX_BATCH = 25;

  /** Google drops older events or changes their date. */
  private static final Duration MAX_AGE = Duration.ofDays(3);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
            "ga4",
            Ga4EventNames.DEFAULTS.keySet(),
            List.of(
                MEASUREMENT_ID,
                FIREBASE_APP_ID,
                API_SECRET_REF,
                VALIDATE,
                ANONYMOUS_ID_AS_CLIENT_ID,
                RETRY_UNANSWERED),
            Set.of(AD_USER_DATA, AD_PERSONALIZATION),
            MAX_BATCH,
            MAX_AGE)
        .withApi(Ga4Endpoint.API)
        .withRule(Ga4Type::wrongStream)
        .knownToSourcesAs("Google Analytics 4 (GA4)", "Google Analytics 4", "GA4", "GA4 V2")
        .neverSending(Ga4EventNames.NEVER)
        .withEventNames(Ga4EventNames.NAME);
  }

  private static Optional<SettingsRule.Violation> wrongStream(
      Settings settings, Map<String, String> eventNames) {
    boolean web = MEASUREMENT_ID.find(settings).isPresent();
    boolean app = FIREBASE_APP_ID.find(settings).isPresent();
    if (web == app) {
      return Optional.of(
          app
              ? new SettingsRule.Violation(
                  FIREBASE_APP_ID,
                  "stands beside measurement_id, but a destination has one stream; keep one of them")
              : new SettingsRule.Violation(
                  MEASUREMENT_ID, "name no stream; set measurement_id or firebase_app_id"));
    }
    return app && ANONYMOUS_ID_AS_CLIENT_ID.find(settings).orElse(false)
        ? Optional.of(
            new SettingsRule.Violation(
                ANONYMOUS_ID_AS_CLIENT_ID, "has no effect on an app stream; leave it out"))
        : Optional.empty();
  }

  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    Settings settings = config.settings();
    return new Ga4Destination(
        Ga4Endpoint.of(config, new RotatingSecret(secrets, API_SECRET_REF.in(settings))),
        new Ga4EventNames(config.eventNames()),
        new ConsentSignals(config.signals()),
        new Ga4Settings(
            VALIDATE.in(settings),
            ANONYMOUS_ID_AS_CLIENT_ID.in(settings),
            RETRY_UNANSWERED.in(settings)),
        new PageAddress(config.pageParameters()));
  }
}
