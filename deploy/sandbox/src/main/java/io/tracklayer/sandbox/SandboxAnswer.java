package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.util.Map;

/**
 * What the sandbox sends back.
 *
 * @param body null for none
 * @param complaint what is wrong with a request that the real API takes without a word; recorded,
 *     not sent; null for nothing
 */
public record SandboxAnswer(
    int status, Map<String, String> headers, JsonNode body, String complaint) {

  public SandboxAnswer(int status, Map<String, String> headers, JsonNode body) {
    this(status, headers, body, null);
  }

  public static SandboxAnswer of(int status, JsonNode body) {
    return new SandboxAnswer(status, Map.of(), body);
  }

  /** What was wrong with the request, for the record; null when nothing was. */
  public String reason() {
    if (complaint != null) {
      return complaint;
    }
    return status >= 400 ? Json.text(body) : null;
  }
}
