package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.SecretForm;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import io.tracklayer.contract.event.Currencies;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The options of each of {@code endpoints}. */
public final class EndpointOptions {

  /** {@code default_currency} where nothing is to be assumed. */
  public static final String NO_CURRENCY = "none";

  private static final int LARGEST_BODY_MEBIBYTES = 256;
  private static final int LARGEST_EVENT_KIBIBYTES = EndpointConfig.MAX_EVENT_BYTES >> 10;

  private EndpointOptions() {}

  public static final Option<List<String>> INCLUDE =
      Option.withDefault(
          "include",
          Types.listOf(Types.text()),
          "[Product Viewed, Product Added, Checkout Started, Order Completed, Lead Submitted,"
              + " Signed Up]",
          "The events to let in: track events by name, others by type (page, screen). identify,"
              + " alias and merge always pass, since they carry identity. [] lets in everything"
              + " that has a canonical name.");

  public static final Option<Settings> FILTERS =
      Option.withDefault("filters", Types.section(INCLUDE), "{}", "Which events are let in.");

  public static final Option<Integer> MAX_BODY =
      Option.withDefault(
          "max_body",
          Types.size(LARGEST_EVENT_KIBIBYTES, LARGEST_BODY_MEBIBYTES),
          "4MiB",
          "The largest request body, decompressed; a larger one is answered 413. At least"
              + " "
              + LARGEST_EVENT_KIBIBYTES
              + "KiB, the size of the largest event that is let in.");

  public static final Option<Integer> MAX_EVENTS =
      Option.withDefault(
          "max_events",
          Types.number(1, 100_000),
          "1000",
          "The most events in one request; more are answered 413.");

  public static final Option<URI> URL =
      Option.required(
          "url",
          Types.url(
                  "http(s)://host/path, without query: https://inbound.example.com/rudderstack/events",
                  "https://inbound.example.com/rudderstack/events")
              .except("https://inbound.example.com/events?a=b", Types::hasQueryOrFragment)
              .except("https://inbound.example.com", Types::hasNoPath)
              .refusing("https://inbound.example.com/a/../events", Types::lostSegment)
              .refusing("https://inbound.example.com/events/*", Types::unusualPath),
          "The address that events are posted to. The receiver matches only its path.");

  public static final Option<String> ACCOUNT =
      Option.required("account", scopeName(), "Must equal the header X-TrackLayer-Account.");

  public static final Option<String> ENVIRONMENT =
      Option.required(
          "environment", scopeName(), "Must equal the header X-TrackLayer-Environment.");

  public static final Option<String> SOURCE =
      Option.withDefault(
          "source", scopeName(), "rudderstack", "The source that canonical events name.");

  public static final Option<List<SecretRef>> SECRET_REF =
      Option.required(
          "secret_ref",
          Types.oneOrListOf(Types.secretRef(SecretForm.PRINTABLE), 2),
          "Where the value of the header X-TrackLayer-Secret is kept: one, or two while rotating.");

  public static final Option<Map<String, String>> MAPPING =
      Option.withDefault(
          "mapping",
          Types.mapOf(Types.CANONICAL_EVENT),
          "{}",
          "The canonical events of track events, added to the default table: {Trial Booked:"
              + " lead}. A canonical event of your own goes to webhooks, and to destinations that"
              + " name it in event_names.");

  public static final Option<List<String>> EVENT_ID_FROM =
      Option.withDefault(
          "event_id_from",
          Types.listOf(
              Types.text(
                  "path",
                  "a field of properties, context or traits: properties.event_id",
                  "properties.event_id",
                  "(properties|context|traits)(\\.[^.\\s]+)+")),
          "[" + String.join(", ", EndpointConfig.DEFAULT_EVENT_ID_FROM) + "]",
          "Where a source may put its own event id, such as the one it gave to its browser pixel."
              + " The first usable one counts, or else the message id. An id in the traits counts"
              + " only for orders, refunds and leads, since SDKs send traits again with later"
              + " events.");

  public static final Option<Integer> AUTH_FAILURE_STATUS =
      Option.withDefault(
          "auth_failure_status",
          Types.choice("401", "429").as(Integer::valueOf),
          "401",
          "The status for a wrong secret: RudderStack drops events on 401 and retries them on"
              + " 429.");

  public static final Option<Settings> LIMITS =
      Option.withDefault(
          "limits", Types.section(MAX_BODY, MAX_EVENTS), "{}", "The limits of one request.");

  public static final Option<Boolean> HONOURS_INTEGRATIONS =
      Option.withDefault(
          "integrations",
          Types.choice("honour", "ignore").as("honour"::equals),
          "honour",
          "Whether an event's integrations object may exclude destinations: see docs/delivery.md.");

  public static final Option<String> DEFAULT_CURRENCY =
      Option.withDefault(
          "default_currency",
          Types.text(
                  "currency code or none",
                  "a currency of ISO 4217 in three capitals (EUR, USD), or none",
                  "EUR",
                  "[A-Z]{3}|none")
              .except("XXX", text -> !text.equals(NO_CURRENCY) && Currencies.code(text) == null),
          NO_CURRENCY,
          "The currency of amounts whose event names none. It also settles signs that several"
              + " currencies share, such as $ and kr.");

  static final ValueType<Settings> SECTION =
      Types.section(
          URL,
          ACCOUNT,
          ENVIRONMENT,
          SOURCE,
          SECRET_REF,
          FILTERS,
          MAPPING,
          EVENT_ID_FROM,
          AUTH_FAILURE_STATUS,
          LIMITS,
          HONOURS_INTEGRATIONS,
          DEFAULT_CURRENCY);

  /** An account or environment, which is sent in a header. */
  static ScalarType<String> scopeName() {
    return Types.text(
        "text", "up to 128 visible ASCII characters without spaces", "production", "[!-~]{1,128}");
  }
}
