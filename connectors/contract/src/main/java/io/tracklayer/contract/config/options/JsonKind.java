package io.tracklayer.contract.config.options;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a single value is to an editor that judges the file by its JSON Schema. The check takes no
 * other kind than the schema does, so that both give one verdict.
 */
public enum JsonKind {
  STRING,
  INTEGER,
  NUMBER,
  BOOLEAN;

  // As YAML 1.2 resolves plain scalars (section 10.3.2), which editors read; null is no value here.
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

  /** The word of JSON Schema. */
  public String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }
}
