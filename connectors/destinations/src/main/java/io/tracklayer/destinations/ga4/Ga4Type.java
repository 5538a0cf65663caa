package io.tracklayer.destinations.ga4;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.SettingSpec;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.http.ApiAddress;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code ga4}: web streams of Google Analytics 4, by the Measurement Protocol. */
public final class Ga4Type implements DestinationType {

  static final String MEASUREMENT_ID = "measurement_id";
  static final String API_SECRET_REF = "api_secret_ref";
  static final String VALIDATE = "validate";
  static final String ANONYMOUS_ID_AS_CLIENT_ID = "anonymous_id_as_client_id";
  static final String RETRY_UNANSWERED = "retry_unanswered";

  static final String AD_USER_DATA = "ad_user_data";
  static final String AD_PERSONALIZATION = "ad_personalization";

  static final String DEFAULT_BASE = "https://www.google-analytics.com";

  // https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events#limitations
  private static final int MAX_BATCH = 25;

  /** Older events are dropped or dated anew. */
  private static final Duration MAX_AGE = Duration.ofDays(3);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
        "ga4",
        Ga4EventNames.DEFAULTS.keySet(),
        List.of(
            new SettingSpec(
                MEASUREMENT_ID,
                SettingSpec.Kind.TEXT,
                true,
                "The measurement id of the web stream, such as G-ABC123."),
            new SettingSpec(
                API_SECRET_REF,
                SettingSpec.Kind.SECRET_REF,
                true,
                "The Measurement Protocol API secret of the stream."),
            new SettingSpec(
                VALIDATE,
                SettingSpec.Kind.FLAG,
                false,
                "Sends events to the endpoint that checks them; none counts, so never leave it on."),
            new SettingSpec(
                ANONYMOUS_ID_AS_CLIENT_ID,
                SettingSpec.Kind.FLAG,
                false,
                "Whether the anonymous id stands in where Google's client id is not known; such"
                    + " people show as new ones from nowhere."),
            new SettingSpec(
                RETRY_UNANSWERED,
                SettingSpec.Kind.FLAG,
                false,
                "Whether an event goes again that may have arrived: it may then count twice, else"
                    + " it becomes a dead letter.")),
        Set.of(AD_USER_DATA, AD_PERSONALIZATION),
        MAX_BATCH,
        MAX_AGE);
  }

  /**
   * @throws IllegalStateException also when the measurement id or an event's name is none
   */
  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    Settings settings = config.settings();
    return new Ga4Destination(
        new Ga4Endpoint(
            ApiAddress.of(config, DEFAULT_BASE),
            measurementId(settings.requireText(MEASUREMENT_ID).strip()),
            new RotatingSecret(secrets, settings.secret(API_SECRET_REF).orElseThrow())),
        new Ga4EventNames(config.eventNames()),
        new ConsentSignals(config.signals()),
        new Ga4Settings(
            settings.flag(VALIDATE),
            settings.flag(ANONYMOUS_ID_AS_CLIENT_ID),
            settings.flag(RETRY_UNANSWERED)));
  }

  private static String measurementId(String id) {
    if (!id.matches("G-[A-Z0-9]{4,20}")) {
      throw new IllegalStateException(
          "settings." + MEASUREMENT_ID + " is that of a web stream, such as G-ABC123");
    }
    return id;
  }
}
