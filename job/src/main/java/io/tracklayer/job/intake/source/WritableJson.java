package io.tracklayer.job.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.UnicodeText;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Makes parsed JSON writable. Two things can be read but not written: half a surrogate pair ({@code
 * "\ud83d"}, an emoji cut in two by a script) becomes U+FFFD, and a number of absurd size ({@code
 * 1e999999}, a megabyte in plain notation) becomes text.
 */
public final class WritableJson {

  /** The longest number that is written in plain notation. */
  private static final int MAX_NUMBER_LENGTH = 64;

  private WritableJson() {}

  /** The same node where nothing has to change; else a copy. */
  public static JsonNode of(JsonNode node) {
    return isWritable(node) ? node : copy(node);
  }

  private static boolean isWritable(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> UnicodeText.isWellFormed(node.textValue());
      case NUMBER -> isWritableNumber(node);
      case ARRAY -> areWritable(node);
      case OBJECT -> areFieldsWritable(node);
      default -> true;
    };
  }

  private static boolean areWritable(JsonNode array) {
    for (JsonNode element : array) {
      if (!isWritable(element)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areFieldsWritable(JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!isWritable(field.getValue()) || !UnicodeText.isWellFormed(field.getKey())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWritableNumber(JsonNode node) {
    if (node.isIntegralNumber()) {
      return true;
    }
    if (!node.isBigDecimal()) {
      return Double.isFinite(node.doubleValue());
    }
    BigDecimal exact = node.decimalValue();
    return Math.max(exact.precision(), Math.abs((long) exact.scale())) <= MAX_NUMBER_LENGTH;
  }

  private static JsonNode copy(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> TextNode.valueOf(UnicodeText.wellFormed(node.textValue()));
      case NUMBER ->
          TextNode.valueOf(node.isBigDecimal() ? node.decimalValue().toString() : node.asText());
      case ARRAY -> {
        ArrayNode copy = Json.mapper().createArrayNode();
        node.forEach(element -> copy.add(of(element)));
        yield copy;
      }
      case OBJECT -> {
        ObjectNode copy = Json.object();
        node.properties()
            .forEach(
                field -> copy.set(UnicodeText.wellFormed(field.getKey()), of(field.getValue())));
        yield copy;
      }
      default -> node;
    };
  }
}
