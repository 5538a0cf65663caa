package io.tracklayer.destinations.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.sections.RootOptions;
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

  /**
   * The document with this mistake, and only with the destination or example that it concerns: the
   * others cost time, and change nothing about it.
   */
  ObjectNode aloneIn(ObjectNode document) {
    ObjectNode mistaken = in(document);
    String destinations = RootOptions.DESTINATIONS.key();
    if (isOfOneDestination() || !place.get(0).equals(destinations)) {
      int kept = isOfOneDestination() ? (int) place.get(1) : 0;
      JsonNode destination = mistaken.get(destinations).get(kept);
      mistaken.putArray(destinations).add(destination);
    }
    if (!place.get(0).equals(RootOptions.EXAMPLES.key())) {
      mistaken.remove(RootOptions.EXAMPLES.key());
    }
    return mistaken;
  }

  /** The same mistake where {@link #aloneIn} has it. */
  Mistake alone() {
    return isOfOneDestination()
        ? new Mistake(inTheFirst(place), value, inTheFirst(named), schemaTells)
        : this;
  }

  private boolean isOfOneDestination() {
    return place.get(0).equals(RootOptions.DESTINATIONS.key()) && place.size() > 1;
  }

  private static List<Object> inTheFirst(List<Object> place) {
    List<Object> first = new ArrayList<>(place);
    first.set(1, 0);
    return List.copyOf(first);
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
