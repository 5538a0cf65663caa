package io.tracklayer.e2e.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events that never become canonical, each for another reason. */
final class Bystanders {

  private Bystanders() {}

  /**
   * As RudderStack sends them: three that the endpoint filters, two of a type that there is not,
   * and two that only say who is who.
   *
   * @param name tells them from those of other waves
   */
  static List<ObjectNode> events(String name) {
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      events.add(event(name + "-filtered-" + i, "track").put("event", "Cart Viewed"));
    }
    for (int i = 0; i < 2; i++) {
      events.add(event(name + "-odd-" + i, "wish").put("event", "Order Completed"));
    }
    for (int i = 0; i < 2; i++) {
      events.add(
          event(name + "-alias-" + i, "alias")
              .put("userId", "buyer-" + name + i)
              .put("previousId", "guest-" + name + i));
    }
    return events;
  }

  private static ObjectNode event(String messageId, String type) {
    return Json.object()
        .put("messageId", messageId)
        .put("type", type)
        .put("anonymousId", "device-" + messageId)
        .put("originalTimestamp", Instant.now().toString());
  }
}
