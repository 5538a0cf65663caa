package io.tracklayer.destinations.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One wrong value in a document.
 *
 * @param place the keys and indices that lead to the value
 * @param value what is written there; null if the key is removed
 * @param named where the problem is reported: the place, or a key inside the value
 * @param schemaTells whether an editor with the JSON Schema also finds it
 */
record Mistake(List<Object> place, JsonNode value, List<Object> named, boolean schemaTells) {

  static Mistake at(List<Object> place, JsonNode value, boolean schemaTells) {
    return new Mistake(place, value, place, schemaTells);
  }

  static List<Object> inside(List<Object> place, Object step) {
    List<Object> inner = new ArrayList<>(place);
    inner.add(step);
    return List.copyOf(inner);
  }

  ObjectNode in(ObjectNode document) {
    ObjectNode mistaken = document.deepCopy();
    JsonNode parent = mistaken;
    for (Object step : place.subList(0, place.size() - 1)) {
      parent = step instanceof Integer index ? parent.get(index) : parent.get((String) step);
    }
    Object last = place.get(place.size() - 1);
    if (last instanceof Integer index) {
      ((ArrayNode) parent).set(index, value);
    } else if (value == null) {
      ((ObjectNode) parent).remove((String) last);
    } else {
      ((ObjectNode) parent).set((String) last, value);
    }
    return mistaken;
  }

  /** The path as problems show it. */
  String path() {
    StringBuilder path = new StringBuilder();
    for (Object step : named) {
      if (step instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step);
      }
    }
    return path.toString();
  }

  @Override
  public String toString() {
    return path() + ": " + (value == null ? "taken out" : value);
  }
}
