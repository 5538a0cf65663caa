package io.tracklayer.local.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param path with the leading {@code /meta}, without the query
 * @param query decoded
 * @param headers lower-case names
 */
record SandboxRequest(
    String destination,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body,
    Instant receivedAt) {

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  boolean declaresJson() {
    return header("content-type").filter(type -> type.startsWith("application/json")).isPresent();
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "SandboxRequest[" + method + " " + path + "]";
  }
}
