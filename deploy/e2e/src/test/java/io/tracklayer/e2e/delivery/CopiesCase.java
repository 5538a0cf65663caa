package io.tracklayer.e2e.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a shop told orders more than once. Each case has identifiers of its own.
 *
 * @param right what must come of it, in words
 * @param purchases how many orders its events tell of
 * @param events as RudderStack sends them
 */
record CopiesCase(String id, String right, int purchases, List<ObjectNode> events) {

  /**
   * All of them.
   *
   * @param at when their events happened
   */
  static List<CopiesCase> all(Instant at) throws IOException {
    List<CopiesCase> cases = new ArrayList<>();
    try (InputStream in = CopiesCase.class.getResourceAsStream("copies.ndjson")) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        JsonNode read = Json.parse(line.getBytes(UTF_8));
        List<ObjectNode> events = new ArrayList<>();
        for (JsonNode event : read.get("events")) {
          events.add(((ObjectNode) event).put("originalTimestamp", at.toString()));
        }
        cases.add(
            new CopiesCase(
                read.get("id").asText(),
                read.get("right").asText(),
                read.get("purchases").asInt(),
                events));
      }
    }
    return cases;
  }

  boolean has(String messageId) {
    return events.stream().anyMatch(event -> event.get("messageId").asText().equals(messageId));
  }
}
