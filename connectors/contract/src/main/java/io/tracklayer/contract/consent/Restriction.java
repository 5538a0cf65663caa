package io.tracklayer.contract.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a value says under a name that restricts, such as {@code opt_out} or {@code
 * limitAdTracking}. Only a plain no lifts the restriction. Words of refusal do not: {@code opt_out:
 * "denied"} may mean either.
 */
public enum Restriction {
  SET,
  LIFTED,
  UNSTATED;

  /** How a switch is off, in every form of which nothing else could be meant. */
  private static final Set<String> PLAIN_NO =
      Set.of("false", "f", "no", "n", "off", "none", "0", "disabled", "inactive", "unchecked");

  /** Also what templates and scripts write for a missing value, and SDKs for a missing answer. */
  private static final Set<String> NOTHING =
      Set.of(
          "",
          "null",
          "undefined",
          "nil",
          "<nil>",
          "<no value>",
          "[]",
          "{}",
          "unknown",
          "unspecified",
          "unset",
          "not set",
          "not_set");

  /**
   * Whether a word says that something is off, and no more: {@code false}, but not {@code refused}.
   */
  public static boolean isPlainNo(String text) {
    return PLAIN_NO.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** A list restricts if one of its elements does. */
  public static Restriction of(@Nullable JsonNode value) {
    if (value == null) {
      return UNSTATED;
    }
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.booleanValue() ? SET : LIFTED;
      case NUMBER -> isZero(value) ? LIFTED : SET;
      case STRING -> ofWord(value.textValue());
      case ARRAY -> strictest(value);
      case NULL, MISSING -> UNSTATED;
      case OBJECT -> value.isEmpty() ? UNSTATED : SET;
      case BINARY, POJO -> SET;
    };
  }

  private static boolean isZero(JsonNode number) {
    return number.decimalValue().signum() == 0;
  }

  private static Restriction ofWord(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (NOTHING.contains(word)) {
      return UNSTATED;
    }
    return isPlainNo(word) ? LIFTED : SET;
  }

  private static Restriction strictest(JsonNode list) {
    Restriction strictest = UNSTATED;
    for (JsonNode element : list) {
      Restriction said = of(element);
      strictest = said.compareTo(strictest) < 0 ? said : strictest;
    }
    return strictest;
  }
}
