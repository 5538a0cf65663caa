package io.tracklayer.e2e.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.time.Instant;

/**
 * One telling of an order by one of the systems that know of it.
 *
 * @param wave which of the schedule's waves it is posted with
 */
record OrderCopy(String order, String messageId, Teller teller, Form form, int wave) {

  /** Each knows the buyer by something else, so that copies come through different partitions. */
  enum Teller {
    BROWSER,
    BACK_END,
    TILL
  }

  enum Form {
    /** Complete, with consent. */
    USABLE,
    /** With consent, but of no use to a destination that needs money. */
    WITHOUT_CURRENCY,
    /** Complete, without a word on consent. */
    SILENT,
    /** Complete, and consent is taken back. */
    DENYING;

    boolean grants() {
      return this == USABLE || this == WITHOUT_CURRENCY;
    }
  }

  /** As RudderStack sends it. */
  ObjectNode event() {
    ObjectNode event = Json.object();
    event.put("messageId", messageId).put("type", "track").put("event", "Order Completed");
    event.put("channel", teller == Teller.BROWSER ? "web" : "server");
    event.put("originalTimestamp", Instant.now().toString());
    ObjectNode context = event.putObject("context");
    switch (teller) {
      case BROWSER -> {
        event.put("anonymousId", "device-of-" + order);
        context.put("ip", "203.0.113.7").put("userAgent", "Agent/1.0");
        context.putObject("page").put("url", "https://shop.example.net/thanks");
      }
      case BACK_END -> context.withObject("/traits").put("email", order + "@example.net");
      case TILL -> event.put("userId", "buyer-of-" + order);
    }
    switch (form) {
      case USABLE, WITHOUT_CURRENCY -> context.withObject("/traits").put("marketing_opt_in", true);
      case DENYING -> context.withObject("/traits").put("marketing_opt_in", false);
      case SILENT -> {}
    }
    ObjectNode properties = event.putObject("properties");
    properties.put("order_id", order).put("value", 10);
    if (form != Form.WITHOUT_CURRENCY) {
      properties.put("currency", "EUR");
    }
    return event;
  }
}
