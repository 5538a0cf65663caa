package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.GppOptOut;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.reading.ReadValue;
import io.tracklayer.contract.config.reading.Section;
import io.tracklayer.contract.config.reading.YamlValue;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every key of the configuration but the settings of the destination types, which those declare
 * themselves ({@link DestinationSpec#settings()}).
 */
public final class Options {

  private Options() {}

  private static final int MANY = 1_000_000_000;
  private static final int MAX_TOPIC_PREFIX = 200;

  private static ValueType<String> scopeName() {
    return Types.text(
        "text",
        "up to 128 visible ASCII characters without spaces",
        text -> text.length() <= 128 && text.chars().allMatch(c -> c > ' ' && c < 0x7F));
  }

  private static ValueType<String> canonicalName() {
    return Types.text(
        "canonical event",
        "a canonical event in snake_case, such as lead or trial_booked",
        Options::isSnakeCase);
  }

  private static boolean isSnakeCase(String text) {
    return text.length() <= 64
        && text.charAt(0) >= 'a'
        && text.charAt(0) <= 'z'
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
  }

  public static final Option<String> BOOTSTRAP_SERVERS =
      Option.withDefault(
          "bootstrap_servers",
          Types.text(
              "text",
              "host:port, several comma-separated: kafka-1:9092,kafka-2:9092",
              BootstrapServers::areValid),
          "localhost:9092",
          "Where to find the Kafka cluster: host:port, several comma-separated.");

  public static final Option<String> TOPIC_PREFIX =
      Option.withDefault(
          "topic_prefix",
          Types.text(
              "text",
              "letters, digits, `.`, `_` and `-`",
              text ->
                  text.length() <= MAX_TOPIC_PREFIX
                      && text.chars()
                          .allMatch(
                              c ->
                                  c < 0x80
                                      && (Character.isLetterOrDigit(c) || ".-_".indexOf(c) >= 0))),
          "tracklayer",
          "What the names of all topics begin with.");

  public static final Option<Map<String, ReadValue<String>>> KAFKA_PROPERTIES =
      Option.withDefault(
          "properties",
          Types.mapOf(Types.text()),
          "{}",
          "Further properties of the Kafka clients. Passwords and keys do not belong here.");

  public static final Option<SecretRef> KAFKA_PROPERTIES_REF =
      Option.optional(
          "properties_ref",
          Types.secretRef(),
          "none",
          "Where further client properties with secrets are kept (SASL, TLS): lines of key=value.");

  public static final OptionGroup KAFKA_SPEC =
      new OptionGroup(BOOTSTRAP_SERVERS, TOPIC_PREFIX, KAFKA_PROPERTIES, KAFKA_PROPERTIES_REF);

  public static final Option<Section> KAFKA =
      Option.optional(
          "kafka",
          Types.section(KAFKA_SPEC),
          "local mode's own",
          "The Kafka cluster. Local mode brings its own and ignores this section.");

  public static final Option<List<ReadValue<String>>> INCLUDE =
      Option.withDefault(
          "include",
          Types.listOf(Types.text()),
          "[Product Viewed, Product Added, Checkout Started, Order Completed, Lead Submitted,"
              + " Signed Up]",
          "The events that are let in: track events by name, the others by type (page, screen)."
              + " identify, alias and merge always pass, since they carry identity; [] lets"
              + " everything in that has a canonical name.");

  public static final OptionGroup FILTERS_SPEC = new OptionGroup(INCLUDE);

  public static final Option<Section> FILTERS =
      Option.withDefault("filters", Types.section(FILTERS_SPEC), "{}", "Which events are let in.");

  public static final Option<Integer> MAX_BODY =
      Option.withDefault(
          "max_body",
          Types.size(256),
          "4MiB",
          "The largest request body, decompressed; a larger one is answered 413.");

  public static final Option<Integer> MAX_EVENTS =
      Option.withDefault(
          "max_events",
          Types.number(1, 100_000),
          "1000",
          "The most events in one request; more are answered 413.");

  public static final OptionGroup ENDPOINT_LIMITS_SPEC = new OptionGroup(MAX_BODY, MAX_EVENTS);

  public static final Option<URI> ENDPOINT_URL =
      Option.required(
          "url",
          Types.url(
              "http(s)://host/path, without query: https://inbound.example.com/rudderstack/events",
              url ->
                  url.getPath().length() > 1
                      && url.getRawQuery() == null
                      && url.getRawFragment() == null),
          "Where events are posted. The receiver matches the path; scheme and host are for"
              + " validate.");

  public static final Option<String> ENDPOINT_ACCOUNT =
      Option.required("account", scopeName(), "Must equal the header X-TrackLayer-Account.");

  public static final Option<String> ENDPOINT_ENVIRONMENT =
      Option.required(
          "environment", scopeName(), "Must equal the header X-TrackLayer-Environment.");

  public static final Option<String> SOURCE =
      Option.withDefault(
          "source", scopeName(), "rudderstack", "What canonical events name as their source.");

  public static final Option<List<ReadValue<SecretRef>>> SECRET_REF =
      Option.required(
          "secret_ref",
          Types.oneOrListOf(Types.secretRef(), 2),
          "Where the value of the header X-TrackLayer-Secret is kept: one, or two while rotating.");

  public static final Option<Map<String, ReadValue<String>>> MAPPING =
      Option.withDefault(
          "mapping",
          Types.mapOf(canonicalName()),
          "{}",
          "Track event to canonical event, added to the default table: {Trial Booked: lead}. A"
              + " canonical event of your own goes to webhooks and to where event_names has it.");

  public static final Option<Integer> AUTH_FAILURE_STATUS =
      Option.withDefault(
          "auth_failure_status",
          Types.choice(statuses()),
          "401",
          "The answer to a wrong secret; RudderStack drops events on 401 and keeps them on 429.");

  private static Map<String, Integer> statuses() {
    Map<String, Integer> statuses = new LinkedHashMap<>();
    statuses.put("401", 401);
    statuses.put("429", 429);
    return statuses;
  }

  public static final Option<Section> ENDPOINT_LIMITS =
      Option.withDefault(
          "limits", Types.section(ENDPOINT_LIMITS_SPEC), "{}", "The limits of one request.");

  public static final OptionGroup ENDPOINT_SPEC =
      new OptionGroup(
          ENDPOINT_URL,
          ENDPOINT_ACCOUNT,
          ENDPOINT_ENVIRONMENT,
          SOURCE,
          SECRET_REF,
          FILTERS,
          MAPPING,
          AUTH_FAILURE_STATUS,
          ENDPOINT_LIMITS);

  public static final Option<List<ReadValue<Section>>> ENDPOINTS =
      Option.required(
          "endpoints",
          Types.listOf(Types.section(ENDPOINT_SPEC)),
          "The ways in, each matched by path, account and environment.");

  public static final Option<SecretRef> KEY_REF =
      Option.required(
          "key_ref",
          Types.secretRef(),
          "Where the identity key is kept: any text of 32 bytes or more. Another key makes every"
              + " person a stranger.");

  public static final Option<Map<String, ReadValue<Integer>>> IDENTITY_LIMITS =
      Option.withDefault(
          "limits",
          Types.mapOf(Types.number(1, 1000)),
          "{user_id: 1, email: 5, phone: 5}",
          "How many identifiers of a type one profile may hold; a union past it is refused."
              + " External ids not named here: 5.");

  public static final Option<List<ReadValue<String>>> EXTERNAL_IDS =
      Option.withDefault(
          "external_ids",
          Types.listOf(
              Types.text(
                  "text",
                  "a type of up to 64 visible ASCII characters",
                  text -> text.length() <= 64 && text.chars().allMatch(c -> c > ' ' && c < 0x7F))),
          "[crm_id, loyalty_id]",
          "Identifier types of your own, taken from context.externalId, traits and properties.");

  public static final Option<List<ReadValue<String>>> BLOCKED_VALUES =
      Option.withDefault(
          "blocked_values",
          Types.listOf(Types.text()),
          "[test@test.com]",
          "Values that identify nobody, besides the built-in ones (null, guest, 0, …).");

  public static final Option<String> DEFAULT_REGION =
      Option.withDefault(
          "default_region",
          Types.text(
              "country code or none",
              "a country of ISO 3166-1 in two capitals (US, DE), or none",
              Regions::isRegionOrNone),
          "US",
          "The country of phone numbers without a country code, where the event has no address."
              + " With none, such numbers are not used.");

  public static final OptionGroup IDENTITY_SPEC =
      new OptionGroup(KEY_REF, IDENTITY_LIMITS, EXTERNAL_IDS, BLOCKED_VALUES, DEFAULT_REGION);

  public static final Option<Section> IDENTITY =
      Option.withDefault(
          "identity", Types.section(IDENTITY_SPEC), "{}", "How persons are recognised.");

  public static final Option<Duration> MESSAGE_WINDOW =
      Option.withDefault(
          "message_window",
          Types.duration(),
          "2d",
          "For how long a message id is remembered, to drop a copy of the same message.");

  public static final Option<Duration> BUSINESS_WINDOW =
      Option.withDefault(
          "business_window",
          Types.duration(),
          "30d",
          "For how long an order, refund or lead is remembered, to drop the same one sent again.");

  public static final Option<Duration> DELIVERY_WINDOW =
      Option.withDefault(
          "delivery_window",
          Types.duration(),
          "7d",
          "For how long a delivery is remembered; nothing older is delivered.");

  public static final OptionGroup DEDUP_SPEC =
      new OptionGroup(MESSAGE_WINDOW, BUSINESS_WINDOW, DELIVERY_WINDOW);

  public static final Option<Section> DEDUP =
      Option.withDefault(
          "dedup", Types.section(DEDUP_SPEC), "{}", "For how long copies are recognised.");

  public static final Option<List<ReadValue<String>>> CONSENT_IDS =
      Option.withDefault(
          "consent_ids",
          Types.listOf(Types.text()),
          "[]",
          "Categories of the consent platform (context.consentManagement), as written there.");

  public static final Option<List<ReadValue<String>>> CONSENT_TRAITS =
      Option.withDefault(
          "traits", Types.listOf(Types.text()), "[]", "Boolean traits that state it.");

  public static final Option<List<ReadValue<Integer>>> TCF_PURPOSES =
      Option.withDefault(
          "tcf_purposes",
          Types.listOf(Types.number(1, 11)),
          "[]",
          "IAB TCF purposes, 1 to 11, that must all be consented to in the TC string; legitimate"
              + " interest does not count.");

  public static final Option<Integer> TCF_VENDOR =
      Option.optional(
          "tcf_vendor",
          Types.number(1, 65_535),
          "none",
          "The id in the IAB's Global Vendor List of a vendor that must be consented to as well:"
              + " 755 for Google.");

  public static final Option<List<ReadValue<GppOptOut>>> GPP_OPT_OUTS =
      Option.withDefault(
          "gpp_opt_outs",
          Types.listOf(Types.choice(gppOptOuts())),
          "[]",
          "Opt-outs in the US sections of the IAB GPP string, each of which denies it.");

  private static Map<String, GppOptOut> gppOptOuts() {
    Map<String, GppOptOut> choices = new LinkedHashMap<>();
    for (GppOptOut optOut : GppOptOut.values()) {
      choices.put(optOut.text(), optOut);
    }
    return choices;
  }

  public static final Option<Boolean> GPC =
      Option.withDefault("gpc", Types.flag(), "false", "Whether Global Privacy Control denies it.");

  public static final OptionGroup PURPOSE_SPEC =
      new OptionGroup(CONSENT_IDS, CONSENT_TRAITS, TCF_PURPOSES, TCF_VENDOR, GPP_OPT_OUTS, GPC);

  public static final Option<Boolean> GRANTED_WHEN_UNKNOWN =
      Option.withDefault(
          "when_unknown",
          Types.choice(unknownConsent()),
          "denied",
          "What counts where nobody was asked.");

  private static Map<String, Boolean> unknownConsent() {
    Map<String, Boolean> choices = new LinkedHashMap<>();
    choices.put("denied", false);
    choices.put("granted", true);
    return choices;
  }

  public static final Option<Map<String, ReadValue<Section>>> PURPOSES =
      Option.withDefault(
          "purposes",
          Types.mapOf(Types.section(PURPOSE_SPEC)),
          "{marketing: {consent_ids: [C0004], traits: [marketing_opt_in]}, email: {traits:"
              + " [email_opt_in]}}",
          "Purpose to where its state is found: see docs/consent.md.");

  public static final OptionGroup CONSENT_SPEC = new OptionGroup(GRANTED_WHEN_UNKNOWN, PURPOSES);

  public static final Option<Section> CONSENT =
      Option.withDefault(
          "consent", Types.section(CONSENT_SPEC), "{}", "What people may be asked to agree to.");

  public static final Option<DeliveryConfig.Mode> MODE =
      Option.withDefault(
          "mode",
          Types.choice(modes()),
          "send",
          "log records what would be sent, sends nothing and keeps no ledger: a copy is logged again, and"
              + " none of it counts as delivered once the mode is send.");

  private static Map<String, DeliveryConfig.Mode> modes() {
    Map<String, DeliveryConfig.Mode> choices = new LinkedHashMap<>();
    choices.put("send", DeliveryConfig.Mode.SEND);
    choices.put("log", DeliveryConfig.Mode.LOG);
    return choices;
  }

  public static final Option<DeliveryConfig.Start> START =
      Option.withDefault(
          "start",
          Types.choice(starts()),
          "end",
          "Where a destination that is added to an old job begins to read.");

  private static Map<String, DeliveryConfig.Start> starts() {
    Map<String, DeliveryConfig.Start> choices = new LinkedHashMap<>();
    choices.put("end", DeliveryConfig.Start.END);
    choices.put("earliest", DeliveryConfig.Start.EARLIEST);
    return choices;
  }

  public static final Option<Integer> MAX_BATCH =
      Option.optional(
          "max_batch",
          Types.number(1, MANY),
          "100, or fewer where the type takes fewer",
          "The most events in one request; of large ones fewer, up to 1 MiB.");

  public static final Option<Duration> MAX_WAIT =
      Option.withDefault(
          "max_wait",
          Types.duration(),
          "200ms",
          "How long the first event of a batch waits for others.");

  public static final Option<Integer> MAX_IN_FLIGHT =
      Option.withDefault(
          "max_in_flight",
          Types.number(1, 10_000),
          "8",
          "Requests that are out at the same time, over all subtasks.");

  public static final Option<Integer> MAX_WAITING =
      Option.withDefault(
          "max_waiting",
          Types.number(1, MANY),
          "1000000",
          "Events held back for a retry, a breaker or the rate, before reading slows to 50 events a"
              + " second in each subtask.");

  public static final Option<Integer> REQUESTS_PER_SECOND =
      Option.withDefault(
          "requests_per_second",
          Types.number(1, 1_000_000),
          "50",
          "The rate that is never exceeded, over all subtasks.");

  public static final Option<Duration> MAX_AGE =
      Option.optional(
          "max_age",
          Types.duration(),
          "7d, or less where the type takes less or delivery_window is shorter",
          "Older events expire unsent. At most the delivery_window.");

  public static final OptionGroup DELIVERY_SPEC =
      new OptionGroup(
          MODE,
          START,
          MAX_BATCH,
          MAX_WAIT,
          MAX_IN_FLIGHT,
          MAX_WAITING,
          REQUESTS_PER_SECOND,
          MAX_AGE);

  public static final Option<String> NAME =
      Option.required(
          "name",
          Types.text(
              "text",
              "a name of a-z, 0-9, _ and -",
              text ->
                  text.length() <= 64
                      && text.chars()
                          .allMatch(
                              c ->
                                  (c >= 'a' && c <= 'z')
                                      || (c >= '0' && c <= '9')
                                      || c == '_'
                                      || c == '-')),
          "Its own name, of a-z, 0-9, _ and -. State and ledger belong to it: a renamed destination"
              + " is a new one.");

  public static final Option<String> TYPE =
      Option.required(
          "type",
          Types.text(),
          "What kind of system it is: the title of its page in docs/destinations/, such as"
              + " meta_capi or webhook.");

  public static final Option<String> DESTINATION_ACCOUNT =
      Option.required("account", scopeName(), "The account of the endpoint whose events it gets.");

  public static final Option<String> DESTINATION_ENVIRONMENT =
      Option.required(
          "environment", scopeName(), "The environment of the endpoint whose events it gets.");

  public static final Option<List<ReadValue<String>>> EVENTS =
      Option.withDefault(
          "events",
          Types.listOf(canonicalName()),
          "[]",
          "The canonical events it gets; [] is all that its type has a counterpart for.");

  public static final Option<Map<String, ReadValue<String>>> EVENT_NAMES =
      Option.withDefault(
          "event_names",
          Types.mapOf(Types.text()),
          "{}",
          "Canonical event to the destination's own name, over those that the type brings:"
              + " {begin_checkout: InitiateCheckout}.");

  public static final Option<List<ReadValue<String>>> REQUIRED_CONSENT =
      Option.required(
          "consent",
          Types.listOf(Types.text()),
          "The purposes that must all be granted; [] for a destination that needs none.");

  public static final Option<Map<String, ReadValue<List<ReadValue<String>>>>> SIGNALS =
      Option.withDefault(
          "signals",
          Types.mapOf(Types.listOf(Types.text())),
          "{}",
          "Which purposes set the vendor's own consent fields: {limited_data_use: [marketing]}.");

  public static final Option<YamlValue> SETTINGS =
      Option.withDefault(
          "settings",
          Types.later("section"),
          "{}",
          "What the type itself needs: see the page of the type in docs/destinations/.");

  public static final Option<URI> BASE_URL =
      Option.optional(
          "base_url",
          Types.url(
              "http(s)://host with an optional path: http://localhost:8089/meta",
              url -> url.getRawQuery() == null && url.getRawFragment() == null),
          "the real API",
          "In place of the real API: a sandbox, or a proxy. Plain http and private addresses are"
              + " allowed here.");

  public static final Option<Section> DELIVERY =
      Option.withDefault("delivery", Types.section(DELIVERY_SPEC), "{}", "How it is delivered to.");

  public static final OptionGroup DESTINATION_SPEC =
      new OptionGroup(
          NAME,
          TYPE,
          DESTINATION_ACCOUNT,
          DESTINATION_ENVIRONMENT,
          EVENTS,
          EVENT_NAMES,
          REQUIRED_CONSENT,
          SIGNALS,
          SETTINGS,
          BASE_URL,
          DELIVERY);

  public static final Option<List<ReadValue<Section>>> DESTINATIONS =
      Option.withDefault(
          "destinations",
          Types.listOf(Types.section(DESTINATION_SPEC)),
          "[]",
          "The systems that events are delivered to, each independent of the others.");

  public static final Option<YamlValue> DESTINATIONS_UNREAD =
      Option.withDefault("destinations", Types.later("list"), "[]", "Not read.");

  public static final OptionGroup ROOT =
      new OptionGroup(KAFKA, ENDPOINTS, IDENTITY, DEDUP, CONSENT, DESTINATIONS);

  public static final OptionGroup ROOT_WITHOUT_DESTINATIONS =
      new OptionGroup(KAFKA, ENDPOINTS, IDENTITY, DEDUP, CONSENT, DESTINATIONS_UNREAD);
}
