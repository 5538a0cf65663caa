package io.tracklayer.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One problem in the body of a request. It names fields, never values, which may be personal data.
 *
 * @param at the path to the field, which may be missing: field names, and list indexes from 0
 * @param keyword the JSON Schema keyword that failed, or {@link #RULE}
 * @param message the end of a sentence that begins with the field, such as "is missing"
 */
public record BodyProblem(List<String> at, String keyword, String message) {

  /** The keyword of a finding that no alternative is satisfied. */
  public static final String ALTERNATIVES = "anyOf";

  /** Stands for the keyword if code checks the rule, because a schema cannot express it. */
  public static final String RULE = "rule";

  private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

  /** A finding by a rule that a schema cannot express. */
  public static BodyProblem ofRule(String message, Object... at) {
    return new BodyProblem(Arrays.stream(at).map(String::valueOf).toList(), RULE, message);
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
