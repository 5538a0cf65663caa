package io.tracklayer.contract.config.options;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The JSON kind of a single value, as seen by an editor that validates the file against its JSON
 * Schema. Our own check accepts the same kinds, so that the two always agree.
 */
public enum JsonKind {
  STRING,
  INTEGER,
  NUMBER,
  BOOLEAN;

  // Plain scalars as YAML 1.2, the editors' dialect, resolves them (section 10.3.2); null does not
  // count as a value here.
  private static final Pattern INTEGERS = Pattern.compile("[-+]?[0-9]+(\\.0*)?");
  private static final Pattern NUMBERS =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern BOOLEANS = Pattern.compile("true|True|TRUE|false|False|FALSE");

  /**
   * @param isPlain whether it is written without quotes
   */
  public static JsonKind of(String text, boolean isPlain) {
    if (!isPlain) {
      return STRING;
    }
    if (INTEGERS.matcher(text).matches()) {
      return INTEGER;
    }
    if (NUMBERS.matcher(text).matches()) {
      return NUMBER;
    }
    return BOOLEANS.matcher(text).matches() ? BOOLEAN : STRING;
  }

  /** The type's name in JSON Schema. */
  public String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }
}
