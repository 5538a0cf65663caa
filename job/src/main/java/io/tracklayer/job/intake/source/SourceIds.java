package io.tracklayer.job.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.identifier.BlockedValues;
import io.tracklayer.contract.text.UnicodeText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads ids of orders, leads, refunds and events as sources write them. A placeholder for a missing
 * id is not an id: it would make one order of all that carry it.
 *
 * <p>Placeholders are the {@link BlockedValues}, except for numbers, since there is an order 111;
 * what a script or template makes of a missing value inside a longer text, as in {@code
 * order-undefined}; and the name of a field in place of its value.
 */
public final class SourceIds {

  private static final BlockedValues STANDS_FOR_NOTHING = new BlockedValues(List.of("test"));

  /** Case-sensitive, as JavaScript and Python print them: a shop may be called Nan's. */
  private static final Pattern HOLDS_NOTHING =
      Pattern.compile(
          "undefined|\\[object |(?<![A-Za-z])(null|NaN|None)(?![A-Za-z])|\\{\\{|\\$\\{|\\{%|<%");

  private static final Pattern NOT_A_WORD = Pattern.compile("[^a-z0-9]");

  private static final Set<String> FIELD_NAMES =
      Set.of(
          "id",
          "orderid",
          "ordernumber",
          "transactionid",
          "checkoutid",
          "checkouttoken",
          "leadid",
          "refundid",
          "eventid",
          "messageid");

  private SourceIds() {}

  /** Trimmed, and perhaps too long to be used; null if there is no id. */
  public static @Nullable String of(@Nullable JsonNode node) {
    String text = SourceText.of(node);
    if (text == null) {
      return null;
    }
    return isPlaceholder(text) ? null : text;
  }

  /** Without the spaces and invisible characters around text that was copied from a page. */
  public static String trimmed(String text) {
    return UnicodeText.trimmed(text);
  }

  /** Whether this stands for an id that is missing. */
  public static boolean isPlaceholder(String id) {
    return !isNumber(id)
        && (STANDS_FOR_NOTHING.blocks(id)
            || (mayHoldNothing(id) && HOLDS_NOTHING.matcher(id).find())
            || isFieldName(id));
  }

  /** A cheap first test, which nearly every id passes. */
  private static boolean mayHoldNothing(String id) {
    return id.indexOf('{') >= 0
        || id.indexOf('[') >= 0
        || id.indexOf('<') >= 0
        || id.contains("undefined")
        || id.contains("null")
        || id.contains("NaN")
        || id.contains("None");
  }

  private static boolean isFieldName(String id) {
    boolean hasDigit = !UnicodeText.isAll(id, c -> c < '0' || c > '9');
    return !hasDigit
        && FIELD_NAMES.contains(NOT_A_WORD.matcher(id.toLowerCase(Locale.ROOT)).replaceAll(""));
  }

  /** Digits, perhaps in groups, that are not all zero. */
  private static boolean isNumber(String id) {
    boolean isZero = true;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      if (!isDigit && (c != '-' || i == 0)) {
        return false;
      }
      isZero &= c == '0' || c == '-';
    }
    return !isZero;
  }
}
