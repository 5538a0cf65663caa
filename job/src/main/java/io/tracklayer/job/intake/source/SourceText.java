package io.tracklayer.job.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.text.UnicodeText;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text fields as sources write them.
 *
 * <p>A field is absent, and null here, when it is missing, blank, neither text nor a number, or one
 * of the words that templates and scripts render for nothing: {@code null}, {@code undefined},
 * {@code <no value>}, {@code <nil>}. They are compared with case, since people are called Null.
 * Numbers are taken as text, since ids are often sent as such.
 */
public final class SourceText {

  /** A longer text is not an id. */
  public static final int MAX_ID_LENGTH = 512;

  private static final int LONGEST_WORD_FOR_NOTHING = 10;

  private SourceText() {}

  /** Without invisible characters around it, in well-formed Unicode. */
  public static @Nullable String of(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    return switch (node.getNodeType()) {
      case STRING -> text(node.textValue());
      case NUMBER -> number(node);
      default -> null;
    };
  }

  /** The first of these fields that is not absent. */
  public static @Nullable String first(ObjectNode object, List<String> names) {
    for (String name : names) {
      String text = of(object.get(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Like {@link #first}, but a text that is longer than an id can be is absent too. */
  public static @Nullable String firstId(ObjectNode object, List<String> names) {
    for (String name : names) {
      String text = of(object.get(name));
      if (text != null && text.length() <= MAX_ID_LENGTH) {
        return text;
      }
    }
    return null;
  }

  /** The object in this field, if it is one. */
  public static @Nullable ObjectNode object(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode object ? object : null;
  }

  public static @Nullable String text(String value) {
    String text = UnicodeText.trimmed(value);
    return meansNothing(text) ? null : UnicodeText.wellFormed(text);
  }

  private static boolean meansNothing(String text) {
    if (text.length() > LONGEST_WORD_FOR_NOTHING) {
      return false;
    }
    return switch (text) {
      case "", "null", "undefined", "<no value>", "<nil>" -> true;
      default -> false;
    };
  }

  private static @Nullable String number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.asText();
    }
    BigDecimal exact = Amounts.of(node);
    return exact == null ? null : exact.toPlainString();
  }
}
