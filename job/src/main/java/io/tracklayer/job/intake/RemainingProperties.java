package io.tracklayer.job.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.job.intake.client.ClickIds;
import io.tracklayer.job.intake.commerce.Commerce;
import io.tracklayer.job.intake.person.Traits;
import io.tracklayer.job.intake.source.WritableJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Selects the properties and traits of a canonical event. The properties are those of the source,
 * without any that became a field of their own or that tell of the person. At most {@value
 * #MAX_KEYS} of them in {@value #MAX_BYTES} bytes; beyond that the largest are dropped first, and
 * of equally large ones the one whose name sorts first.
 */
final class RemainingProperties {

  static final int MAX_KEYS = 100;
  static final int MAX_BYTES = 32 * 1024;

  static final int MAX_BYTES_OF_TRAITS = 8 * 1024;

  private final Set<String> externalIds;

  /**
   * @param externalIds properties that identify the person
   */
  RemainingProperties(List<String> externalIds) {
    this.externalIds = Set.copyOf(externalIds);
  }

  /**
   * A copy; the source's properties stay as they are.
   *
   * @param sessions of Google Analytics that are stated beside the properties
   */
  ObjectNode of(ObjectNode properties, Commerce commerce, Map<String, String> sessions) {
    ObjectNode left = Json.object();
    sessions.forEach(left::put);
    addRest(
        left,
        properties,
        (name, value) ->
            externalIds.contains(name) || commerce.took(name) || Traits.isOfContact(name, value)
                ? null
                : TakenOrder.rest(name, value, commerce),
        MAX_BYTES);
    return left;
  }

  /**
   * The custom traits that are left, without external ids and click ids; at most {@value #MAX_KEYS}
   * in {@value #MAX_BYTES_OF_TRAITS} bytes. None if there are none.
   */
  @Nullable ObjectNode ofTraits(ObjectNode customTraits) {
    ObjectNode left = Json.object();
    addRest(
        left,
        customTraits,
        (name, value) -> externalIds.contains(name) ? null : value,
        MAX_BYTES_OF_TRAITS);
    return left.isEmpty() ? null : left;
  }

  /**
   * Adds what is kept and no id, and drops what is then too much.
   *
   * @param kept what is left of a property; null if nothing is
   */
  private static void addRest(
      ObjectNode left,
      ObjectNode source,
      BiFunction<String, JsonNode, @Nullable JsonNode> kept,
      int maxBytes) {
    long bytes = 0;
    for (Map.Entry<String, JsonNode> stated : left.properties()) {
      bytes += size(stated.getKey(), stated.getValue());
    }
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      boolean isSomething =
          !value.isNull() && !Commerce.isId(name) && !EventIds.FIELD.isSpelled(name);
      JsonNode rest = isSomething && !ClickIds.isClickId(name) ? kept.apply(name, value) : null;
      if (rest != null) {
        JsonNode writable = WritableJson.of(rest);
        left.set(UnicodeText.wellFormed(name), writable);
        bytes += size(name, writable);
      }
    }
    dropLargest(left, bytes, maxBytes);
  }

  private record Sized(String name, long bytes) {}

  private static void dropLargest(ObjectNode left, long bytes, int maxBytes) {
    if (left.size() <= MAX_KEYS && bytes <= maxBytes) {
      return;
    }
    List<Sized> largestFirst = new ArrayList<>(left.size());
    left.properties()
        .forEach(p -> largestFirst.add(new Sized(p.getKey(), size(p.getKey(), p.getValue()))));
    largestFirst.sort(Comparator.comparingLong(Sized::bytes).reversed().thenComparing(Sized::name));
    long remaining = bytes;
    for (Sized property : largestFirst) {
      if (left.size() <= MAX_KEYS && remaining <= maxBytes) {
        return;
      }
      left.remove(property.name());
      remaining -= property.bytes();
    }
  }

  /**
   * The size of the property as JSON, with its quotes, colon and comma; \n and the like count as
   * one byte.
   */
  private static long size(String name, JsonNode value) {
    return bytesOf(name) + 4 + size(value);
  }

  private static long size(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> bytesOf(node.textValue()) + 2;
      case OBJECT -> {
        long bytes = 2;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          bytes += size(field.getKey(), field.getValue());
        }
        yield bytes;
      }
      case ARRAY -> {
        long bytes = 2;
        for (JsonNode element : node) {
          bytes += size(element) + 1;
        }
        yield bytes;
      }
      default -> node.asText().length();
    };
  }

  /** Jackson writes what lies beyond the Basic Multilingual Plane as two escapes of six bytes. */
  private static long bytesOf(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += Character.isSurrogate(c) ? 5 : c < 0x800 ? 1 : 2;
      }
    }
    return bytes;
  }
}
