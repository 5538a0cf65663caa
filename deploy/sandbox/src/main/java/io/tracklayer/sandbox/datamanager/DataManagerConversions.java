package io.tracklayer.sandbox.datamanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conversions that accepted events come to. Within an account and a conversion action, an event
 * with the transaction id of a known conversion overwrites its value and currency, and adds no
 * conversion; any other is a new conversion.
 *
 * <p>Not thread-safe.
 */
// https://developers.google.com/data-manager/api/devguides/events/google-ads/conversion-adjustments
final class DataManagerConversions {

  private static final int MOST = 1_000_000;

  private static final List<String> OVERWRITTEN = List.of("conversionValue", "currency");

  private final Map<String, ObjectNode> counted = new LinkedHashMap<>();

  /**
   * Takes an event to a destination.
   *
   * @return whether it made a conversion or changed one
   */
  boolean take(JsonNode destination, JsonNode event) {
    String account = destination.at("/operatingAccount/accountId").asText();
    String action = destination.path("productDestinationId").asText();
    String id = event.path("transactionId").asText();
    String key = account + " " + action + " " + id;
    ObjectNode known = counted.get(key);
    if (known == null) {
      if (counted.size() < MOST) {
        ObjectNode conversion =
            Json.object()
                .put("accountId", account)
                .put("productDestinationId", action)
                .put("transactionId", id);
        overwrite(conversion, event);
        counted.put(key, conversion);
      }
      return true;
    }
    ObjectNode before = known.deepCopy();
    overwrite(known, event);
    return !known.equals(before);
  }

  private static void overwrite(ObjectNode conversion, JsonNode event) {
    for (String field : OVERWRITTEN) {
      if (event.has(field)) {
        conversion.set(field, event.get(field));
      }
    }
  }

  /** In the order in which they were first counted. */
  List<JsonNode> all() {
    return counted.values().stream().<JsonNode>map(ObjectNode::deepCopy).toList();
  }
}
