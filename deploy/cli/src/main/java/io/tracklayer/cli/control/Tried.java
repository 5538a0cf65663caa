package io.tracklayer.cli.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.delivery.Outcome;
import java.util.HashSet;
import java.util.Set;

/** Which events a destination was told of without success, and is to be told of again. */
public final class Tried {

  private final String destination;
  private final Set<String> messageIds = new HashSet<>();

  public Tried(String destination) {
    this.destination = destination;
  }

  /** Takes in the next record of the deliveries topic; of one event they come in order. */
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
