package io.tracklayer.e2e.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Canonical events as the first half of the job writes them, good for every destination. */
final class Purchases {

  private Purchases() {}

  /** Numbered ones, three to a profile. */
  static List<ObjectNode> granted(String account, String prefix, int count) {
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(of(account, prefix + "-" + i, profile(prefix + i / 3), Instant.now()));
    }
    return events;
  }

  /** An id as profiles have it, the same for the same name. */
  static String profile(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString().replace("-", "");
  }

  static ObjectNode of(String account, String eventId, String profileId, Instant occurredAt) {
    ObjectNode event = Json.object();
    event.put("schema", 1).put("claim", "e" + profile(eventId));
    event.put("event_id", eventId).put("source_event_id", eventId);
    event.put("message_id", "m-" + eventId);
    event.put("name", "purchase").put("occurred_at", occurredAt.toString());
    event.put("received_at", Instant.now().toString()).put("account", account);
    event.put("environment", "production").put("source", "rudderstack");
    event.put("source_event", "Order Completed").put("source_type", "track");
    event.put("channel", "server").put("profile_id", profileId);
    event.putArray("items");
    event.putObject("client");
    event.putObject("properties");
    event.putObject("click_ids");
    event.putObject("click_ids_at");
    event.put("identity_state", "recognised").put("order_id", "order-" + eventId);
    event.put("value", 12.5).put("currency", "EUR");
    ObjectNode user = event.putObject("user").put("user_id", "u-" + profileId);
    user.putArray("emails").add("a@b.example");
    user.putArray("phones");
    user.putObject("external_ids");
    consent(event, "granted", occurredAt);
    return event;
  }

  /** The event itself says so, and it is the newest that is known. */
  static ObjectNode consent(ObjectNode event, String state, Instant at) {
    event.putObject("consent").put("marketing", state);
    event
        .putObject("consent_evidence")
        .putObject("marketing")
        .put("own", state)
        .put("source", "context.consentManagement")
        .put("at", at.toString());
    return event;
  }
}
