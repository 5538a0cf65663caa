package io.tracklayer.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the sandbox recorded of one run.
 *
 * @param requests as {@code GET /_sandbox/requests} lists them
 */
record Received(List<JsonNode> requests) {

  static final String META = "meta";
  static final String CRM = "webhook";
  static final String NEWSLETTER = "webhook/newsletter";

  static Received of(JsonNode list) {
    List<JsonNode> requests = new ArrayList<>();
    list.forEach(requests::add);
    return new Received(requests);
  }

  /** The requests that a destination refused. */
  List<JsonNode> refused() {
    return requests.stream().filter(request -> !isTaken(request)).toList();
  }

  /** The events that a destination accepted, in the order in which they arrived. */
  List<JsonNode> events(String destination) {
    return requests.stream()
        .filter(request -> request.path("destination").asText().equals(destination))
        .filter(Received::isTaken)
        .flatMap(Received::eventsIn)
        .toList();
  }

  List<JsonNode> named(String destination, String name) {
    return events(destination).stream().filter(event -> name(event).equals(name)).toList();
  }

  boolean has(String destination, String name) {
    return !named(destination, name).isEmpty();
  }

  /** The destination's own name for an event. */
  static String name(JsonNode event) {
    return event.path(event.has("event_name") ? "event_name" : "name").asText();
  }

  static String eventId(JsonNode event) {
    return event.path("event_id").asText();
  }

  private static boolean isTaken(JsonNode request) {
    int status = request.path("status").asInt();
    return status >= 200 && status < 300;
  }

  private static Stream<JsonNode> eventsIn(JsonNode request) {
    JsonNode body = request.path("body");
    List<JsonNode> events = new ArrayList<>();
    body.path(body.has("data") ? "data" : "events").forEach(events::add);
    return events.stream();
  }
}
