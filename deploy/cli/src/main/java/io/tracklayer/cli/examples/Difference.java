package io.tracklayer.cli.examples;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One part that is not as expected.
 *
 * @param path inside what {@code preview} shows of the destination: {@code
 *     requests[0].body.data[0].event_name}
 * @param line where the example expects it, 1-based
 * @param got what is there; null for nothing
 * @param because why the event would not be sent, where it was expected to be
 */
public record Difference(
    String destination,
    String path,
    int line,
    JsonNode expected,
    @Nullable JsonNode got,
    @Nullable String because) {

  private static final int LONGEST_VALUE = 300;

  /** In words, for a person. */
  public String text() {
    return "%s: %s: expected %s, got %s%s"
        .formatted(
            destination,
            path,
            expected.isNull() ? "nothing" : shortened(expected),
            got == null ? "nothing" : shortened(got),
            because == null ? "" : " because of " + because);
  }

  private static String shortened(JsonNode value) {
    String text = Json.text(value);
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }
}
