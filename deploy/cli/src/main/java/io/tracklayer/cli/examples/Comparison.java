package io.tracklayer.cli.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.config.Example;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what an example expects of a destination with what {@code preview} shows. Of objects
 * only the fields that are expected count; a list is compared as a whole, and numbers by their
 * value. An expected null stands for what must not be there.
 */
final class Comparison {

  private static final String DECISION = "decision";
  private static final TextNode SEND = TextNode.valueOf("send");

  private final Example.Expectation expected;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(Example.Expectation expected) {
    this.expected = expected;
  }

  /** What differs; empty when all is as expected. */
  static List<Difference> of(Example.Expectation expected, JsonNode shown) {
    Comparison comparison = new Comparison(expected);
    if (comparison.expectsRequest() && !SEND.equals(shown.get(DECISION))) {
      comparison.add(DECISION, SEND, shown.get(DECISION), reason(shown));
    } else {
      comparison.compare("", expected.parts(), shown);
    }
    return comparison.differences;
  }

  /** If so, and there is none, the reason says more than its missing parts. */
  private boolean expectsRequest() {
    return SEND.equals(expected.parts().get(DECISION))
        || !expected.parts().path("requests").isEmpty();
  }

  private static String reason(JsonNode skipped) {
    String reason = skipped.path("reason").asText();
    return skipped.has("detail") ? reason + " (" + skipped.get("detail").asText() + ")" : reason;
  }

  private void compare(String path, JsonNode wanted, @Nullable JsonNode got) {
    if (wanted.isObject() && got != null && got.isObject()) {
      wanted
          .properties()
          .forEach(
              field ->
                  compare(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      got.get(field.getKey())));
    } else if (wanted.isArray() && got != null && got.isArray() && wanted.size() == got.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        compare(path + "[" + i + "]", wanted.get(i), got.get(i));
      }
    } else if (!isEqual(wanted, got)) {
      add(path, wanted, got, null);
    }
  }

  private static boolean isEqual(JsonNode wanted, @Nullable JsonNode got) {
    if (got == null || got.isNull()) {
      return wanted.isNull();
    }
    if (wanted.isNumber() && got.isNumber()) {
      return wanted.decimalValue().compareTo(got.decimalValue()) == 0;
    }
    return wanted.equals(got);
  }

  private void add(String path, JsonNode wanted, @Nullable JsonNode got, @Nullable String because) {
    JsonNode present = got == null || got.isNull() ? null : got;
    differences.add(
        new Difference(expected.destination(), path, line(path), wanted, present, because));
  }

  /** Of the part, or else of the expectation. */
  private int line(String path) {
    Integer line = expected.lines().get(path);
    return line == null ? expected.lines().getOrDefault("", 0) : line;
  }
}
