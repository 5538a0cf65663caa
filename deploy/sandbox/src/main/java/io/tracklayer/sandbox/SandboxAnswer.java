package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the sandbox sends back.
 *
 * @param complaint what is wrong with a request that the real API silently accepts; recorded, not
 *     sent
 */
public record SandboxAnswer(
    int status, Map<String, String> headers, @Nullable JsonNode body, @Nullable String complaint) {

  public SandboxAnswer(int status, Map<String, String> headers, @Nullable JsonNode body) {
    this(status, headers, body, null);
  }

  public static SandboxAnswer of(int status, @Nullable JsonNode body) {
    return new SandboxAnswer(status, Map.of(), body);
  }

  /** What was wrong with the request, to be recorded. */
  public @Nullable String reason() {
    if (complaint != null) {
      return complaint;
    }
    return status >= 400 ? Json.text(body) : null;
  }
}
