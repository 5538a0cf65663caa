package io.tracklayer.contract.config.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What to write instead of an unknown name. */
public final class Suggestions {

  private Suggestions() {}

  /** Never repeats the value, which may be a secret. */
  public static String forUnknownKey(String key, Collection<String> known) {
    if (known.contains(key + "_ref")) {
      return "holds a secret in clear; write "
          + key
          + "_ref with the name of an environment variable, or file:/path";
    }
    if (key.equals("<<")) {
      return "merging another section is not supported; write the keys out";
    }
    if (SecretWords.areIn(key) && nearest(key, known).isEmpty()) {
      return "is not a known key, and secrets are only ever references; known are " + list(known);
    }
    return "is not a known key; " + didYouMean(key, known);
  }

  /** The known name that was probably meant, or else all known names. */
  public static String didYouMean(String name, Collection<String> known) {
    if (known.isEmpty()) {
      return "none is known";
    }
    return nearest(name, known)
        .map(nearest -> "did you mean " + nearest + "?")
        .orElseGet(() -> "known are " + list(known));
  }

  public static String list(Collection<String> names) {
    return String.join(", ", names);
  }

  /** The known name that was probably meant; empty when none is close. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    int furthest = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(
            candidate ->
                distance(name, candidate) <= furthest
                    || (!name.isEmpty() && candidate.startsWith(name)))
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  private static int distance(String a, String b) {
    return levenshtein(comparable(a), comparable(b));
  }

  /** Misspelt names differ mostly in case and in the separators between words. */
  private static String comparable(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-. ]", "_");
  }

  /** Not worth a library, which would add a jar to every process. */
  private static int levenshtein(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
