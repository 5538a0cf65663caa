package io.tracklayer.contract.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A value that a source wrote as JSON inside a text. */
public final class JsonText {

  private JsonText() {}

  /** The JSON that the text holds; the node itself if it is not a text, or not JSON. */
  public static JsonNode unwrapped(JsonNode node) {
    if (!node.isTextual()) {
      return node;
    }
    try {
      return Json.parse(node.textValue().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return node;
    }
  }

  /**
   * The object or list that a text holds; the node itself if it holds none. Any other text is not
   * even tried.
   */
  public static JsonNode container(JsonNode node) {
    return node.isTextual() && beginsContainer(node.textValue()) ? unwrapped(node) : node;
  }

  /** Whether a text begins as an object or a list does. */
  public static boolean beginsContainer(String text) {
    return !text.isEmpty() && (text.charAt(0) == '{' || text.charAt(0) == '[');
  }

  /** Whether the node is null or a blank text: an answer that is gone. */
  public static boolean isEmptied(JsonNode node) {
    return node.isNull() || (node.isTextual() && node.textValue().isBlank());
  }
}
