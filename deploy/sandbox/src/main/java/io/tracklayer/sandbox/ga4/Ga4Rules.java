package io.tracklayer.sandbox.ga4;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.sandbox.Inspection;
import io.tracklayer.sandbox.Inspection.Finding;
import io.tracklayer.sandbox.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the reference of the Measurement Protocol asks of a request. Fields that it does not name
 * are refused, because a misspelt one would be lost in silence.
 */
// https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference
final class Ga4Rules {

  static final String MISSING = "is missing";
  static final String TOO_MANY = "has more than ";
  private static final String RESERVED = "is a reserved name";
  private static final String NO_NAME = "is not a name that may be used";
  private static final String TOO_LONG = "is longer than ";
  private static final String UNKNOWN = "is not a field of this object";

  private static final Set<String> TOP_LEVEL =
      Set.of(
          "client_id",
          "user_id",
          "timestamp_micros",
          "user_properties",
          "consent",
          "non_personalized_ads",
          "user_data",
          "user_location",
          "ip_override",
          "device",
          "validation_behavior",
          "events");

  private static final Set<String> RESERVED_EVENTS =
      Set.of(
          "ad_activeview",
          "ad_click",
          "ad_exposure",
          "ad_impression",
          "ad_query",
          "adunit_exposure",
          "app_clear_data",
          "app_install",
          "app_remove",
          "app_update",
          "error",
          "first_open",
          "first_visit",
          "in_app_purchase",
          "notification_dismiss",
          "notification_foreground",
          "notification_open",
          "notification_receive",
          "os_update",
          "screen_view",
          "session_start",
          "user_engagement");

  private static final Pattern RESERVED_PREFIX =
      Pattern.compile("(_|firebase_|ga_|google_|gtag\\.|app_store_).*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w{0,39}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern IP = Pattern.compile("[0-9a-fA-F:.]{3,45}");
  private static final Pattern SESSION = Pattern.compile("\\d+");

  private static final int MAX_EVENTS = 25;
  private static final int MAX_PARAMETERS = 25;
  private static final int MAX_ITEMS = 200;
  private static final int MAX_VALUE = 100;
  private static final int MAX_USER_ID = 256;
  private static final Map<String, Integer> LONGER_VALUES =
      Map.of("page_location", 1000, "page_referrer", 420, "page_title", 300);
  private static final Duration MAX_AGE = Duration.ofDays(3);
  private static final Duration MAX_AHEAD = Duration.ofMinutes(15);

  private static final int MAX_USER_PROPERTIES = 25;
  private static final int MAX_USER_PROPERTY = 36;
  private static final Pattern USER_PROPERTY = Pattern.compile("[A-Za-z]\\w{0,23}");
  private static final Set<String> RESERVED_USER_PROPERTIES =
      Set.of(
          "first_open_time",
          "first_visit_time",
          "last_deep_link_referrer",
          "user_id",
          "first_open_after_install");

  private static final Set<String> LOCATION =
      Set.of("city", "region_id", "country_id", "subcontinent_id", "continent_id");

  private static final Set<String> ITEM =
      Set.of(
          "item_id",
          "item_name",
          "item_brand",
          "item_category",
          "item_category2",
          "item_category3",
          "item_category4",
          "item_category5",
          "item_variant",
          "item_list_id",
          "item_list_name",
          "affiliation",
          "coupon",
          "discount",
          "index",
          "location_id",
          "price",
          "quantity");

  private final Instant now;

  Ga4Rules(Instant now) {
    this.now = now;
  }

  /** What is wrong; paths begin at the body. */
  List<Finding> check(JsonNode body) {
    Inspection top =
        Inspection.of("", body)
            .only(TOP_LEVEL)
            .required("client_id", "events")
            .text("client_id", "user_id")
            .integer("timestamp_micros")
            .flag("non_personalized_ads")
            .matching(IP, "an IP address", "ip_override")
            .oneOf("validation_behavior", Set.of("RELAXED", "ENFORCE_RECOMMENDATIONS"))
            .object("consent", Ga4Rules::checkConsent)
            .object("user_data", Ga4Rules::checkUserData)
            .object("user_properties", Ga4Rules::checkUserProperties)
            .object("user_location", location -> location.only(LOCATION).text(texts(LOCATION)))
            .object(
                "device",
                device ->
                    device.only(
                        Set.of(
                            "category",
                            "language",
                            "screen_resolution",
                            "operating_system",
                            "operating_system_version",
                            "model",
                            "brand",
                            "browser",
                            "browser_version")))
            .objects("events", this::checkEvent);
    if (top.get("user_id").asText().length() > MAX_USER_ID) {
      top.wrong("user_id", TOO_LONG + MAX_USER_ID + " characters");
    }
    if (top.has("user_data") && !top.has("user_id")) {
      top.wrong("user_id", MISSING);
    }
    int events = top.get("events").size();
    if (events > MAX_EVENTS) {
      top.wrong("events", TOO_MANY + MAX_EVENTS + " events");
    } else if (events == 0) {
      top.wrong("events", MISSING);
    }
    return top.findings().stream()
        .map(f -> new Finding(f.path().replaceFirst("^\\.", ""), f.field(), f.message()))
        .toList();
  }

  /** Google's word for a finding. */
  static String code(Finding finding) {
    String message = finding.message();
    if (message.equals(MISSING)) {
      return "VALUE_REQUIRED";
    }
    if (message.equals(RESERVED)) {
      return "NAME_RESERVED";
    }
    if (message.equals(NO_NAME) || message.equals(UNKNOWN)) {
      return "NAME_INVALID";
    }
    if (message.startsWith(TOO_MANY)) {
      return "EXCEEDED_MAX_ENTITIES";
    }
    return message.startsWith(TOO_LONG) ? "VALUE_OUT_OF_BOUNDS" : "VALUE_INVALID";
  }

  private static void checkConsent(Inspection consent) {
    Set<String> states = Set.of("GRANTED", "DENIED");
    consent
        .only(Set.of("ad_user_data", "ad_personalization"))
        .oneOf("ad_user_data", states)
        .oneOf("ad_personalization", states);
  }

  private static void checkUserData(Inspection data) {
    data.only(Set.of("sha256_email_address", "sha256_phone_number", "address"))
        .matchingOneOrMore(
            Wire.SHA256,
            "a SHA-256 in lower-case hex",
            "sha256_email_address",
            "sha256_phone_number")
        .objects(
            "address",
            address ->
                address
                    .only(
                        Set.of(
                            "sha256_first_name",
                            "sha256_last_name",
                            "sha256_street",
                            "city",
                            "region",
                            "postal_code",
                            "country"))
                    .matching(
                        Wire.SHA256,
                        "a SHA-256 in lower-case hex",
                        "sha256_first_name",
                        "sha256_last_name",
                        "sha256_street")
                    .text("city", "region", "postal_code")
                    .matching(COUNTRY, "an ISO 3166-1 code", "country"));
  }

  private static void checkUserProperties(Inspection properties) {
    List<String> names = properties.names();
    if (names.size() > MAX_USER_PROPERTIES) {
      properties.wrong("user_properties", TOO_MANY + MAX_USER_PROPERTIES + " user properties");
    }
    for (String name : names) {
      JsonNode value = properties.get(name).path("value");
      if (RESERVED_PREFIX.matcher(name).matches() || RESERVED_USER_PROPERTIES.contains(name)) {
        properties.wrong(name, RESERVED);
      } else if (!USER_PROPERTY.matcher(name).matches()) {
        properties.wrong(name, NO_NAME);
      } else if (!value.isTextual() && !value.isNumber()) {
        properties.wrong(name, "must have a value that is text or a number");
      } else if (value.asText().length() > MAX_USER_PROPERTY) {
        properties.wrong(name, TOO_LONG + MAX_USER_PROPERTY + " characters");
      }
    }
  }

  private static String[] texts(Set<String> fields) {
    return fields.toArray(String[]::new);
  }

  private void checkEvent(Inspection event) {
    event
        .only(Set.of("name", "params", "timestamp_micros"))
        .required("name")
        .integer("timestamp_micros")
        .object("params", Ga4Rules::checkParameters);
    String name = event.get("name").asText();
    if (RESERVED_EVENTS.contains(name) || RESERVED_PREFIX.matcher(name).matches()) {
      event.wrong("name", RESERVED);
    } else if (!NAME.matcher(name).matches()) {
      event.wrong("name", NO_NAME);
    }
    checkTime(event);
    checkOrder(event, name);
  }

  private void checkTime(Inspection event) {
    JsonNode micros = event.get("timestamp_micros");
    if (micros.isIntegralNumber()) {
      Instant time = Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(micros.asLong()));
      if (time.isBefore(now.minus(MAX_AGE)) || time.isAfter(now.plus(MAX_AHEAD))) {
        event.wrong("timestamp_micros", "must be microseconds of the last 72 hours");
      }
    }
  }

