package io.tracklayer.destinations.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.text.UnicodeText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads single values from an event's properties. All methods are pure. */
public final class EventProperties {

  /**
   * Far more than any amount of money needs; keeps a number like 1e-9999 from being written out.
   */
  private static final int MOST_DIGITS = 30;

  private EventProperties() {}

  /** Text, or an integer as text, stripped; null when it is absent, blank or anything else. */
  public static @Nullable String text(@Nullable ObjectNode properties, String key) {
    JsonNode value = properties == null ? null : properties.get(key);
    if (value == null || !(value.isTextual() || value.isIntegralNumber())) {
      return null;
    }
    String text = value.asText().strip();
    return text.isEmpty() ? null : UnicodeText.wellFormed(text);
  }

  /** The {@link #text} of the first of these keys that has one. */
  public static @Nullable String text(@Nullable ObjectNode properties, String... keys) {
    for (String key : keys) {
      String text = text(properties, key);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** What somebody searched for: Meta's name for it, RudderStack's, Google's and others in use. */
  public static @Nullable String searchTerm(@Nullable ObjectNode properties) {
    return text(
        properties,
        "search_string",
        "query",
        "search_term",
        "searchTerm",
        "search_query",
        "searchQuery");
  }

  /** A number, or text that contains one. */
  public static @Nullable BigDecimal number(@Nullable ObjectNode properties, String key) {
    JsonNode value = properties == null ? null : properties.get(key);
    if (value == null) {
      return null;
    }
    if (value.isNumber()) {
      return usable(value.decimalValue());
    }
    if (value.isTextual() && value.textValue().length() <= MOST_DIGITS) {
      try {
        return usable(new BigDecimal(value.textValue().strip()));
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return null;
  }

  /** The number, unless it has too many digits to be meant. */
  public static @Nullable BigDecimal usable(@Nullable BigDecimal number) {
    boolean writable =
        number != null
            && number.precision() <= MOST_DIGITS
            && Math.abs((long) number.scale()) <= MOST_DIGITS;
    return writable ? number : null;
  }
}
