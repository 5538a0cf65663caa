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
 * @param body as JSON where it is JSON, else as text
 * @param status of the answer; for a dropped answer, the one that was lost; 0 where the request was
 *     never looked at
 * @param reason what was wrong with the request, also where the API does not say so
 * @param fault the scripted trouble that it met: {@code status}, {@code delay}, {@code slow},
 *     {@code drop}, {@code reset}, {@code malformed} or {@code poison}
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