  private static void checkOrder(Inspection event, String name) {
    JsonNode params = event.get("params");
    List<String> required =
        switch (name) {
          case "purchase" -> List.of("transaction_id", "currency", "value");
          case "refund" -> List.of("transaction_id");
          default -> params.has("value") ? List.of("currency") : List.of();
        };
    for (String parameter : required) {
      if (!params.hasNonNull(parameter) || params.get(parameter).asText().isBlank()) {
        event.wrong("params." + parameter, MISSING);
      }
    }
  }

  private static void checkParameters(Inspection params) {
    List<String> names = params.names();
    if (names.size() > MAX_PARAMETERS) {
      params.wrong("params", TOO_MANY + MAX_PARAMETERS + " parameters");
    }
    for (String name : names) {
      if (RESERVED_PREFIX.matcher(name).matches() || name.equals("firebase_conversion")) {
        params.wrong(name, RESERVED);
      } else if (!NAME.matcher(name).matches()) {
        params.wrong(name, NO_NAME);
      } else if (!name.equals("items")) {
        checkValue(params, name);
      }
    }
    params
        .notNegative("value", "tax", "shipping")
        .matching(Wire.CURRENCY, "an ISO 4217 code", "currency")
        .matching(SESSION, "a session id", "session_id")
        .integer("engagement_time_msec")
        .text("transaction_id", "coupon", "affiliation")
        .objects("items", Ga4Rules::checkItem);
    if (params.get("items").size() > MAX_ITEMS) {
      params.wrong("items", TOO_MANY + MAX_ITEMS + " items");
    }
  }

  private static void checkValue(Inspection object, String name) {
    JsonNode value = object.get(name);
    int longest = LONGER_VALUES.getOrDefault(name, MAX_VALUE);
    if (!value.isTextual() && !value.isNumber()) {
      object.wrong(name, "must be text or a number");
    } else if (value.asText().length() > longest) {
      object.wrong(name, TOO_LONG + longest + " characters");
    }
  }

  private static void checkItem(Inspection item) {
    item.only(ITEM)
        .text("item_id", "item_name", "item_brand", "item_category", "item_variant", "coupon")
        .notNegative("price", "discount")
        .integer("quantity", "index");
    item.names().forEach(name -> checkValue(item, name));
    if (!item.has("item_id") && !item.has("item_name")) {
      item.wrong("item_id", MISSING);
    }
  }
}
