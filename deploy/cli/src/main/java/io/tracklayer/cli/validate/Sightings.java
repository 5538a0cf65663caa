package io.tracklayer.cli.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the topics have shown of the test events, record by record. Records of other events are
 * passed over, but for failed attempts, which tell how a destination is doing. Not thread-safe.
 */
final class Sightings {

  private final String identify;
  private final String order;
  private final Map<String, JsonNode> canonical = new HashMap<>();
  private final Map<String, JsonNode> rejected = new HashMap<>();
  private final Map<String, DeliveryRecord> outcomes = new HashMap<>();
  private final Map<String, Cause> failures = new HashMap<>();

  /**
   * @param identify the message id; likewise {@code order}
   */
  Sightings(String identify, String order) {
    this.identify = identify;
    this.order = order;
  }

  private boolean isOurs(String messageId) {
    return messageId.equals(identify) || messageId.equals(order);
  }

  void canonical(JsonNode event) {
    String message = event.path("message_id").asText();
    if (isOurs(message)) {
      canonical.put(message, event);
    }
  }

  void rejected(JsonNode rejection) {
    String message = rejection.path("message_id").asText();
    if (isOurs(message)) {
      rejected.put(message, rejection);
    }
  }

  void delivery(JsonNode json) {
    DeliveryRecord told;
    try {
      told = Json.mapper().treeToValue(json, DeliveryRecord.class);
    } catch (JsonProcessingException e) {
      return; // not one of our records
    }
    if (told.destination() == null) {
      return;
    }
    if (isOurs(told.messageId())) {
      outcomes.merge(key(told.destination(), told.messageId()), told, Sightings::later);
    } else if (!told.outcome().isFinal() && told.reason() != null) {
      failures.put(told.destination(), Cause.of(told.reason(), told.detail()));
    }
  }

  /** A final outcome stays. */
  private static DeliveryRecord later(DeliveryRecord before, DeliveryRecord after) {
    return before.outcome().isFinal() ? before : after;
  }

  private static String key(String destination, String messageId) {
    return destination + " " + messageId;
  }

  boolean hasSettled(String messageId) {
    return canonical.containsKey(messageId) || rejected.containsKey(messageId);
  }

  /** Empty if it has not been seen. */
  Optional<JsonNode> canonicalEvent(String messageId) {
    return Optional.ofNullable(canonical.get(messageId));
  }

  Optional<JsonNode> rejection(String messageId) {
    return Optional.ofNullable(rejected.get(messageId));
  }

  /** The final outcome, else the latest; empty if there is none yet. */
  Optional<DeliveryRecord> outcome(String destination, String messageId) {
    return Optional.ofNullable(outcomes.get(key(destination, messageId)));
  }

  boolean isFinal(String destination, String messageId) {
    return outcome(destination, messageId).filter(told -> told.outcome().isFinal()).isPresent();
  }

  /** Why the last attempt with another event failed; none if none was seen. */
  @Nullable Cause failureOfOthers(String destination) {
    return failures.get(destination);
  }
}
