package io.tracklayer.rudderstack.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.UnicodeText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON object of one event within its limits, and leaves out fields without a value:
 * blank, null or {@code <no value>}. Inside the objects that may state consent, only {@code <no
 * value>}, which templates produce, is left out: a blank or null field there withdraws an answer. A
 * lone half of a surrogate pair, which has no UTF-8 form, becomes U+FFFD.
 *
 * <p>If a name is repeated, the last one counts, as everywhere else on the event's way here; but
 * inside those objects a denial under the first one must not be lost. There, objects of one name
 * become one object, and other values that differ become {@code [{"repeated": true}]}, which is no
 * answer, no list of ids and no signal, so that it denies.
 */
final class EventTree {

  static final int MAX_DEPTH = 32;
  static final int MAX_STRING_BYTES = 64 * 1024;

  /** The longest number in plain notation that the topics' readers accept. */
  static final int MAX_NUMBER_LENGTH = 64;

  /**
   * For all decimals of an event together: {@code 1e60} has four characters here and 61 in a topic.
   */
  private static final int MAX_PLAIN_NUMBERS = 256 * 1024;

  private static final Set<String> MAY_STATE_CONSENT = Set.of("traits", "context", "consent");

  private static final String NO_VALUE = "<no value>";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final String REPEATED = "repeated";

  /** A limit that the event exceeds, as the reason to give. */
  record Excess(Reason reason, String detail) {}

  private final JsonParser parser;
  private final ObjectNode root;
  private @Nullable Excess excess;
  private int plainNumbers;

  private EventTree(JsonParser parser) throws IOException {
    this.parser = parser;
    this.root = object(1, false);
  }

  /**
   * @param event well-formed JSON, an object
   */
  static EventTree read(byte[] event) throws IOException {
    try (JsonParser parser = SourceJson.parser(event)) {
      parser.nextToken();
      return new EventTree(parser);
    }
  }

  /** The event without absent fields; complete only if there is no {@link #excess}. */
  ObjectNode root() {
    return root;
  }

  Optional<Excess> excess() {
    return Optional.ofNullable(excess);
  }

  static boolean isAbsent(String text) {
    return text.isBlank() || isNoValue(text);
  }

  private static boolean isNoValue(String text) {
    return text.strip().equals(NO_VALUE);
  }

  /**
   * @param keepsEmptied whether blank and null fields are kept
   */
  private ObjectNode object(int depth, boolean keepsEmptied) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = string(parser.currentName());
      parser.nextToken();
      boolean isPartThatKeeps = depth == 1 && MAY_STATE_CONSENT.contains(name);
      JsonNode value = value(depth, keepsEmptied || isPartThatKeeps);
      if (keepsEmptied || isPartThatKeeps) {
        add(name, value, keepsEmptied, object);
      } else if (isAbsent(value)) {
        object.remove(name);
      } else {
        object.set(name, value);
      }
    }
    return object;
  }

  /** Adds a field that may state consent. */
  private static void add(
      String name, @Nullable JsonNode value, boolean keepsEmptied, ObjectNode object) {
    JsonNode known = object.get(name);
    if (keepsEmptied ? isNoValue(value) : isAbsent(value)) {
      return;
    }
    JsonNode said = value == null ? NODES.nullNode() : value;
    object.set(name, known == null ? said : ofBoth(known, said));
  }

  private static JsonNode ofBoth(JsonNode one, JsonNode other) {
    if (one instanceof ObjectNode first && other instanceof ObjectNode second) {
      second
          .properties()
          .forEach(
              field -> {
                JsonNode known = first.get(field.getKey());
                first.set(
                    field.getKey(),
                    known == null ? field.getValue() : ofBoth(known, field.getValue()));
              });
      return first;
    }
    return one.equals(other) ? one : NODES.arrayNode().add(NODES.objectNode().put(REPEATED, true));
  }

  private static boolean isAbsent(@Nullable JsonNode value) {
    return value == null || (value.isTextual() && isAbsent(value.textValue()));
  }

  private static boolean isNoValue(@Nullable JsonNode value) {
    return value != null && value.isTextual() && isNoValue(value.textValue());
  }

  private ArrayNode array(int depth, boolean keepsEmptied) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode value = value(depth, keepsEmptied);
      array.add(value == null ? NODES.nullNode() : value);
    }
    return array;
  }

  /** The value at the current token inside a container of this depth. */
  private @Nullable JsonNode value(int depth, boolean keepsEmptied) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isStructStart()) {
      if (depth >= MAX_DEPTH) {
        exceeds(Reason.TOO_DEEP, "nested deeper than " + MAX_DEPTH + " levels");
        parser.skipChildren();
        return null;
      }
      return token == JsonToken.START_OBJECT
          ? object(depth + 1, keepsEmptied)
          : array(depth + 1, keepsEmptied);
    }
    return switch (token) {
      case VALUE_STRING -> NODES.textNode(string(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> null;
    };
  }

  private String string(String text) {
    if (text.length() > MAX_STRING_BYTES
        || (text.length() > MAX_STRING_BYTES / 3
            && text.getBytes(UTF_8).length > MAX_STRING_BYTES)) {
      exceeds(Reason.TOO_LONG, "a string of more than " + MAX_STRING_BYTES + " bytes");
      return "";
    }
    return UnicodeText.wellFormed(text);
  }

  private @Nullable JsonNode number() throws IOException {
    if (parser.getTextLength() <= MAX_NUMBER_LENGTH) {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        return switch (parser.getNumberType()) {
          case INT -> NODES.numberNode(parser.getIntValue());
          case LONG -> NODES.numberNode(parser.getLongValue());
          default -> NODES.numberNode(parser.getBigIntegerValue());
        };
      }
      Optional<BigDecimal> decimal = decimal();
      if (decimal.isPresent()) {
        return DecimalNode.valueOf(decimal.get());
      }
    }
    exceeds(Reason.TOO_LONG, "a number of more than " + MAX_NUMBER_LENGTH + " characters");
    return null;
  }

  private Optional<BigDecimal> decimal() throws IOException {
    BigDecimal decimal;
    try {
      decimal = parser.getDecimalValue();
    } catch (JsonProcessingException | NumberFormatException e) {
      return Optional.empty(); // the exponent does not fit an int
    }
    long length = plainLength(decimal);
    plainNumbers += (int) Math.min(length, MAX_NUMBER_LENGTH);
    return length <= MAX_NUMBER_LENGTH && plainNumbers <= MAX_PLAIN_NUMBERS
        ? Optional.of(decimal)
        : Optional.empty();
  }

  /** The length of the plain notation in characters; never too low. */
  static long plainLength(BigDecimal decimal) {
    long digits = decimal.precision();
    long scale = decimal.scale();
    return 1 + (scale <= 0 ? digits - scale : Math.max(digits, scale) + 2);
  }

  private void exceeds(Reason reason, String detail) {
    if (excess == null) {
      excess = new Excess(reason, detail);
    }
  }
}
