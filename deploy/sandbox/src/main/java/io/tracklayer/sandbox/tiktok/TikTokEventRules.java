package io.tracklayer.sandbox.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.sandbox.Inspection;
import io.tracklayer.sandbox.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What TikTok's documentation asks of one event. Fields that it does not name are refused, because
 * a misspelt field is silently lost in production.
 */
final class TikTokEventRules {

  private static final Duration MAX_AGE = Duration.ofDays(28);

  private static final Set<String> EVENT_FIELDS =
      Set.of(
          "event",
          "event_time",
          "event_id",
          "user",
          "properties",
          "page",
          "app",
          "ad",
          "lead",
          "limited_data_use");

  private static final Set<String> USER_FIELDS =
      Set.of(
          "email",
          "phone",
          "external_id",
          "first_name",
          "last_name",
          "zip_code",
          "city",
          "state",
          "country",
          "ip",
          "user_agent",
          "ttclid",
          "ttp",
          "locale",
          "idfa",
          "idfv",
          "gaid",
          "att_status");

  private static final Set<String> PROPERTY_FIELDS =
      Set.of(
          "value",
          "currency",
          "contents",
          "content_type",
          "content_ids",
          "num_items",
          "query",
          "search_string",
          "description",
          "order_id",
          "shop_id",
          "predicted_ltv",
          "delivery_category",
          "status");

  private static final Set<String> CONTENT_FIELDS =
      Set.of(
          "content_id",
          "content_type",
          "content_category",
          "content_name",
          "brand",
          "price",
          "quantity");

  private static final Set<String> CONTENT_TYPES = Set.of("product", "product_group");
  private static final Set<String> DELIVERY_CATEGORIES =
      Set.of("in_store", "curbside", "home_delivery");
  private static final Set<String> ATT_STATUS =
      Set.of("AUTHORIZED", "DENIED", "NOT_DETERMINED", "RESTRICTED", "NOT_APPLICABLE");
  private static final Set<String> PURCHASES = Set.of("Purchase", "CompletePayment");

  private static final Pattern PLACE = Pattern.compile("[a-z0-9]+");
  private static final Pattern COUNTRY = Pattern.compile("[a-z]{2}");
  private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

  private final boolean web;
  private final Instant now;

  TikTokEventRules(String eventSource, Instant now) {
    this.web = eventSource.equals("web");
    this.now = now;
  }

  /** The first thing that is wrong with an event; empty when nothing is. */
  Optional<Inspection.Finding> check(int index, JsonNode event) {
    Inspection inspection =
        Inspection.of("Batch." + index, event)
            .only(EVENT_FIELDS)
            .required("event", "event_time")
            .text("event", "event_id")
            .flag("limited_data_use")
            .object("user", TikTokEventRules::checkUser)
            .object("properties", TikTokEventRules::checkProperties)
            .object("page", TikTokEventRules::checkPage)
            .object("lead", lead -> lead.text("lead_id", "lead_event_source"));
    Wire.checkSeconds(inspection, "event_time", now, MAX_AGE);
    if (web && !inspection.get("page").hasNonNull("url")) {
      inspection.wrong("page", "needs a url when event_source is web");
    }
    checkPurchase(inspection);
    return inspection.findings().stream().findFirst();
  }

  private static void checkUser(Inspection user) {
    user.only(USER_FIELDS)
        .matchingOneOrMore(
            Wire.SHA256, "a SHA-256 in lower-case hex", "email", "phone", "external_id")
        .matching(Wire.SHA256, "a SHA-256 in lower-case hex", "first_name", "last_name", "zip_code")
        .matching(PLACE, "a name of a to z and 0 to 9 only", "city", "state")
        .matching(COUNTRY, "a country code in lower case", "country")
        .matching(Wire.IP, "an IP address", "ip")
        .matching(Wire.TOKEN, "as TikTok made it", "ttclid", "ttp")
        .matching(LOCALE, "a BCP 47 tag", "locale")
        .text("user_agent", "idfa", "idfv", "gaid")
        .oneOf("att_status", ATT_STATUS);
  }

  private static void checkProperties(Inspection properties) {
    properties
        .only(PROPERTY_FIELDS)
        .number("value", "predicted_ltv")
        .integer("num_items")
        .text("query", "search_string", "description", "order_id", "shop_id", "status")
        .texts("content_ids")
        .oneOf("content_type", CONTENT_TYPES)
        .oneOf("delivery_category", DELIVERY_CATEGORIES)
        .objects("contents", TikTokEventRules::checkContent);
    Wire.checkCurrency(properties, "currency");
    if (properties.has("value") && !properties.has("currency")) {
      properties.wrong("currency", "goes with a value");
    }
    if (properties.has("contents") && !properties.has("content_type")) {
      properties.wrong("content_type", "goes with contents");
    }
  }

  private static void checkContent(Inspection content) {
    content
        .only(CONTENT_FIELDS)
        .text("content_id", "content_category", "content_name", "brand")
        .oneOf("content_type", CONTENT_TYPES)
        .number("price")
        .integer("quantity");
  }

  private static void checkPage(Inspection page) {
    page.only(Set.of("url", "referrer")).matching(Wire.URL, "a URL", "url").text("referrer");
  }

  private static void checkPurchase(Inspection event) {
    JsonNode properties = event.get("properties");
    boolean complete = properties.hasNonNull("value") && properties.hasNonNull("currency");
    if (PURCHASES.contains(event.get("event").asText()) && !complete) {
      event.wrong("properties", "needs value and currency for a purchase");
    }
  }
}
