package io.tracklayer.destinations.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.options.JsonKind;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.ValueType;

/**
 * A value, right or wrong, put in place of the valid one.
 *
 * @param type the option's type
 */
record Spelling(Mistake at, ValueType<?> type) {

  /** The document with this value, and only with the destination or example that it concerns. */
  ObjectNode in(ObjectNode document) {
    return at.aloneIn(document);
  }

  /**
   * Whether only the check can object to it: because of another key, or by a rule that a schema
   * cannot express.
   */
  boolean isBeyondTheSchema() {
    return !(type instanceof ScalarType<?> scalar)
        || !scalar.refused().isEmpty()
        || scalar.read(value().asText(), kind()).isPresent()
        || (value().isDouble() && value().asText().endsWith(".0")); // the same as 1 to a schema
  }

  private JsonKind kind() {
    return JsonKind.of(value().asText(), !value().isTextual());
  }

  private JsonNode value() {
    return at.value();
  }
}
