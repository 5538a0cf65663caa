package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as {@code GET /_sandbox/requests} lists it.
 *
 * @param destination {@code meta}, {@code webhook}, {@code webhook/newsletter}
 * @param body as JSON if it is JSON, otherwise as text
 * @param status of the answer; for a dropped answer, the one that was lost; 0 if the request was
 *     never handled
 * @param reason what was wrong with the request, even if the API does not say so
 * @param fault the scripted fault that it met: {@code status}, {@code delay}, {@code slow}, {@code
 *     drop}, {@code reset}, {@code malformed} or {@code poison}
 */
public record RecordedRequest(
    String destination,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    JsonNode body,
    int status,
    Instant receivedAt,
    @Nullable String reason,
    @Nullable String fault) {

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "RecordedRequest[" + destination + ", " + status + "]";
  }
}
