package io.tracklayer.destinations.meta;

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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code meta_capi}: Meta's Conversions API. */
public final class MetaType implements DestinationType {

  static final Option<String> DATASET_ID =
      Option.required(
          "dataset_id",
          Types.text(
              "text",
              "the number of the dataset, such as 1234567890",
              "1234567890",
              "[1-9][0-9]{0,19}"),
          "The id of the dataset (pixel) that receives the events.");

  static final Option<SecretRef> ACCESS_TOKEN_REF =
      Option.required(
          "access_token_ref",
          Types.secretRef(SecretForm.TOKEN),
          "The access token of the Conversions API, sent in the Authorization header.");

  static final Option<String> API_VERSION =
      Option.withDefault(
          "api_version",
          Types.text(
              "text",
              "a version of the Graph API, such as " + MetaEndpoint.DEFAULT_VERSION,
              MetaEndpoint.DEFAULT_VERSION,
              "v[0-9]{1,3}\\.[0-9]{1,2}"),
          MetaEndpoint.DEFAULT_VERSION,
          "The Graph API version.");

  static final Option<URI> DEFAULT_PAGE_URL =
      Option.optional(
          "default_page_url",
          Types.url("https://host/path", "https://shop.example.com/"),
          "none",
          "The page for website events that have none, such as orders from a server; without it"
              + " they are sent with the action source other.");

  static final Option<String> TEST_EVENT_CODE =
      Option.optional(
          "test_event_code",
          Types.code(),
          "none",
          "Shows events under Test Events. They are counted all the same, so never leave this"
              + " set.");

  static final Option<Boolean> QUALITY =
      Option.withDefault(
          "quality",
          Types.flag(),
          "false",
          "Whether the job asks Meta each hour for its own score and match keys, which the live view"
              + " shows. For that, the token's user must be allowed to manage the dataset.");

  static final String LIMITED_DATA_USE = "limited_data_use";
  static final String OPT_OUT = "opt_out";

  /** The API refuses larger requests. */
  private static final int MAX_BATCH = 1000;

  /** A single older event fails the whole request. */
  private static final Duration MAX_AGE = Duration.ofDays(7);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
            "meta_capi",
            MetaEventNames.DEFAULTS.keySet(),
            List.of(
                DATASET_ID,
                ACCESS_TOKEN_REF,
                API_VERSION,
                DEFAULT_PAGE_URL,
                TEST_EVENT_CODE,
                QUALITY),
            Set.of(LIMITED_DATA_USE, OPT_OUT),
            MAX_BATCH,
            MAX_AGE)
        .withApi(MetaEndpoint.API)
        .knownToSourcesAs(
            "Facebook Conversions",
            "Facebook Conversions API",
            "Facebook Pixel",
            "Facebook App Events")
        .neverSending(EventNames.NEVER)
        .withEventNames(MetaEventNames.NAME);
  }

  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new MetaDestination(
        MetaEndpoint.of(config),
        new EventNames(MetaEventNames.DEFAULTS, config.eventNames()),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, ACCESS_TOKEN_REF.in(config.settings())),
        new PageAddress(config.pageParameters()),
        DEFAULT_PAGE_URL.find(config.settings()).map(URI::toString).orElse(null),
        TEST_EVENT_CODE.find(config.settings()).orElse(null),
        QUALITY.in(config.settings()));
  }
}
