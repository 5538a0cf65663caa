package io.tracklayer.e2e.fields;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Envelopes that every destination takes, to plant fields in. */
final class RawEvents {

  /** The event of each canonical name; a type where it has no name of its own. */
  static final Map<String, String> NAMES = names();

  /** An event of the user's own, which the configuration names. */
  static final String OWN = "trial_booked";

  private static final String PRODUCT = "properties.product_id";

  /** What destinations insist on. */
  private static final List<RawField> NEEDED =
      List.of(
          RawField.of("userId", "person-1", true),
          RawField.of("context.page.url", "https://shop.example/", true),
          RawField.of("context.ip", "192.0.2.9", true),
          RawField.of("context.userAgent", "Agent/1.0", true),
          RawField.of("properties._ga", "11.22", true),
          RawField.of("properties.order_id", "order-1", true),
          RawField.of("properties.value", 10, true),
          RawField.of("properties.currency", "EUR", true),
          RawField.of(PRODUCT, "product-1", true));

  /**
   * What stands in the way of other fields that may mean the same, by the words that their names
   * hold; without it they get their turn.
   */
  private static final Map<String, List<String>> IN_THE_WAY_OF =
      Map.of(
          "userId",
          List.of("traits.id", "user_id", "anonymous", "externalId", "crm_id"),
          "context.page.url",
          List.of("url", "path", "page", "search"),
          "context.ip",
          List.of("ip"),
          "context.userAgent",
          List.of("agent"),
          "properties._ga",
          List.of("_ga", "anonymous", "session"),
          "properties.order_id",
          List.of("_id", "Id"),
          "properties.value",
          List.of("revenue", "total", "price", "quantity", "amount"),
          "properties.currency",
          List.of("currency"),
          PRODUCT,
          List.of("sku", ".name", "brand", "category", "variant", "price", "quantity", "title"));

  /** Without an id, what else a line says would not arrive. */
  private static final RawField LINE =
      RawField.of("properties.products[].product_id", "product-2", true);

  private RawEvents() {}

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(CanonicalNames.PAGE_VIEW, "page");
    names.put(CanonicalNames.VIEW_CONTENT, "Product Viewed");
    names.put(CanonicalNames.SEARCH, "Products Searched");
    names.put(CanonicalNames.ADD_TO_WISHLIST, "Product Added to Wishlist");
    names.put(CanonicalNames.ADD_TO_CART, "Product Added");
    names.put(CanonicalNames.VIEW_CART, "Cart Viewed");
    names.put(CanonicalNames.BEGIN_CHECKOUT, "Checkout Started");
    names.put(CanonicalNames.ADD_PAYMENT_INFO, "Payment Info Entered");
    names.put(CanonicalNames.PURCHASE, "Order Completed");
    names.put(CanonicalNames.ORDER_UPDATED, "Order Updated");
    names.put(CanonicalNames.ORDER_CANCELLED, "Order Cancelled");
    names.put(CanonicalNames.LEAD, "Lead Submitted");
    names.put(CanonicalNames.SIGN_UP, "Signed Up");
    names.put(CanonicalNames.SUBSCRIBE, "Subscription Started");
    names.put(CanonicalNames.REFUND, "Order Refunded");
    names.put(CanonicalNames.PROFILE_UPDATE, "identify");
    names.put(OWN, "Trial Booked");
    return names;
  }

  /** Paths of what may keep this field from being seen. */
  static List<String> rivals(RawField field) {
    return IN_THE_WAY_OF.entrySet().stream()
        .filter(needed -> needed.getValue().stream().anyMatch(field.path()::contains))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /**
   * @param without the path of what is needed and left out; empty for all of it
   * @param planted stand in the place of what is needed
   */
  static ObjectNode event(String canonical, String without, List<RawField> planted) {
    String name = NAMES.get(canonical);
    boolean isType = name.equals("page") || name.equals("identify");
    ObjectNode event = Json.object();
    event.put("messageId", "message-1").put("type", isType ? name : "track").put("channel", "web");
    if (!isType) {
      event.put("event", name);
    }
    event.put("originalTimestamp", RawFields.NOW.minusSeconds(60).toString());
    event
        .withObjectProperty("context")
        .withObjectProperty("traits")
        .put("marketing_opt_in", true)
        .put("analytics_opt_in", true);
    event.withObjectProperty("context").withObjectProperty("device").put("adTrackingEnabled", true);
    NEEDED.stream()
        .filter(field -> !field.path().equals(without))
        .forEach(field -> field.plant(event));
    if (!without.equals(PRODUCT) && planted.stream().anyMatch(RawEvents::isOfALine)) {
      LINE.plant(event);
    }
    RawField.plantAll(planted, event);
    return event;
  }

  /** Where what happens in an app differs from what happens on a page. */
  private static final Pattern OF_APPS =
      Pattern.compile(
          "context\\.(app|device|os|network|screen|timezone|locale).*"
              + "|properties\\.(madid|idfv|advertising_id|app_instance_id)");

  static boolean isOfApps(RawField field) {
    return OF_APPS.matcher(field.path()).matches();
  }

  /**
   * An event that happened in an app on an iPhone.
   *
   * @param planted stand in the place of what is needed
   */
  static ObjectNode ofApp(String canonical, List<RawField> planted) {
    ObjectNode event = event(canonical, "", List.of());
    event.put("channel", "mobile");
    ObjectNode context = (ObjectNode) event.get("context");
    context.remove("page");
    context.putObject("app").put("name", "app-1");
    context.withObjectProperty("device").put("attTrackingStatus", 3);
    context.putObject("os").put("name", "iOS").put("version", "18.1");
    ((ObjectNode) event.get("properties")).put("app_instance_id", "0".repeat(31) + "1");
    RawField.plantAll(planted, event);
    return event;
  }

  private static boolean isOfALine(RawField field) {
    return field.path().startsWith("properties.products[].");
  }
}
