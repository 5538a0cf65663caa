package io.tracklayer.cli.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.delivery.Outcome;
import java.util.HashSet;
import java.util.Set;

/** The events whose delivery to a destination has failed and will be retried. */
public final class Tried {

  private final String destination;
  private final Set<String> messageIds = new HashSet<>();

  public Tried(String destination) {
    this.destination = destination;
  }

  /** Takes the next record of the deliveries topic; the records of one event must come in order. */
  public void take(JsonNode outcome) {
    if (!outcome.path("destination").asText().equals(destination)) {
      return;
    }
    String messageId = outcome.path("message_id").asText();
    if (outcome.path("outcome").asText().equals(Outcome.RETRYING.text())) {
      messageIds.add(messageId);
    } else {
      messageIds.remove(messageId);
    }
  }

  public int count() {
    return messageIds.size();
  }
}
