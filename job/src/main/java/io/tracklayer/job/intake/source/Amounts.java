package io.tracklayer.job.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.event.Currencies;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of money and quantities, exact: never binary floating point. Null stands for absent, and
 * an amount that could be read in two ways is absent rather than wrong.
 *
 * <p>A JSON number is taken as it is. Text is read by these rules:
 *
 * <ul>
 *   <li>Around it may stand white space, one sign, and one currency: a currency symbol, with up to
 *       two letters before it ({@code $}, {@code US$}, {@code R$}), or an ISO 4217 code.
 *   <li>Spaces and apostrophes between digits group them. Where both {@code .} and {@code ,} occur,
 *       the last is the decimal separator, and the other groups. One of them occurring several
 *       times groups.
 *   <li>Groups are of three digits, the first of one to three; or, as in India and with commas, of
 *       two digits before a last one of three.
 *   <li>A single {@code .} or {@code ,} is the decimal separator, unless exactly three digits
 *       follow one to three digits that do not begin with 0 ({@code 1.234}, {@code 1,234}): a
 *       thousand in one country, one and a bit in another, so absent.
 *   <li>Scientific notation ({@code 1.5e+06}) is what Go templates write for large numbers.
 * </ul>
 *
 * <p>More than {@value #MAX_DIGITS} digits in plain notation are absent.
 *
 * <p>Our own, since what parses numbers elsewhere (the JDK, ICU, Joda-Money) does so for a country
 * that it is told, and reads {@code 1.234} as a number in each.
 */
public final class Amounts {

  static final int MAX_DIGITS = 20;

  /** Longer text is no amount. */
  private static final int MAX_LENGTH = 48;

  private static final int MAX_EXPONENT_DIGITS = 3;

  private static final char NONE = 0;
  private static final char AMBIGUOUS = '?';

  private Amounts() {}

  /** None for a node that is not an amount, ambiguous or absurd. */
  public static @Nullable BigDecimal of(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    return switch (node.getNodeType()) {
      case NUMBER ->
          node.isIntegralNumber() || node.isBigDecimal()
              ? plausible(node.decimalValue())
              : ofText(node.asText());
      case STRING -> ofText(node.textValue());
      default -> null;
    };
  }

  /** None with too many digits; else without superfluous zeros, and never in tens. */
  public static @Nullable BigDecimal plausible(BigDecimal amount) {
    if (amount.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long wholeDigits = Math.max(1, (long) amount.precision() - amount.scale());
    if (wholeDigits > MAX_DIGITS) {
      return null;
    }
    BigDecimal exact = amount.scale() > 0 ? amount.stripTrailingZeros() : amount;
    if (wholeDigits + Math.max(0L, exact.scale()) > MAX_DIGITS) {
      return null;
    }
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  static @Nullable BigDecimal ofText(String text) {
    String number = withoutCurrency(trimmed(text));
    if (number == null || number.isEmpty() || number.length() > MAX_LENGTH) {
      return null;
    }
    boolean negative = isMinus(number.charAt(0));
    String digits = negative || number.charAt(0) == '+' ? number.substring(1) : number;
    String plain = plain(digits);
    if (plain == null) {
      return null;
    }
    BigDecimal amount = plausible(new BigDecimal(plain));
    return amount == null || !negative ? amount : amount.negate();
  }

  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** With its sign in front; none where something else than one currency stands around it. */
  private static @Nullable String withoutCurrency(String text) {
    if (text.isEmpty()) {
      return null;
    }
    int start = 0;
    boolean signed = isSign(text.charAt(0));
    if (signed) {
      start++;
    }
    int first = start;
    while (first < text.length() && !isNumberPart(text.charAt(first))) {
      first++;
    }
    int last = text.length();
    while (last > first && !isNumberPart(text.charAt(last - 1))) {
      last--;
    }
    String before = trimmed(text.substring(start, first));
    String after = trimmed(text.substring(last));
    if (first == text.length() || (!before.isEmpty() && !after.isEmpty())) {
      return null;
    }
    if (!isCurrency(before) || !isCurrency(after)) {
      return null;
    }
    String number = text.substring(first, last);
    if (!before.isEmpty() && isSeparator(number.charAt(0)) && isAsciiLetter(before.charAt(0))) {
      return null; // "USD.500": the point may belong to the abbreviation
    }
    if (!signed) {
      return number;
    }
    return isSign(number.charAt(0)) ? null : text.charAt(0) + number;
  }

  private static boolean isCurrency(String text) {
    if (text.isEmpty()) {
      return true;
    }
    char last = text.charAt(text.length() - 1);
    if (Character.getType(last) == Character.CURRENCY_SYMBOL) {
      return text.length() <= 3
          && text.substring(0, text.length() - 1).chars().allMatch(Amounts::isAsciiLetter);
    }
    return Currencies.code(text) != null;
  }

  /** What BigDecimal reads, or null. */
  private static @Nullable String plain(String text) {
    int exponent = indexOfExponent(text);
    if (exponent >= 0) {
      String mantissa = text.substring(0, exponent);
      return isPlainDecimal(mantissa) && isExponent(text, exponent + 1) ? text : null;
    }
    char decimal = decimalSeparator(text);
    if (decimal == AMBIGUOUS) {
      return null;
    }
    int point = decimal == NONE ? text.length() : text.lastIndexOf(decimal);
    String whole = ungrouped(text.substring(0, point));
    String fraction = point == text.length() ? "" : text.substring(point + 1);
    if (whole == null || !areDigits(fraction) || (whole.isEmpty() && fraction.isEmpty())) {
      return null;
    }
    return (whole.isEmpty() ? "0" : whole) + (fraction.isEmpty() ? "" : "." + fraction);
  }

  private static char decimalSeparator(String text) {
    int points = count(text, '.');
    int commas = count(text, ',');
    if (points > 0 && commas > 0) {
      char last = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
      return (last == '.' ? points : commas) == 1 ? last : AMBIGUOUS;
    }
    if (points + commas == 0 || points > 1 || commas > 1) {
      return NONE;
    }
    char only = points == 1 ? '.' : ',';
    return couldGroup(text, text.indexOf(only)) ? AMBIGUOUS : only;
  }

  /** Whether the separator at {@code at} could just as well end a group of thousands. */
  private static boolean couldGroup(String text, int at) {
    boolean threeFollow = text.length() - at - 1 == 3;
    boolean oneToThreeBefore = at >= 1 && at <= 3;
    return threeFollow && oneToThreeBefore && text.charAt(0) != '0';
  }

  /** The digits of a whole number; none where its groups are not those of any country. */
  private static @Nullable String ungrouped(String whole) {
    if (areDigits(whole)) {
      return whole;
    }
    StringBuilder digits = new StringBuilder(whole.length());
    char separator = NONE;
    int groupLength = 0;
    int groups = 0;
    boolean pairs = whole.indexOf(',') >= 0;
    boolean triples = true;
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      if (isDigit(c)) {
        digits.append(c);
        groupLength++;
        continue;
      }
      boolean groupsHere = c == '.' || c == ',' || c == '\'' || c == '\u2019' || isSpace(c);
      if (!groupsHere || (separator != NONE && separator != c) || groupLength == 0) {
        return null;
      }
      separator = c;
      pairs &= groups == 0 ? groupLength <= 2 : groupLength == 2;
      triples &= groups == 0 ? groupLength <= 3 : groupLength == 3;
      groups++;
      groupLength = 0;
    }
    return groupLength == 3 && (pairs || triples) ? digits.toString() : null;
  }

  private static int indexOfExponent(String text) {
    int lower = text.indexOf('e');
    return lower >= 0 ? lower : text.indexOf('E');
  }

  private static boolean isPlainDecimal(String text) {
    int point = text.indexOf('.');
    String digits = point < 0 ? text : text.substring(0, point) + text.substring(point + 1);
    return !digits.isEmpty() && areDigits(digits) && point != 0;
  }

  private static boolean isExponent(String text, int from) {
    int start =
        from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-')
            ? from + 1
            : from;
    int length = text.length() - start;
    return length >= 1 && length <= MAX_EXPONENT_DIGITS && areDigits(text.substring(start));
  }

  private static int count(String text, char wanted) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == wanted) {
        count++;
      }
    }
    return count;
  }

  private static boolean areDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumberPart(char c) {
    return isDigit(c) || isSign(c) || isSeparator(c);
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == ',';
  }

  private static boolean isSign(char c) {
    return c == '+' || isMinus(c);
  }

  private static boolean isMinus(char c) {
    return c == '-' || c == '\u2212';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
