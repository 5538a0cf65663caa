package io.tracklayer.rudderstack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.json.Json;
import java.util.List;

/**
 * The answer to one request. The statuses are chosen for RudderStack's sender: it gives up for good
 * on every 3xx and 4xx but 408 and 429, and repeats a 429 without end.
 *
 * @param body JSON
 */
record Answer(int status, ObjectNode body) {

  /** Seconds; for the senders that heed it. */
  static final String RETRY_AFTER = "5";

  static Answer refused(int status, String reason) {
    return new Answer(status, Json.object().put("accepted", false).put("reason", reason));
  }

  static Answer stored(Reading reading) {
    return new Answer(200, result(reading));
  }

  static Answer stored(List<Reading> readings) {
    ObjectNode body = Json.object();
    ArrayNode results = body.putArray("results");
    readings.forEach(reading -> results.add(result(reading)));
    return new Answer(200, body);
  }

  boolean isToBeRepeated() {
    return status == 429;
  }

  private static ObjectNode result(Reading reading) {
    if (reading instanceof Reading.Accepted accepted) {
      return Json.object()
          .put("accepted", true)
          .put("message_id", accepted.event().messageId())
          .put("canonical_event", accepted.canonicalEvent());
    }
    Rejection rejection = ((Reading.Refused) reading).rejection();
    return Json.object()
        .put("accepted", false)
        .put("message_id", rejection.messageId())
        .put("reason", rejection.reason());
  }
}
