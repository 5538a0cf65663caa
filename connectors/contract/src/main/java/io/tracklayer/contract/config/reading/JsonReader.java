package io.tracklayer.contract.config.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.config.options.JsonType;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads one JSON value that is written in YAML, with the place of each of its parts. Aliases may
 * make it endless, so its size is limited.
 */
final class JsonReader {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_VALUES = 100_000;

  private int values;
  private boolean isTooLarge;

  /** Empty when it is none; the problem has then been reported. */
  Optional<ReadValue<JsonNode>> read(JsonType type, YamlValue place) {
    return type.mustBeObject()
        ? place.mapping("an object").flatMap(mapping -> value(place, 0))
        : value(place, 0);
  }

  private Optional<ReadValue<JsonNode>> value(YamlValue place, int depth) {
    if (isTooLarge) {
      return Optional.empty();
    }
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      isTooLarge = true;
      place.problem(
          "has more than %d levels or %d values; leave out what does not matter"
              .formatted(MAX_DEPTH, MAX_VALUES));
      return Optional.empty();
    }
    if (place.hasTag()) {
      return Optional.empty();
    }
    if (place.node() instanceof MappingNode mapping) {
      return Optional.of(object(mapping, place, depth));
    }
    if (place.node() instanceof SequenceNode sequence) {
      return Optional.of(array(sequence, place, depth));
    }
    return Optional.of(ReadValue.of(scalar((ScalarNode) place.node(), place), place));
  }

  private ReadValue<JsonNode> object(MappingNode mapping, YamlValue place, int depth) {
    Map<String, ReadValue<?>> parts = new LinkedHashMap<>();
    ObjectNode object = Json.object();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        place.problemAt(entry.getKeyNode(), "a key must be a single word");
        continue;
      }
      String key = name.getValue();
      YamlValue inner = place.entry(entry, key);
      if (name.getTag().equals(Tag.MERGE)) {
        inner.problem(Suggestions.forUnknownKey(key, List.of()));
      } else if (object.has(key)) {
        inner.problem("is written twice; keep one");
      } else {
        value(inner, depth + 1)
            .ifPresent(
                part -> {
                  object.set(key, part.value());
                  parts.put(key, part);
                });
      }
    }
    return new ReadValue<>(object, place, parts);
  }

  private ReadValue<JsonNode> array(SequenceNode sequence, YamlValue place, int depth) {
    Map<String, ReadValue<?>> parts = new LinkedHashMap<>();
    ArrayNode array = Json.mapper().createArrayNode();
    for (int i = 0; i < sequence.getValue().size(); i++) {
      String index = Integer.toString(i);
      value(place.item(sequence.getValue().get(i), i), depth + 1)
          .ifPresent(
              part -> {
                array.add(part.value());
                parts.put(index, part);
              });
    }
    return new ReadValue<>(array, place, parts);
  }

  private static JsonNode scalar(ScalarNode scalar, YamlValue place) {
    if (YamlValue.isNull(scalar)) {
      return NullNode.getInstance();
    }
    String text = scalar.getValue();
    return switch (place.kind()) {
      case STRING -> TextNode.valueOf(text);
      case BOOLEAN -> BooleanNode.valueOf(text.equalsIgnoreCase("true"));
      case INTEGER, NUMBER -> number(text);
    };
  }

  private static JsonNode number(String text) {
    try {
      return DecimalNode.valueOf(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
  }
}
