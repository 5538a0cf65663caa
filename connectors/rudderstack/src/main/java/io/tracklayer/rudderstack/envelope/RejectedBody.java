package io.tracklayer.rudderstack.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.UnicodeText;
import java.io.IOException;

/**
 * The body of a refused event, to be kept. It is the event's JSON value if every reader of the
 * topic can read it and write it again. Otherwise it is the JSON as text: if it is nested too
 * deeply, has numbers too long in plain notation, half a surrogate pair or a repeated name.
 */
public final class RejectedBody {

  private final int size;
  private long plainNumbers;

  private RejectedBody(int size) {
    this.size = size;
  }

  /**
   * @param event well-formed JSON
   */
  public static JsonNode of(byte[] event) {
    try {
      JsonNode value = Json.parse(event);
      if (new RejectedBody(event.length).canBeKept(value)) {
        return value;
      }
    } catch (IOException | NumberFormatException e) {
      // JSON, but not in the topics' dialect: kept as text.
    }
    return TextNode.valueOf(new String(event, UTF_8));
  }

  /** The depth that {@link Json#parse} accepts bounds the recursion. */
  private boolean canBeKept(JsonNode value) {
    if (value.isTextual()) {
      return UnicodeText.isWellFormed(value.textValue());
    }
    if (value.isBigDecimal()) {
      long length = EventTree.plainLength(value.decimalValue());
      plainNumbers += length;
      return length <= EventTree.MAX_NUMBER_LENGTH && plainNumbers <= size;
    }
    if (value.isObject()) {
      return value.properties().stream()
          .allMatch(
              field -> UnicodeText.isWellFormed(field.getKey()) && canBeKept(field.getValue()));
    }
    for (JsonNode element : value) {
      if (!canBeKept(element)) {
        return false;
      }
    }
    return true;
  }
}
