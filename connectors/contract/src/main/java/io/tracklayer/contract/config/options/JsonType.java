package io.tracklayer.contract.config.options;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Any JSON value, written in YAML: an event, or a part of a request.
 *
 * @param mustBeObject whether it may be nothing but an object
 */
public record JsonType(boolean mustBeObject) implements ValueType<JsonNode> {

  @Override
  public String name() {
    return mustBeObject ? "object" : "any value";
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.json(this);
  }
}
