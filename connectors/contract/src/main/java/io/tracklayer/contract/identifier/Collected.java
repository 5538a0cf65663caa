package io.tracklayer.contract.identifier;

import io.tracklayer.contract.identifier.IdentifierExtractor.Extracted;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The identifiers found in one event so far, up to a limit. */
final class Collected {

  static final int MAX_OF_A_TYPE = 5;
  static final int MAX_OF_AN_EVENT = 20;

  /**
   * Normalising a value takes microseconds, and an event may list thousands that are mostly
   * invalid.
   */
  private static final int MAX_TRIED = 20;

  private final Set<Identifier> identifiers = new LinkedHashSet<>();
  private final Map<String, Integer> tried = new HashMap<>();
  private final Map<String, Integer> found = new HashMap<>();
  private int dropped;

  boolean isEmpty() {
    return identifiers.isEmpty();
  }

  /** To be called before a value is normalised; an unwanted value counts as dropped. */
  boolean wantsAnother(String type) {
    if (isFull(type) || tried.merge(type, 1, Integer::sum) > MAX_TRIED) {
      dropped++;
      return false;
    }
    return true;
  }

  void add(Identifier identifier) {
    if (identifiers.contains(identifier)) {
      return;
    }
    if (isFull(identifier.type())) {
      dropped++;
    } else {
      identifiers.add(identifier);
      found.merge(identifier.type(), 1, Integer::sum);
    }
  }

  private boolean isFull(String type) {
    return identifiers.size() >= MAX_OF_AN_EVENT || found.getOrDefault(type, 0) >= MAX_OF_A_TYPE;
  }

  List<String> valuesOf(String type) {
    return identifiers.stream()
        .filter(identifier -> identifier.type().equals(type))
        .map(Identifier::value)
        .toList();
  }

  Extracted extracted() {
    return new Extracted(List.copyOf(identifiers), dropped);
  }
}
