package io.tracklayer.contract.identifier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.IdentifierExtractor.Extracted;
import io.tracklayer.contract.text.Sha256;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private final Set<Identifier> hashed = new LinkedHashSet<>();
  private final Map<String, Integer> tried = new HashMap<>();
  private final Map<String, Integer> found = new HashMap<>();
  private @Nullable List<ObjectNode> contacts;
  private int dropped;

  /** See {@link ContactPlaces#of}; looked for once, for e-mails and phones alike. */
  List<ObjectNode> contactsOf(RawEvent event) {
    if (contacts == null) {
      contacts = ContactPlaces.of(event);
    }
    return contacts;
  }

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

  /** One whose address may be found yet, see {@link #addHashes}. */
  void addHash(Identifier hash) {
    hashed.add(hash);
  }

  /**
   * To be called when all addresses of the type were added: where one is known, its hash says
   * nothing more.
   */
  void addHashes(String type) {
    if (hashed.isEmpty()) {
      return;
    }
    Sha256 sha256 = new Sha256();
    Set<String> known = valuesOf(type).stream().map(sha256::hex).collect(Collectors.toSet());
    for (Identifier hash : hashed) {
      if (hash.type().equals(type) && !known.contains(hash.value())) {
        add(hash);
      }
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
