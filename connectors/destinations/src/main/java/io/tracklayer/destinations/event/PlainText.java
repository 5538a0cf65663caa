package io.tracklayer.destinations.event;

import io.tracklayer.contract.text.PercentEncoding;
import java.util.Map;

/**
 * Text as a reader would see it: percent signs (also encoded several times), HTML's and JSON's
 * escapes resolved, and full-width characters in their plain form.
 */
final class PlainText {

  /** Pages hand addresses on to each other, and encode them each time. */
  private static final int MOST_TIMES = 4;

  private static final int FULL_WIDTH_FIRST = 0xFF01;
  private static final int FULL_WIDTH_LAST = 0xFF5E;
  private static final int TO_PLAIN = 0xFF01 - '!';
  private static final char SMALL_AT = '\uFE6B';
  private static final char SMALL_PLUS = '\uFE62';

  /** Of HTML's names for characters, those that matter here. */
  private static final Map<String, Character> NAMED =
      Map.of("commat", '@', "plus", '+', "amp", '&', "colon", ':', "period", '.');

  /** What percent signs, HTML and JSON escape with. */
  private static final AsciiSet ESCAPES = new AsciiSet("%&\\");

  private PlainText() {}

  static String of(String text) {
    if (!ESCAPES.isInOrMore(text)) {
      return text;
    }
    String plain = text;
    for (int i = 0; i < MOST_TIMES; i++) {
      String before = plain;
      plain = narrow(unescaped(PercentEncoding.decoded(plain)));
      if (plain.equals(before)) {
        break;
      }
    }
    return plain;
  }

  private static boolean isHex(String text, int start, int end) {
    if (end > text.length()) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** As HTML writes characters, by number or by name, or as JSON does. */
  private static String unescaped(String text) {
    if (text.indexOf('&') < 0 && text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = text.charAt(i) == '&' ? text.indexOf(';', i) : -1;
      int c = -1;
      if (end > i && end - i <= 10) {
        c = ofEntity(text.substring(i + 1, end));
      } else if (text.startsWith("\\u", i) && isHex(text, i + 2, i + 6)) {
        end = i + 5;
        c = Integer.parseInt(text.substring(i + 2, i + 6), 16);
      }
      if (c < 0) {
        result.append(text.charAt(i));
        i++;
      } else {
        result.appendCodePoint(c);
        i = end + 1;
      }
    }
    return result.toString();
  }

  /** The character; below 0 if it is none of those that matter here. */
  private static int ofEntity(String entity) {
    Character named = NAMED.get(entity);
    if (named != null) {
      return named;
    }
    boolean hex = entity.startsWith("#x") || entity.startsWith("#X");
    if (!entity.startsWith("#") || entity.length() < (hex ? 3 : 2)) {
      return -1;
    }
    try {
      int c = Integer.parseInt(entity.substring(hex ? 2 : 1), hex ? 16 : 10);
      return Character.isValidCodePoint(c) ? c : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String narrow(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (narrow(text.charAt(i)) != text.charAt(i)) {
        StringBuilder result = new StringBuilder(text.length());
        text.chars().forEach(c -> result.append(narrow((char) c)));
        return result.toString();
      }
    }
    return text;
  }

  private static char narrow(char c) {
    if (c < 0x80) {
      return c;
    }
    if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) {
      return (char) (c - TO_PLAIN);
    }
    if (c == SMALL_AT || c == SMALL_PLUS) {
      return c == SMALL_AT ? '@' : '+';
    }
    if (Character.isDigit(c)) {
      return (char) ('0' + Character.digit(c, 10));
    }
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.DASH_PUNCTUATION -> '-';
      default -> c;
    };
  }
}
