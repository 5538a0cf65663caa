package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scripted trouble for one request.
 *
 * @param status the status to answer instead of handling the request; 0 to handle it as usual
 * @param delay before the answer leaves; zero for none
 * @param slow how long the body of the answer takes, sent in pieces; zero to send it at once
 * @param ending what becomes of the connection
 * @param headers further headers of the answer, such as {@code Retry-After}
 * @param body the body of the answer, in place of the API's own
 */
record Fault(
    int status,
    Duration delay,
    Duration slow,
    Ending ending,
    Map<String, String> headers,
    @Nullable JsonNode body) {

  static final Fault NONE =
      new Fault(0, Duration.ZERO, Duration.ZERO, Ending.ANSWER, Map.of(), null);

  /** How a request ends on the wire. */
  enum Ending {
    ANSWER(null),
    /** The request is applied, and its answer lost: the connection is closed. */
    DROP("drop"),
    /** The connection is reset (TCP RST) before anything is applied. */
    RESET("reset"),
    /** Nothing is applied, and what comes back is not HTTP. */
    MALFORMED("malformed"),
    /** A refusal because of one event in the request. */
    POISON("poison");

    private final @Nullable String kind;

    Ending(@Nullable String kind) {
      this.kind = kind;
    }
  }

  /** A request is refused because of one event in it, as the API refuses a bad one. */
  static Fault poison(int status) {
    return new Fault(status, Duration.ZERO, Duration.ZERO, Ending.POISON, Map.of(), null);
  }

  /** Whether the API sees the request at all. */
  boolean takesAsUsual() {
    return status == 0 && (ending == Ending.ANSWER || ending == Ending.DROP);
  }

  /** Its name in the list of requests. */
  @Nullable String kind() {
    if (ending.kind != null) {
      return ending.kind;
    }
    if (status != 0) {
      return "status";
    }
    if (!slow.isZero()) {
      return "slow";
    }
    return delay.isZero() ? null : "delay";
  }
}
