package io.tracklayer.sandbox.datamanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of accepted requests. Google accepts well-formed events first and examines them
 * later; of those it then rejects it gives reasons and numbers, but names no event. Here everything
 * is examined at once.
 *
 * <p>Thread-safe.
 */
// https://developers.google.com/data-manager/api/devguides/diagnostics
final class DataManagerDiagnostics {

  private static final int MOST_REMEMBERED = 10_000;

  /** The longest conversion window. */
  private static final Duration MAX_AGE = Duration.ofDays(90);

  private final Map<String, JsonNode> statuses = new HashMap<>();

  private final DataManagerConversions conversions = new DataManagerConversions();

  synchronized void add(String requestId, JsonNode request, Instant now) {
    Map<String, Integer> errors = new TreeMap<>();
    JsonNode destination = request.at("/destinations/0");
    for (JsonNode event : request.path("events")) {
      String reason = error(destination, event, now);
      if (reason != null) {
        errors.merge("PROCESSING_ERROR_REASON_" + reason, 1, Integer::sum);
      }
    }
    if (statuses.size() < MOST_REMEMBERED) {
      statuses.put(requestId, status(request, errors));
    }
  }

  private @Nullable String error(JsonNode destination, JsonNode event, Instant now) {
    if (event.at("/consent/adUserData").asText().equals("CONSENT_DENIED")) {
      return "DENIED_CONSENT";
    }
    if (Instant.parse(event.path("eventTimestamp").asText()).isBefore(now.minus(MAX_AGE))) {
      return "EVENT_TOO_OLD";
    }
    return conversions.take(destination, event) ? null : "DUPLICATE_TRANSACTION_ID";
  }

  private static JsonNode status(JsonNode request, Map<String, Integer> errors) {
    int events = request.path("events").size();
    int wrong = errors.values().stream().mapToInt(Integer::intValue).sum();
    ObjectNode status = Json.object();
    status.set("destination", request.at("/destinations/0"));
    status.put(
        "requestStatus", wrong == 0 ? "SUCCESS" : wrong < events ? "PARTIAL_SUCCESS" : "FAILED");
    if (wrong > 0) {
      ArrayNode counts = status.putObject("errorInfo").putArray("errorCounts");
      errors.forEach(
          (reason, count) ->
              counts.addObject().put("recordCount", count.toString()).put("reason", reason));
    }
    status.putObject("eventsIngestionStatus").put("recordCount", Integer.toString(events));
    ObjectNode body = Json.object();
    body.putArray("requestStatusPerDestination").add(status);
    return body;
  }

  synchronized List<JsonNode> conversions() {
    return conversions.all();
  }

  synchronized Optional<JsonNode> of(String requestId) {
    return Optional.ofNullable(statuses.get(requestId));
  }
}
