package io.tracklayer.sandbox.pinterest;

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
 * What Pinterest's documentation asks of one event. Fields that it does not name are refused,
 * because a misspelt field is silently lost in production.
 */
final class PinterestEventRules {

  private static final Duration MAX_AGE = Duration.ofDays(7);

  private static final Set<String> EVENT_FIELDS =
      Set.of(
          "event_name",
          "action_source",
          "event_time",
          "event_id",
          "event_source_url",
          "opt_out",
          "partner_name",
          "user_data",
          "custom_data",
          "app_id",
          "app_name",
          "app_version",
          "device_brand",
          "device_carrier",
          "device_model",
          "device_type",
          "os_version",
          "wifi",
          "language");

  private static final Set<String> NAMES =
      Set.of(
          "add_payment_info",
          "add_to_cart",
          "add_to_wishlist",
          "checkout",
          "contact",
          "custom",
          "customize_product",
          "initiate_checkout",
          "lead",
          "page_visit",
          "search",
          "signup",
          "start_trial",
          "subscribe",
          "view_category",
          "view_content",
          "watch_video");

  private static final Set<String> SOURCES = Set.of("web", "app_android", "app_ios", "offline");

  private static final String[] HASHED = {
    "em", "ph", "ge", "db", "ln", "fn", "ct", "st", "zp", "country", "external_id", "hashed_maids"
  };
  private static final Set<String> USER_FIELDS =
      Stream.concat(
              Stream.of(HASHED),
              Stream.of("client_ip_address", "client_user_agent", "click_id", "partner_id"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> CUSTOM_FIELDS =
      Set.of(
          "currency",
          "value",
          "content_ids",
          "content_name",
          "content_category",
          "content_brand",
          "contents",
          "num_items",
          "order_id",
          "search_string",
          "opt_out_type",
          "np");

  private static final Set<String> CONTENT_FIELDS =
      Set.of("id", "item_name", "item_price", "quantity", "item_brand", "item_category");

  private static final Pattern AMOUNT = Pattern.compile("\\d+(\\.\\d+)?");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");

  private final Instant now;

  PinterestEventRules(Instant now) {
    this.now = now;
  }

  /** The first thing that is wrong with an event; empty when nothing is. */
  Optional<Inspection.Finding> check(int index, JsonNode event) {
    Inspection inspection =
        Inspection.of("data[" + index + "]", event)
            .only(EVENT_FIELDS)
            .required("event_name", "action_source", "event_time", "event_id", "user_data")
            .oneOf("event_name", NAMES)
            .oneOf("action_source", SOURCES)
            .text("event_id", "partner_name")
            .matching(Wire.URL, "a URL", "event_source_url")
            .matching(LANGUAGE, "a code of ISO 639-1", "language")
            .flag("opt_out", "wifi")
            .object("user_data", PinterestEventRules::checkUser)
            .object("custom_data", PinterestEventRules::checkCustom);
    Wire.checkSeconds(inspection, "event_time", now, MAX_AGE);
    return inspection.findings().stream().findFirst();
  }

  private static void checkUser(Inspection user) {
    user.only(USER_FIELDS)
        .matching(Wire.IP, "an IP address", "client_ip_address")
        .matching(Wire.TOKEN, "as Pinterest made it", "click_id")
        .text("client_user_agent", "partner_id");
    for (String field : HASHED) {
      checkHashes(user, field);
    }
    boolean enough =
        user.has("em")
            || user.has("hashed_maids")
            || (user.has("client_ip_address") && user.has("client_user_agent"));
    if (!enough) {
      user.wrong("em", "or hashed_maids, or client_ip_address and client_user_agent, is needed");
    }
  }

  private static void checkHashes(Inspection user, String field) {
    if (user.has(field) && !user.get(field).isArray()) {
      user.wrong(field, "must be a list");
    }
    user.matchingOneOrMore(Wire.SHA256, "a SHA-256 in lower-case hex", field);
  }

  private static void checkCustom(Inspection custom) {
    custom
        .only(CUSTOM_FIELDS)
        .matching(AMOUNT, "an amount as text", "value")
        .texts("content_ids")
        .text("content_name", "content_category", "content_brand", "order_id", "search_string")
        .text("opt_out_type", "np")
        .integer("num_items")
        .objects("contents", PinterestEventRules::checkContent);
    Wire.checkCurrency(custom, "currency");
  }

  private static void checkContent(Inspection content) {
    content
        .only(CONTENT_FIELDS)
        .text("id", "item_name", "item_brand", "item_category")
        .matching(AMOUNT, "an amount as text", "item_price")
        .integer("quantity");
  }
}
