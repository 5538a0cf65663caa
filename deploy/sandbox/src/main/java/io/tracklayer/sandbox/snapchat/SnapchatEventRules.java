package io.tracklayer.sandbox.snapchat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.sandbox.Inspection;
import io.tracklayer.sandbox.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Snapchat's documentation asks of one event. Fields that it does not name are refused,
 * because a misspelt field is silently lost in production.
 */
final class SnapchatEventRules {

  private static final Duration MAX_AGE = Duration.ofDays(37);

  private static final Set<String> EVENT_FIELDS =
      Set.of(
          "event_name",
          "event_time",
          "event_id",
          "action_source",
          "event_source_url",
          "data_processing_options",
          "user_data",
          "custom_data",
          "app_data");

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z_]*|CUSTOM_EVENT_[1-5]");
  private static final Set<String> SOURCES = Set.of("WEB", "MOBILE_APP", "OFFLINE");

  private static final String[] HASHED_LISTS = {"em", "ph", "external_id"};
  private static final String[] HASHED = {"fn", "ln", "ge", "ct", "st", "zp", "country"};
  private static final String[] CLEAR = {"sc_click_id", "sc_cookie1", "madid", "idfv"};
  private static final Set<String> USER_FIELDS =
      Stream.of(
              Stream.of(HASHED_LISTS),
              Stream.of(HASHED),
              Stream.of(CLEAR),
              Stream.of("client_ip_address", "client_user_agent", "lead_id"))
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> CUSTOM_FIELDS =
      Set.of(
          "value",
          "currency",
          "content_ids",
          "contents",
          "content_category",
          "num_items",
          "order_id",
          "search_string",
          "sign_up_method");

  private static final Set<String> CONTENT_FIELDS =
      Set.of("id", "quantity", "item_price", "brand", "delivery_category");

  private final Instant now;

  SnapchatEventRules(Instant now) {
    this.now = now;
  }

  /** The first thing that is wrong with an event; empty when nothing is. */
  Optional<Inspection.Finding> check(int index, JsonNode event) {
    Inspection inspection =
        Inspection.of("data[" + index + "]", event)
            .only(EVENT_FIELDS)
            .required("event_name", "event_time", "action_source", "user_data")
            .matching(NAME, "a name in capitals", "event_name")
            .text("event_id")
            .oneOf("action_source", SOURCES)
            .matching(Wire.URL, "a URL", "event_source_url")
            .object("user_data", SnapchatEventRules::checkUser)
            .object("custom_data", SnapchatEventRules::checkCustom)
            .object("app_data", SnapchatEventRules::checkApp);
    Wire.checkSeconds(inspection, "event_time", now, MAX_AGE);
    inspection.texts("data_processing_options");
    for (JsonNode option : inspection.get("data_processing_options")) {
      if (!option.asText().equals("LDU")) {
        inspection.wrong("data_processing_options", "may hold LDU only");
      }
    }
    return inspection.findings().stream().findFirst();
  }

  private static void checkUser(Inspection user) {
    user.only(USER_FIELDS)
        .matchingOneOrMore(Wire.SHA256, "a SHA-256 in lower-case hex", HASHED_LISTS)
        .matching(Wire.SHA256, "a SHA-256 in lower-case hex", HASHED)
        .matching(Wire.TOKEN, "as Snapchat or the device made it", CLEAR)
        .matching(Wire.IP, "an IP address", "client_ip_address")
        .text("client_user_agent", "lead_id");
    boolean enough =
        user.has("em")
            || user.has("ph")
            || user.has("madid")
            || (user.has("client_ip_address") && user.has("client_user_agent"));
    if (!enough) {
      user.wrong("em", "or ph, madid, or client_ip_address and client_user_agent, is needed");
    }
  }

  private static void checkCustom(Inspection custom) {
    custom
        .only(CUSTOM_FIELDS)
        .notNegative("value")
        .texts("content_ids")
        .text("content_category", "order_id", "search_string", "sign_up_method")
        .integer("num_items")
        .objects("contents", SnapchatEventRules::checkContent);
    Wire.checkCurrency(custom, "currency");
  }

  private static void checkContent(Inspection content) {
    content
        .only(CONTENT_FIELDS)
        .text("id", "brand", "delivery_category")
        .integer("quantity")
        .notNegative("item_price");
  }

  private static void checkApp(Inspection app) {
    app.integer("advertiser_tracking_enabled");
    JsonNode extinfo = app.get("extinfo");
    if (!extinfo.isMissingNode() && !(extinfo.isArray() && extinfo.size() == 16)) {
      app.wrong("extinfo", "must be a list of 16");
    }
  }
}
