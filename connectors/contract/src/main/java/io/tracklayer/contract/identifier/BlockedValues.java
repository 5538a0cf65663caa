package io.tracklayer.contract.identifier;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Values that identify nobody: what programs write where an identifier is missing. One of them let
 * through would join thousands of strangers into one profile.
 *
 * <p>Compared without case, surrounding space and quotes. Immutable, thread-safe.
 */
public final class BlockedValues {

  private static final Set<String> BUILT_IN =
      Set.of(
          "null",
          "(null)",
          "<null>",
          "undefined",
          "none",
          "(none)",
          "nil",
          "<nil>",
          "nan",
          "n/a",
          "#n/a",
          "na",
          "anonymous",
          "guest",
          "unknown",
          "0",
          "-1",
          "true",
          "false",
          "[object object]",
          "<no value>",
          "no value",
          "not set",
          "(not set)",
          "not provided",
          "(not provided)",
          "{}",
          "[]");

  private static final String QUOTES = "\"'`";

  /** Ids are numbered: 22 is somebody, 222222 is a thumb on a key. */
  private static final int FEWEST_REPEATED_DIGITS = 3;

  private final Set<String> blocked;

  /**
   * @param additions blocked besides the built-in ones
   */
  public BlockedValues(Collection<String> additions) {
    blocked = new HashSet<>(BUILT_IN);
    additions.forEach(addition -> blocked.add(comparable(addition)));
  }

  public boolean blocks(String value) {
    String comparable = comparable(value);
    return comparable.isEmpty()
        || blocked.contains(comparable)
        || isOneRepeatedCharacter(comparable)
        || isUnrenderedTemplate(comparable);
  }

  private static String comparable(String value) {
    String bare = value.strip();
    while (bare.length() >= 2 && isQuoted(bare)) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    return bare.toLowerCase(Locale.ROOT);
  }

  private static boolean isQuoted(String value) {
    char first = value.charAt(0);
    return QUOTES.indexOf(first) >= 0 && value.charAt(value.length() - 1) == first;
  }

  /** Hyphens and braces do not count, so that the all-zero UUID is one in each of its forms. */
  private static boolean isOneRepeatedCharacter(String value) {
    int repeated = -1;
    int count = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '-' || c == '{' || c == '}') {
        continue;
      }
      if (repeated >= 0 && c != repeated) {
        return false;
      }
      repeated = c;
      count++;
    }
    if (count == 0 || repeated == '0' || !Character.isLetterOrDigit(repeated)) {
      return true;
    }
    return count >= (Character.isDigit(repeated) ? FEWEST_REPEATED_DIGITS : 2);
  }

  private static boolean isUnrenderedTemplate(String value) {
    return (value.startsWith("{{") && value.endsWith("}}"))
        || (value.startsWith("${") && value.endsWith("}"));
  }
}
