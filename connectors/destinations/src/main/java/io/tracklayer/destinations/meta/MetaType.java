package io.tracklayer.destinations.meta;

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

/** {@code meta_capi}: the Conversions API of Meta. */
public final class MetaType implements DestinationType {

  static final String DATASET_ID = "dataset_id";
  static final String ACCESS_TOKEN_REF = "access_token_ref";
  static final String API_VERSION = "api_version";
  static final String DEFAULT_PAGE_URL = "default_page_url";
  static final String TEST_EVENT_CODE = "test_event_code";

  static final String LIMITED_DATA_USE = "limited_data_use";
  static final String OPT_OUT = "opt_out";

  /** A request of more events is refused by the API. */
  private static final int MAX_BATCH = 1000;

  /** One older event fails the whole request. */
  private static final Duration MAX_AGE = Duration.ofDays(7);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
        "meta_capi",
        MetaEventNames.DEFAULTS.keySet(),
        List.of(
            new SettingSpec(
                DATASET_ID,
                SettingSpec.Kind.TEXT,
                true,
                "The id of the dataset (pixel) that events go to."),
            new SettingSpec(
                ACCESS_TOKEN_REF,
                SettingSpec.Kind.SECRET_REF,
                true,
                "The access token of the Conversions API, sent in the Authorization header."),
            new SettingSpec(
                API_VERSION,
                SettingSpec.Kind.TEXT,
                false,
                "The Graph API version; default " + MetaEndpoint.DEFAULT_VERSION + "."),
            new SettingSpec(
                DEFAULT_PAGE_URL,
                SettingSpec.Kind.URL,
                false,
                "The page of website events that come without one, such as orders from a server;"
                    + " without it they go with the action source other."),
            new SettingSpec(
                TEST_EVENT_CODE,
                SettingSpec.Kind.TEXT,
                false,
                "Shows events under Test Events; they count all the same, so never leave it set.")),
        Set.of(LIMITED_DATA_USE, OPT_OUT),
        MAX_BATCH,
        MAX_AGE);
  }

  /**
   * @throws IllegalStateException also when the dataset id or version cannot be part of a URL
   */
  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new MetaDestination(
        MetaEndpoint.of(config),
        new EventNames(MetaEventNames.DEFAULTS, config.eventNames()),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, config.settings().secret(ACCESS_TOKEN_REF).orElseThrow()),
        config.settings().text(DEFAULT_PAGE_URL).orElse(null),
        config.settings().text(TEST_EVENT_CODE).orElse(null));
  }
}
