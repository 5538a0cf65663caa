package io.tracklayer.local.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/**
 * Scripted trouble for one request.
 *
 * @param status answered in place of taking the request; 0 to take it as usual
 * @param delay before the answer leaves; zero for none
 * @param drop whether the request is applied and its answer lost: the connection is cut
 * @param headers further headers of the answer, such as {@code Retry-After}
 * @param body of the answer; null for the API's own wording
 */
record Fault(int status, Duration delay, boolean drop, Map<String, String> headers, JsonNode body) {

  static final Fault NONE = new Fault(0, Duration.ZERO, false, Map.of(), null);

  /** How the requests list calls it; null for none. */
  String kind() {
    if (drop) {
      return "drop";
    }
    if (status != 0) {
      return "status";
    }
    return delay.isZero() ? null : "delay";
  }
}
