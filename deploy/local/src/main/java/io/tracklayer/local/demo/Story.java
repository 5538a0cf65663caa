package io.tracklayer.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The events of the demo, as RudderStack would send them: a visitor on device A, the same person on
 * device B, and the shop's server.
 *
 * @param run distinguishes the people and orders of one run from those of another
 * @param now when it happens
 */
record Story(String run, Instant now) {

  static final String FBCLID = "IwAR0demoClickOfDeviceA";
  static final String GCLID = "Cj0KdemoClickOfDeviceA";
  static final String MARKETING = "C0004";
  static final BigDecimal ORDER_VALUE = new BigDecimal("179.80");
  static final String CURRENCY = "EUR";
  static final String CART_VIEWED = "Cart Viewed";

  String userId() {
    return "user-" + run;
  }

  /** Given on device A, at sign-up. */
  String firstEmail() {
    return "jane." + run + "@example.com";
  }

  /** Given on device B, with the lead. */
  String secondEmail() {
    return "jane.work." + run + "@example.org";
  }

  String orderId() {
    return "order-" + run;
  }

  String orderMessageId() {
    return message("order");
  }

  ObjectNode productViewedOnDeviceA() {
    ObjectNode event = browser("viewed", "track", "device-a-" + run);
    event.put("event", "Product Viewed");
    event
        .putObject("properties")
        .put("product_id", "sku-1")
        .put("name", "Walking boots")
        .put("price", 89.9)
        .put("currency", CURRENCY);
    ObjectNode page = event.withObject("/context/page");
    page.put("url", "https://shop.example/boots?fbclid=" + FBCLID + "&gclid=" + GCLID);
    return event;
  }

  ObjectNode identifyOnDeviceA() {
    ObjectNode event = browser("identify", "identify", "device-a-" + run);
    event.put("userId", userId());
    event
        .withObject("/context/traits")
        .put("email", firstEmail())
        .put("firstName", "Jane")
        .put("lastName", "Doe")
        .put("marketing_opt_in", true);
    return event;
  }

  ObjectNode signedUpOnDeviceA() {
    ObjectNode event = browser("signed-up", "track", "device-a-" + run);
    event.put("event", "Signed Up").put("userId", userId());
    return event;
  }

  ObjectNode leadOnDeviceB() {
    ObjectNode event = browser("lead", "track", "device-b-" + run);
    event.put("event", "Lead Submitted");
    event.putObject("properties").put("lead_id", "lead-" + run).put("email", secondEmail());
    return event;
  }

  /** Dropped, since it is not in the endpoint's filter. */
  ObjectNode cartViewedOnDeviceA() {
    ObjectNode event = browser("cart-viewed", "track", "device-a-" + run);
    return event.put("event", CART_VIEWED).put("userId", userId());
  }

  /** From the shop's server: without a device, with the user id and device B's e-mail address. */
  ObjectNode orderCompleted() {
    return order(orderMessageId());
  }

  /** The same order, sent by another system of the shop. */
  ObjectNode sameOrderFromTheBackEnd() {
    return order(message("order-from-back-end"));
  }

  /** Sent last, so that its arrival shows that nothing else is to come. */
  ObjectNode checkoutAfterwards() {
    ObjectNode event = browser("checkout", "track", "device-a-" + run);
    event.put("event", "Checkout Started").put("userId", userId());
    event.putObject("properties").put("value", 12).put("currency", CURRENCY);
    return event;
  }

  private ObjectNode order(String messageId) {
    ObjectNode event = event(messageId, "track");
    event.put("event", "Order Completed").put("userId", userId()).put("channel", "server");
    event.withObject("/context/traits").put("email", secondEmail());
    ObjectNode properties = event.putObject("properties");
    properties.put("order_id", orderId()).put("revenue", ORDER_VALUE).put("currency", CURRENCY);
    properties
        .putArray("products")
        .addObject()
        .put("product_id", "sku-1")
        .put("name", "Walking boots")
        .put("price", 89.9)
        .put("quantity", 2);
    return event;
  }

  private ObjectNode browser(String id, String type, String device) {
    ObjectNode event = event(message(id), type);
    event.put("anonymousId", device).put("channel", "web");
    ObjectNode context = event.withObject("/context");
    context.put("userAgent", "Mozilla/5.0 (X11; Linux x86_64) TrackLayerDemo/1.0");
    context.put("ip", "203.0.113.7");
    context.putObject("page").put("url", "https://shop.example/");
    context
        .putObject("consentManagement")
        .put("provider", "oneTrust")
        .putArray("allowedConsentIds")
        .add(MARKETING);
    return event;
  }

  private ObjectNode event(String messageId, String type) {
    return Json.object()
        .put("messageId", messageId)
        .put("type", type)
        .put("originalTimestamp", now.toString())
        .put("sentAt", now.toString());
  }

  private String message(String name) {
    return "demo-" + name + "-" + run;
  }
}
