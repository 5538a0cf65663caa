package io.tracklayer.job.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name of a field that holds an id. Senders spell it as their language does, and TrackLayer
 * takes every spelling that differs only in case and in {@code _}, {@code -} and spaces: {@code
 * order_id}, {@code orderId}, {@code order_ID}, {@code Order ID}.
 */
public final class FieldName {

  private final String name;
  private final String letters;

  /**
   * @param name in snake case: the spelling that wins if a sender uses several
   */
  public FieldName(String name) {
    this.name = name;
    this.letters = letters(name);
  }

  /** The form in which all spellings of a name are one. */
  public static String letters(String written) {
    StringBuilder letters = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (!isSeparator(c)) {
        letters.append(asciiLowerCase(c));
      }
    }
    return letters.toString();
  }

  /** The first value under this name that is an id, see {@link SourceIds}. */
  public @Nullable String idIn(ObjectNode object) {
    String id = SourceIds.of(object.get(name));
    return id == null ? otherwiseSpelledIn(object) : id;
  }

  private @Nullable String otherwiseSpelledIn(ObjectNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (isSpelled(field.getKey())) {
        String id = SourceIds.of(field.getValue());
        if (id != null) {
          return id;
        }
      }
    }
    return null;
  }

  /** Allocates nothing, since it is called for every property of every event. */
  public boolean isSpelled(String written) {
    int matched = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (isSeparator(c)) {
        continue;
      }
      if (matched == letters.length() || asciiLowerCase(c) != letters.charAt(matched)) {
        return false;
      }
      matched++;
    }
    return matched == letters.length();
  }

  /** The same for all spellings of a name. */
  static int hashOfLetters(String written) {
    int hash = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (!isSeparator(c)) {
        hash = 31 * hash + asciiLowerCase(c);
      }
    }
    return hash ^ (hash >>> 15);
  }

  private static boolean isSeparator(char c) {
    return c == '_' || c == '-' || c == ' ';
  }

  private static char asciiLowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
