package io.tracklayer.sandbox.klaviyo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.sandbox.BodyProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Klaviyo's rules for a valid body that a schema cannot express: how far ahead an event may be, how
 * many bytes a property may have, how many events a job may hold, and that it repeats none.
 */
// https://developers.klaviyo.com/en/reference/create_event, …/bulk_create_events
final class KlaviyoRules {

  private static final int MAX_EVENTS = 1000;
  private static final int MAX_TEXT_BYTES = 100 * 1024;
  private static final Duration MAX_AHEAD = Duration.ofDays(366);

  private KlaviyoRules() {}

  static List<BodyProblem> findings(JsonNode data, Instant now) {
    List<BodyProblem> findings = new ArrayList<>();
    switch (data.get("type").asText()) {
      case "event" -> checkEvent(data, List.of("data"), now, findings);
      case "event-bulk-create-job" -> checkJob(data, now, findings);
      default -> {
        // A profile has nothing more to check.
      }
    }
    return findings;
  }

  private static void checkJob(JsonNode job, Instant now, List<BodyProblem> findings) {
    int count = 0;
    boolean repeated = false;
    Set<List<String>> keys = new HashSet<>();
    JsonNode entries = job.at("/attributes/events-bulk-create/data");
    for (int i = 0; i < entries.size(); i++) {
      String profile = entries.get(i).at("/attributes/profile/data/attributes").toString();
      JsonNode events = entries.get(i).at("/attributes/events/data");
      for (int k = 0; k < events.size(); k++) {
        checkEvent(events.get(k), at(i, k), now, findings);
        String metric = events.get(k).at("/attributes/metric/data/attributes/name").asText();
        String id = events.get(k).at("/attributes/unique_id").asText();
        repeated |= !keys.add(List.of(profile, metric, id));
      }
      count += events.size();
    }
    if (count > MAX_EVENTS) {
      findings.add(
          BodyProblem.ofRule("must hold 1 to " + MAX_EVENTS + " events", "data", "attributes"));
    }
    if (repeated) {
      findings.add(
          BodyProblem.ofRule(
              "repeats a unique_id of one profile and metric", "data", "attributes"));
    }
  }

  /** The path to an event of an entry. */
  private static List<String> at(int entry, int event) {
    String way = "data/attributes/events-bulk-create/data/%d/attributes/events/data/%d";
    return List.of(way.formatted(entry, event).split("/", -1));
  }

  private static void checkEvent(
      JsonNode event, List<String> at, Instant now, List<BodyProblem> findings) {
    JsonNode attributes = event.get("attributes");
    if (Instant.parse(attributes.get("time").asText()).isAfter(now.plus(MAX_AHEAD))) {
      findings.add(finding("is more than a year ahead", at, "time"));
    }
    for (Map.Entry<String, JsonNode> property : attributes.get("properties").properties()) {
      if (property.getValue().asText().getBytes(UTF_8).length > MAX_TEXT_BYTES) {
        findings.add(finding("is longer than 100 KB", at, "properties", property.getKey()));
      }
    }
  }

  private static BodyProblem finding(String message, List<String> event, String... attribute) {
    List<String> at = new ArrayList<>(event);
    at.add("attributes");
    at.addAll(List.of(attribute));
    return new BodyProblem(at, BodyProblem.RULE, message);
  }
}
