package io.tracklayer.job.intake.person;

import io.tracklayer.contract.text.UnicodeText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name in one field: {@code Jane Doe}, or {@code Doe, Jane}. Without a comma, three words may be
 * two first names or two last names, and one may be either.
 */
record FullName(String first, String last) {

  /** What follows a comma and is no first name. */
  private static final Set<String> SUFFIXES =
      Set.of("jr", "junior", "sr", "senior", "ii", "iii", "iv", "md", "phd", "esq", "cpa", "dds");

  private static final Set<String> COMPANIES =
      Set.of("inc", "llc", "ltd", "co", "corp", "gmbh", "plc", "lp", "llp", "sa", "bv");

  /** Empty where the parts cannot be told. */
  static Optional<FullName> of(String text) {
    int comma = text.indexOf(',');
    if (comma < 0) {
      return ofTwoWords(text);
    }
    String before = text.substring(0, comma).strip();
    String after = text.substring(comma + 1).strip();
    String word = UnicodeText.letters(after);
    if (SUFFIXES.contains(word)) {
      return ofTwoWords(before);
    }
    return before.isEmpty() || word.isEmpty() || after.indexOf(',') >= 0 || COMPANIES.contains(word)
        ? Optional.empty()
        : Optional.of(new FullName(after, before));
  }

  private static Optional<FullName> ofTwoWords(String text) {
    int space = text.indexOf(' ');
    String last = space < 0 ? "" : text.substring(space).strip();
    return last.isEmpty() || last.indexOf(' ') >= 0
        ? Optional.empty()
        : Optional.of(new FullName(text.substring(0, space), last));
  }

  /**
   * What the name has besides a part that is known, whether that comes first or last; null where it
   * is not the name's.
   */
  static @Nullable String besides(String part, String text) {
    String name = text.toLowerCase(Locale.ROOT);
    String known = part.toLowerCase(Locale.ROOT);
    if (name.length() != text.length() || known.length() >= name.length()) {
      return null;
    }
    int length = known.length();
    String rest =
        name.startsWith(known) && isBoundary(name.charAt(length))
            ? text.substring(length)
            : name.endsWith(known) && isBoundary(name.charAt(name.length() - length - 1))
                ? text.substring(0, name.length() - length)
                : "";
    String bare = rest.replace(',', ' ').strip();
    return bare.isEmpty() ? null : bare;
  }

  private static boolean isBoundary(char c) {
    return c == ' ' || c == ',';
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "FullName[…]";
  }
}
