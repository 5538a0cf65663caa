package io.tracklayer.job.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.text.UnicodeText;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Reads amounts of money and quantities exactly, never as binary floating point. Null stands for
 * absent, and an amount that could be read in two ways is absent rather than wrong.
 *
 * <p>A JSON number is taken as it is. Text is read by these rules:
 *
 * <ul>
 *   <li>An amount may have around it white space, one sign, and one currency: a code of ISO 4217, a
 *       currency symbol with up to two letters before it, or a name that {@link CurrencyNames} has;
 *       also a code on one side and its symbol on the other, as Shopify writes it ({@code $1,500.00
 *       USD}). A dash may stand for the decimals: {@code 500,-}.
 *   <li>Digits and separators may be those of any script. Characters that nobody sees are left out:
 *       CLDR's formats have them in Hebrew and Arabic.
 *   <li>Spaces and apostrophes between digits group them. If both {@code .} and {@code ,} occur,
 *       the last is the decimal separator, and the other groups. One that occurs several times
 *       groups.
 *   <li>Groups have three digits, the first one to three; or, as in India and with commas, two
 *       digits before a last group of three.
 *   <li>A single {@code .} or {@code ,} is the decimal separator, unless exactly three digits
 *       follow one to three digits that do not begin with 0 ({@code 1.234}, {@code 1,234}): that is
 *       a thousand in one country, and one and a bit in another. Then the currency decides, if it
 *       is known. Nobody writes three decimals after a comma for a currency that has two or none,
 *       nor any decimals for one that has none. But programs write three decimals after a point for
 *       a price that they do not round, so for a currency with two this stays in doubt, and the
 *       amount is absent.
 *   <li>Scientific notation ({@code 1.5e+06}) is what Go templates write for large numbers.
 * </ul>
 *
 * <p>An amount of more than {@value #MAX_DIGITS} digits in plain notation is absent.
 *
 * <p>This parser is our own, since others (the JDK, ICU, Joda-Money) parse for a country that they
 * are told, and read {@code 1.234} as a number in each.
 */
public final class Amounts {

  static final int MAX_DIGITS = 20;

  /** Longer text is no amount. */
  private static final int MAX_LENGTH = 48;

  private static final int MAX_EXPONENT_DIGITS = 3;

  private static final int DECIMAL = 10;

  private static final char CENTS = '\u00a2';
  private static final char WIDE_CENTS = '\uffe0';

  private static final char NONE = 0;
  private static final char AMBIGUOUS = '?';

  private Amounts() {}

  /** None for a node that is not an amount, or is an ambiguous or absurd one. */
  public static @Nullable BigDecimal of(@Nullable JsonNode node) {
    return of(node, null);
  }

  /**
   * An amount of money.
   *
   * @param currency its code, if it is known; an amount that names another currency is absent
   */
  public static @Nullable BigDecimal of(@Nullable JsonNode node, @Nullable String currency) {
    if (node == null) {
      return null;
    }
    return switch (node.getNodeType()) {
      case NUMBER ->
          node.isIntegralNumber() || node.isBigDecimal()
              ? plausible(node.decimalValue())
              : ofText(node.asText(), null);
      case STRING -> ofText(node.textValue(), currency);
      default -> null;
    };
  }

  /** The currency that is written beside an amount, as {@link CurrencyNames} reads it. */
  public static @Nullable String currencyOf(@Nullable JsonNode node, @Nullable String configured) {
    if (node == null || !node.isTextual()) {
      return null;
    }
    Written written = written(node.textValue());
    return written == null ? null : CurrencyNames.code(written.currency(), configured);
  }

  /** The amount without superfluous zeros, and never in tens; none if it has too many digits. */
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

  static @Nullable BigDecimal ofText(String text, @Nullable String currency) {
    Written written = written(text);
    if (written == null || written.number().length() > MAX_LENGTH) {
      return null;
    }
    if (currency != null && !written.canBeIn(currency)) {
      return null;
    }
    String number = written.number();
    boolean negative = isMinus(number.charAt(0));
    String digits = negative || number.charAt(0) == '+' ? number.substring(1) : number;
    String plain = plain(digits, currency);
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

  /**
   * @param number the number, with its sign in front; not empty
   * @param currency the text before or behind it, perhaps empty
   */
  private record Written(String number, String currency) {

    boolean canBeIn(String code) {
      return currency.isEmpty()
          || CurrencyNames.canMean(currency, code)
          || !CurrencyNames.isOne(currency);
    }
  }

  /** None if there is anything but one currency around the number. */
  private static @Nullable Written written(String source) {
    String text = trimmed(inAscii(source));
    if (text.isEmpty()) {
      return null;
    }
    int start = isSign(text.charAt(0)) ? 1 : 0;
    int first = beginOfNumber(text, start);
    if (first > start && isAbbreviated(text, start, first)) {
      first++;
    }
    int last = endOfNumber(text);
    if (first >= last) {
      return null;
    }
    String before = trimmed(text.substring(start, first));
    String currency = currencyAround(before, trimmed(text.substring(last)));
    if (currency == null) {
      return null;
    }
    String number = withoutDash(trimmed(text.substring(first, last)));
    if (!before.isEmpty() && isSeparator(number.charAt(0)) && isAsciiLetter(before.charAt(0))) {
      return null; // "USD.500": the point may belong to the abbreviation
    }
    if (start == 1 && isSign(number.charAt(0))) {
      return null;
    }
    return new Written(start == 1 ? text.charAt(0) + number : number, currency);
  }

  /** With the digits, separators and signs of every script as those of ASCII. */
  private static String inAscii(String text) {
    if (UnicodeText.isAscii(text)) {
      return text;
    }
    StringBuilder ascii = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = Character.digit(c, DECIMAL);
      if (digit >= 0) {
        ascii.append((char) ('0' + digit));
      } else if (c == '\u066b' || c == '\uff0e') {
        ascii.append('.');
      } else if (c == '\u066c') {
        ascii.append('\'');
      } else if (c == '\uff0c') {
        ascii.append(',');
      } else if (Character.getType(c) != Character.FORMAT) {
        ascii.append(c);
      }
    }
    return ascii.toString();
  }

  /** Where the first digit is, or the sign or separator before it. */
  private static int beginOfNumber(String text, int start) {
    int digit = start;
    while (digit < text.length() && !isDigit(text.charAt(digit))) {
      digit++;
    }
    int begin = digit;
    while (begin > start && isNumberPart(text.charAt(begin - 1))) {
      begin--;
    }
    return begin;
  }

  /** Behind the last digit, and the separator or dash behind that. */
  private static int endOfNumber(String text) {
    int end = text.length();
    while (end > 0 && !isDigit(text.charAt(end - 1))) {
      end--;
    }
    while (end > 0
        && end < text.length()
        && (isNumberPart(text.charAt(end)) || text.charAt(end) == ':')) {
      end++;
    }
    return end;
  }

  /** What names the currency, perhaps nothing; null if there is anything else, or two. */
  private static @Nullable String currencyAround(String before, String after) {
    if (!isCurrency(before) || !isCurrency(after)) {
      return null;
    }
    if (before.isEmpty() || after.isEmpty()) {
      return before + after;
    }
    return CurrencyNames.agreed(before, after);
  }

  /** Whether the point at {@code end} belongs to the abbreviation before it, as in "Rs.500". */
  private static boolean isAbbreviated(String text, int start, int end) {
    return end < text.length()
        && text.charAt(end) == '.'
        && CurrencyNames.isOne(trimmed(text.substring(start, end)) + ".");
  }

  /**
   * "500,-", "500.--" and "500:-" are whole amounts in many countries. What else separates digits
   * there groups them, so the dashes become decimals behind another separator.
   */
  private static String withoutDash(String number) {
    int end = number.length();
    while (end > 1 && isDash(number.charAt(end - 1))) {
      end--;
    }
    boolean isWhole =
        end < number.length()
            && end > 1
            && (isSeparator(number.charAt(end - 1)) || number.charAt(end - 1) == ':');
    if (!isWhole) {
      return number;
    }
    String whole = number.substring(0, end - 1);
    return whole + (whole.indexOf('.') < 0 ? ".00" : ",00");
  }

  private static boolean isCurrency(String text) {
    if (text.isEmpty() || CurrencyNames.isOne(text)) {
      return true;
    }
    char last = text.charAt(text.length() - 1);
    return Character.getType(last) == Character.CURRENCY_SYMBOL
        && last != CENTS
        && last != WIDE_CENTS
        && text.length() <= 3
        && text.substring(0, text.length() - 1).chars().allMatch(Amounts::isAsciiLetter);
  }

  /** The number in the form that BigDecimal reads, or null. */
  private static @Nullable String plain(String text, @Nullable String currency) {
    int exponent = indexOfExponent(text);
    if (exponent >= 0) {
      String mantissa = text.substring(0, exponent);
      return isPlainDecimal(mantissa) && isExponent(text, exponent + 1) ? text : null;
    }
    char decimal = decimalSeparator(text, currency);
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

  private static char decimalSeparator(String text, @Nullable String currency) {
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
    if (!couldGroup(text, text.indexOf(only))) {
      return only;
    }
    return mustGroup(only, currency) ? NONE : AMBIGUOUS;
  }

  /** Whether three digits behind this separator cannot be the currency's decimals. */
  private static boolean mustGroup(char separator, @Nullable String currency) {
    if (currency == null) {
      return false;
    }
    int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
    return decimals == 0 || (decimals <= 2 && separator == ',');
  }

  /** Whether the separator at {@code at} could just as well end a group of thousands. */
  private static boolean couldGroup(String text, int at) {
    boolean threeFollow = text.length() - at - 1 == 3;
    boolean oneToThreeBefore = at >= 1 && at <= 3;
    return threeFollow && oneToThreeBefore && text.charAt(0) != '0';
  }

  /** The digits of a whole number; none if its groups are not those of any country. */
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
    return isDigit(c) || isSign(c) || isSeparator(c) || isDash(c);
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == ',';
  }

  private static boolean isSign(char c) {
    return c == '+' || isMinus(c);
  }

  private static boolean isDash(char c) {
    return c == '-' || c == '\u2013' || c == '\u2014';
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
