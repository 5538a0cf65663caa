package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as received.
 *
 * @param path with the leading {@code /meta}, without the query
 * @param query decoded
 * @param headers lower-case names
 */
public record SandboxRequest(
    String destination,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body,
    Instant receivedAt) {

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** The token of {@code Authorization: Bearer}. */
  public Optional<String> bearer() {
    return header("authorization")
        .filter(value -> value.matches("Bearer \\S+"))
        .map(value -> value.substring("Bearer ".length()));
  }

  /** The body; empty when it is not JSON. */
  public Optional<JsonNode> json() {
    try {
      return Optional.of(Json.parse(body));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public boolean declaresJson() {
    return header("content-type").filter(type -> type.startsWith("application/json")).isPresent();
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "SandboxRequest[" + method + " " + path + "]";
  }
}
