package io.tracklayer.contract.config.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.config.Example;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.sections.ExampleOptions;
import io.tracklayer.contract.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds examples from valid sections. */
final class Examples {

  private Examples() {}

  static List<Example> of(List<ReadValue<Settings>> sections) {
    return sections.stream().map(Examples::example).toList();
  }

  private static Example example(ReadValue<Settings> section) {
    List<Example.Expectation> expected = new ArrayList<>();
    section
        .entries(ExampleOptions.EXPECT)
        .forEach((destination, parts) -> expected.add(expectation(destination, parts)));
    return new Example(
        section.place().problems().file(),
        section.line(),
        ExampleOptions.NAME.in(section.value()),
        (ObjectNode) ExampleOptions.EVENT.in(section.value()),
        expected);
  }

  private static Example.Expectation expectation(String destination, ReadValue<Settings> parts) {
    Map<String, Integer> lines = new HashMap<>();
    collectLines(parts, parts.place().path().length(), lines);
    return new Example.Expectation(destination, (ObjectNode) json(parts), lines);
  }

  /** By path from the expectation on: {@code requests[0].body}. */
  private static void collectLines(ReadValue<?> part, int from, Map<String, Integer> lines) {
    String path = part.place().path().substring(from);
    lines.put(path.startsWith(".") ? path.substring(1) : path, part.line());
    part.parts().values().forEach(inner -> collectLines(inner, from, lines));
  }

  private static JsonNode json(ReadValue<?> part) {
    if (part.value() instanceof JsonNode json) {
      return json;
    }
    if (part.value() instanceof List<?>) {
      ArrayNode list = Json.mapper().createArrayNode();
      part.parts().values().forEach(item -> list.add(json(item)));
      return list;
    }
    if (part.value() instanceof Settings || part.value() instanceof Map<?, ?>) {
      ObjectNode object = Json.object();
      part.parts().forEach((key, inner) -> object.set(key, json(inner)));
      return object;
    }
    return TextNode.valueOf(part.value().toString());
  }
}
