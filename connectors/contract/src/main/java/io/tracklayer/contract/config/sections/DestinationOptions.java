package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.PageParameter;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.SettingsType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The options of one of the {@code destinations}, except the settings of its type, which the type
 * declares itself ({@link DestinationSpec#settings()}).
 */
public final class DestinationOptions {

  private DestinationOptions() {}

  public static final Option<String> NAME =
      Option.required(
          "name",
          name("meta"),
          "A unique name of a-z, 0-9, _ and -. Deliveries are remembered under it, so a renamed"
              + " destination counts as new unless renamed_from gives its previous name.");

  public static final Option<String> RENAMED_FROM =
      Option.optional(
          "renamed_from",
          name("facebook"),
          "none",
          "Its previous name. Events delivered under that name are not delivered again, and"
              + " events pending under it are kept. Leave this set for as long as"
              + " `dedup.business_window`.");

  public static final Option<String> TYPE =
      Option.required(
          "type",
          Types.text(),
          "The kind of system, such as meta_capi or webhook: the title of its page in"
              + " docs/destinations/.");

  public static final Option<String> ACCOUNT =
      Option.required(
          "account",
          EndpointOptions.scopeName(),
          "The account of the endpoint whose events it gets.");

  public static final Option<String> ENVIRONMENT =
      Option.required(
          "environment",
          EndpointOptions.scopeName(),
          "The environment of the endpoint whose events it gets.");

  public static final Option<List<String>> EVENTS =
      Option.withDefault(
          "events",
          Types.listOf(Types.CANONICAL_EVENT),
          "[]",
          "The canonical events it gets; [] for all that its type has a counterpart for.");

  public static final Option<Map<String, String>> EVENT_NAMES =
      Option.withDefault(
          "event_names",
          // Each type has a form of its own for them, which says whether spaces count.
          Types.mapOf(Types.text().keepingSpaces()),
          "{}",
          "The destination's own names for canonical events, where the type's are not wanted:"
              + " {begin_checkout: InitiateCheckout}.");

  public static final Option<List<String>> CONSENT =
      Option.required(
          "consent",
          Types.listOf(Types.text()),
          "The purposes that must all be granted; [] for a destination that needs none.");

  public static final Option<Map<String, List<String>>> SIGNALS =
      Option.withDefault(
          "signals",
          Types.mapOf(Types.listOfAtLeastOne(Types.text())),
          "{}",
          "Which purposes set the vendor's own consent fields: {limited_data_use: [marketing]}.");

  public static final Option<Settings> SETTINGS =
      Option.withDefault(
          "settings",
          new SettingsType(),
          "{}",
          "Settings of the type: see its page in docs/destinations/.");

  public static final Option<URI> BASE_URL =
      Option.optional(
          "base_url",
          Types.url(
                  "http(s)://host with an optional path: http://localhost:8089/meta",
                  "http://localhost:8089/meta")
              .except("https://host/meta?a=b", Types::hasQueryOrFragment)
              .refusing("https://host/meta/../x", Types::lostSegment),
          "the real API",
          "The address to use instead of the real API's: a sandbox or a proxy. Plain http and"
              + " private addresses are allowed here.");

  public static final Option<Settings> DELIVERY =
      Option.withDefault("delivery", DeliveryOptions.SECTION, "{}", "How events are delivered.");

  public static final Option<Boolean> DROP_BOTS =
      Option.withDefault(
          "drop_bots",
          Types.flag(),
          "true",
          "Whether it gets nothing of visitors whose user agent says that they are a crawler, a link"
              + " preview or a monitor.");

  public static final Option<Settings> WHEN =
      Option.withDefault(
          "when",
          ConditionOptions.SECTION,
          "{}",
          "What an event must be like to go there; all of it must hold: see docs/delivery.md.");

  public static final Option<Map<String, PageParameter>> PAGE_PARAMETERS =
      Option.withDefault(
          "page_parameters",
          Types.mapOf(
                  Types.text(
                      "parameter",
                      "the name of a parameter in a page's address",
                      "voucher",
                      "[A-Za-z0-9_.\\[\\]-]*[A-Za-z0-9][A-Za-z0-9_.\\[\\]-]*"),
                  Types.choice(PageParameter.class))
              .ignoringCase(),
          "{}",
          "Which parameters of page and referrer tell of a person or open a door, and which do not"
              + " although their names sound like it: {voucher: private, key: harmless}. See"
              + " docs/events.md.");

  static final ValueType<Settings> SECTION =
      Types.section(
          NAME,
          TYPE,
          ACCOUNT,
          ENVIRONMENT,
          EVENTS,
          EVENT_NAMES,
          CONSENT,
          SIGNALS,
          SETTINGS,
          BASE_URL,
          DELIVERY,
          RENAMED_FROM,
          DROP_BOTS,
          WHEN,
          PAGE_PARAMETERS);

  /** A destination's name. */
  static ScalarType<String> name(String example) {
    return Types.text(
        "text", "a name of a-z, 0-9, _ and -, at most 64 characters", example, "[a-z0-9_-]{1,64}");
  }
}
