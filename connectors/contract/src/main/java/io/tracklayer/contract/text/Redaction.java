package io.tracklayer.contract.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a vendor's text fit for records and logs. Error messages often repeat what was sent, so
 * e-mail addresses, phone numbers and other long numbers, IP addresses and anything that looks like
 * a token or a hash are replaced. The text is then cut to {@link #MAX_LENGTH} characters.
 *
 * <p>The work is linear in the length of the text.
 */
public final class Redaction {

  public static final int MAX_LENGTH = 512;

  /** Stands at the end of text that was cut. */
  public static final String ELLIPSIS = "…";

  /** Text beyond this is dropped before the patterns run, to bound their work. */
  private static final int MAX_READ = 8 * 1024;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\s]+");

  /** What nobody sees, and would hide an address or turn the text around. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

  /** Also encoded: for a URL, however often, for HTML, or for JSON. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s\"'<>(),;:=&\\[\\]{}@]{1,64}(?:@|\uff20|%(?:25){0,9}40|&#0{0,9}64;|&#x0{0,9}40;"
              + "|&commat;|\\\\u0040)[^\\s\"'<>(),;:=&\\[\\]{}@]+",
          Pattern.CASE_INSENSITIVE);

  /** As people hide an address from programs: {@code jane [at] example.com}. */
  private static final Pattern WRITTEN_EMAIL =
      Pattern.compile(
          "[^\\s\"'<>(),;:=&\\[\\]{}@]{1,64} ?[\\[({]at[\\])}] ?[^\\s\"'<>(),;:=&\\[\\]{}@]+");

  private static final Pattern IPV4 =
      Pattern.compile("(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9.])");

  /** With an ellipsis, it may have as few groups as a time has. */
  private static final Pattern IPV6 =
      Pattern.compile(
          "(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){3,7}"
              + "|[0-9A-Fa-f]{2,4}::[0-9A-Fa-f]{1,4}(?![0-9A-Za-z:]))");

  /** Seven digits or more are one number, however they are grouped. */
  private static final int FEWEST_DIGITS = 7;

  private static final int WIDEST_GAP = 2;
  private static final String GAPS = " ().-/";

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_\\-+/=.|~]{20,}");

  private Redaction() {}

  /** Null for blank text. */
  public static @Nullable String redact(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String read = UnicodeText.wellFormed(UnicodeText.cut(text, MAX_READ));
    String result = INVISIBLE.matcher(CONTROL.matcher(read).replaceAll(" ")).replaceAll("");
    result = EMAIL.matcher(result).replaceAll("[email]");
    result = WRITTEN_EMAIL.matcher(result).replaceAll("[email]");
    result =
        TOKEN.matcher(result).replaceAll(match -> looksLikeWords(match.group()) ? "$0" : "[token]");
    result = IPV4.matcher(result).replaceAll("[address]");
    result = IPV6.matcher(result).replaceAll("[address]");
    return cut(withoutNumbers(result).strip());
  }

  private static String withoutNumbers(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (!isDigit(text.charAt(at))) {
        result.append(text.charAt(at++));
        continue;
      }
      int end = endOfNumber(text, at);
      long digits = text.substring(at, end).chars().filter(Redaction::isDigit).count();
      result.append(digits >= FEWEST_DIGITS ? "[number]" : text.substring(at, end));
      at = end;
    }
    return result.toString();
  }

  /** The end of a number whose digits are separated by small gaps at most. */
  private static int endOfNumber(String text, int start) {
    int end = start + 1;
    for (int i = end; i < text.length() && i - end <= WIDEST_GAP; i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        end = i + 1;
      } else if (GAPS.indexOf(c) < 0) {
        return end;
      }
    }
    return end;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Long identifiers of letters, such as {@code data_processing_options_country}, may stay. */
  private static boolean looksLikeWords(String run) {
    return run.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_' || c == '.' || c == '-')
        && run.chars().filter(c -> c == '_' || c == '.' || c == '-').count() * 12 >= run.length();
  }

  /** At most {@link #MAX_LENGTH} characters; never half a surrogate pair. */
  public static String cut(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    return UnicodeText.cut(text, MAX_LENGTH - 1) + ELLIPSIS;
  }
}
