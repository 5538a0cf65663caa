package io.tracklayer.job.intake.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event on which our own code failed after intake. */
public final class FailedDraft {

  private FailedDraft() {}

  /** Its rejection, with the body if the event has it with it. */
  public static Rejection rejection(Draft event, Throwable fault) {
    return new Rejection(
        Rejection.SCHEMA,
        event.ref().messageId(),
        event.ref().account(),
        event.ref().environment(),
        Instant.ofEpochMilli(event.receivedAt()),
        Reason.PROCESSING_FAILED,
        fault.getClass().getSimpleName(),
        body(event));
  }

  private static @Nullable JsonNode body(Draft event) {
    try {
      JsonNode body = Json.parse(event.body());
      return body.isObject() ? body : null;
    } catch (IOException | StackOverflowError e) {
      return null;
    }
  }
}
