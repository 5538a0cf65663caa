package io.tracklayer.local.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What the sandbox sends back. */
record SandboxAnswer(int status, Map<String, String> headers, JsonNode body) {

  static SandboxAnswer of(int status, JsonNode body) {
    return new SandboxAnswer(status, Map.of(), body);
  }
}
