package io.tracklayer.destinations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Purchases of three items by fully known people, no two of which share an order, a person or a
 * device.
 */
final class Purchases {

  private Purchases() {}

  /**
   * @param like the common purchase with a type's additions; it has two items
   */
  static List<CanonicalEvent> like(CanonicalEvent like, int count) {
    return IntStream.range(0, count).mapToObj(number -> another(like, number)).toList();
  }

  private static CanonicalEvent another(CanonicalEvent like, int number) {
    ObjectNode event = (ObjectNode) Fixtures.json(Json.write(like));
    event.put("event_id", "evt-purchase-" + number);
    event.put("message_id", "msg-purchase-" + number);
    event.put("order_id", orderId(number));
    event.withArray("items").addObject().put("id", "p" + number).put("name", "Hat").put("price", 9);
    ObjectNode user = (ObjectNode) event.get("user");
    user.put("user_id", "u-" + number);
    user.put("anonymous_id", "3f1b0c9e-7a55-4b38-9f0e-%012d".formatted(number));
    user.putArray("emails")
        .add("john_smith" + number + "@gmail.com")
        .add("abc" + number + "@x.org");
    user.putArray("phones").add("+1650555" + (1_000 + number));
    JsonNode ids = user.get("external_ids");
    ((ObjectNode) ids).putArray("loyalty_id").add("L-" + number);
    ((ObjectNode) event.get("client")).put("ip", "203.0.113." + number);
    return Fixtures.event(event);
  }

  static String orderId(int number) {
    return "A-%05d".formatted(number);
  }
}
