package io.tracklayer.rudderstack.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import java.util.List;

/**
 * The answer to one request. The statuses are chosen for RudderStack's sender: it gives up for good
 * on every 3xx and every 4xx except 408 and 429, and repeats a 429 without end.
 *
 * @param body JSON
 */
public record ReceiverResponse(int status, ObjectNode body) {

  /** In seconds, for senders that heed it. */
  static final String RETRY_AFTER = "5";

  public static ReceiverResponse refused(int status, Reason reason) {
    return new ReceiverResponse(
        status, Json.object().put("accepted", false).put("reason", reason.text()));
  }

  static ReceiverResponse stored(EnvelopeResult envelope) {
    return new ReceiverResponse(200, result(envelope));
  }

  static ReceiverResponse stored(List<EnvelopeResult> envelopes) {
    ObjectNode body = Json.object();
    ArrayNode results = body.putArray("results");
    envelopes.forEach(envelope -> results.add(result(envelope)));
    return new ReceiverResponse(200, body);
  }

  boolean isToBeRepeated() {
    return status == 429;
  }

  private static ObjectNode result(EnvelopeResult envelope) {
    if (envelope instanceof EnvelopeResult.Accepted accepted) {
      return Json.object()
          .put("accepted", true)
          .put("message_id", accepted.event().messageId())
          .put("canonical_event", accepted.canonicalEvent());
    }
    Rejection rejection = ((EnvelopeResult.Refused) envelope).rejection();
    return Json.object()
        .put("accepted", false)
        .put("message_id", rejection.messageId())
        .put("reason", rejection.reason().text());
  }
}
