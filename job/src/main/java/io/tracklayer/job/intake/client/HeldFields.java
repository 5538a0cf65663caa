package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.PercentEncoding;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Fields by name, in whatever holds them: an object, a list of pairs, or the header of cookies. */
final class HeldFields {

  private static final int LONGEST_HEADER = 32 * 1024;

  private HeldFields() {}

  /**
   * @param held nothing is taken from anything else
   */
  static void forEach(@Nullable JsonNode held, BiConsumer<String, @Nullable JsonNode> taker) {
    if (held instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        taker.accept(field.getKey(), field.getValue());
      }
    } else if (held != null && held.isArray()) {
      forEachPair(held, "name", "value", taker);
      forEachPair(held, "key", "value", taker);
    } else if (held != null && held.isTextual()) {
      JsonNode fields = JsonText.container(held);
      if (fields.isTextual()) {
        forEachCookie(held.textValue(), taker);
      } else {
        forEach(fields, taker);
      }
    }
  }

  static void forEachPair(
      @Nullable JsonNode pairs,
      String nameField,
      String valueField,
      BiConsumer<String, @Nullable JsonNode> taker) {
    if (pairs == null || !pairs.isArray()) {
      return;
    }
    for (JsonNode pair : pairs) {
      JsonNode name = pair.get(nameField);
      if (name != null && name.isTextual()) {
        taker.accept(name.textValue(), pair.get(valueField));
      }
    }
  }

  /** The header {@code Cookie}: {@code _fbp=fb.1.…; _ttp=…}. No browser sends a longer one. */
  private static void forEachCookie(String text, BiConsumer<String, @Nullable JsonNode> taker) {
    String header = text.length() > LONGEST_HEADER ? text.substring(0, LONGEST_HEADER) : text;
    int start = 0;
    while (start < header.length()) {
      int semicolon = header.indexOf(';', start);
      int end = semicolon < 0 ? header.length() : semicolon;
      int equals = header.indexOf('=', start);
      if (equals > start && equals < end) {
        taker.accept(
            header.substring(start, equals).strip(),
            TextNode.valueOf(PercentEncoding.decoded(header.substring(equals + 1, end))));
      }
      start = end + 1;
    }
  }
}
