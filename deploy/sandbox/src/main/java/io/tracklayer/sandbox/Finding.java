package io.tracklayer.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that is wrong with the body of a request. Names fields, never values: those may be
 * personal data.
 *
 * @param at the way from the body to the field that it concerns, also to one that is missing: names
 *     of fields, and places in lists from 0
 * @param keyword of JSON Schema that the field fails, or {@link #RULE}
 * @param message what is wrong: the end of a sentence that begins with the field
 */
public record Finding(List<String> at, String keyword, String message) {

  /** The keyword where none of several alternatives holds. */
  public static final String ALTERNATIVES = "anyOf";

  /** In place of a keyword: a rule that no schema can say. */
  public static final String RULE = "rule";

  private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

  /** A finding by a rule that no schema can say. */
  public static Finding ofRule(String message, Object... at) {
    return new Finding(Arrays.stream(at).map(String::valueOf).toList(), RULE, message);
  }

  /** The name of the field: {@code em} of {@code data[0].user_data.em[1]}. */
  public String field() {
    for (int i = at.size() - 1; i >= 0; i--) {
      if (!INDEX.matcher(at.get(i)).matches()) {
        return at.get(i);
      }
    }
    return "";
  }

  /** {@code data[0].user_data.em}. */
  public String path() {
    StringBuilder path = new StringBuilder();
    for (String step : at) {
      if (INDEX.matcher(step).matches()) {
        path.append('[').append(step).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step);
      }
    }
    return path.toString();
  }

  @Override
  public String toString() {
    return (at.isEmpty() ? "the body" : path()) + " " + message;
  }
}
