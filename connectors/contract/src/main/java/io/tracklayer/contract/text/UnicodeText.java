package io.tracklayer.contract.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Text in the forms that hashing and JSON need. All methods are pure. */
public final class UnicodeText {

  private static final int MARKS_TO_DROP =
      (1 << Character.CONNECTOR_PUNCTUATION)
          | (1 << Character.DASH_PUNCTUATION)
          | (1 << Character.START_PUNCTUATION)
          | (1 << Character.END_PUNCTUATION)
          | (1 << Character.INITIAL_QUOTE_PUNCTUATION)
          | (1 << Character.FINAL_QUOTE_PUNCTUATION)
          | (1 << Character.OTHER_PUNCTUATION)
          | (1 << Character.MATH_SYMBOL)
          | (1 << Character.CURRENCY_SYMBOL)
          | (1 << Character.MODIFIER_SYMBOL)
          | (1 << Character.OTHER_SYMBOL)
          | (1 << Character.SPACE_SEPARATOR)
          | (1 << Character.LINE_SEPARATOR)
          | (1 << Character.PARAGRAPH_SEPARATOR)
          | (1 << Character.CONTROL)
          | (1 << Character.FORMAT)
          | (1 << Character.SURROGATE)
          | (1 << Character.UNASSIGNED);

  private static final int REPLACEMENT = 0xFFFD;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private UnicodeText() {}

  public static boolean isAscii(String text) {
    return isAll(text, c -> c < 128);
  }

  /** Whether every char is of this kind; true for empty text. */
  public static boolean isAll(String text, IntPredicate kind) {
    for (int i = 0; i < text.length(); i++) {
      if (!kind.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Without what no reader sees, and text copied from a page, a document or a telephone brings
   * along: format characters (zero-width, byte order mark, direction marks, soft hyphen), fillers
   * and variation selectors anywhere, and white space of every kind and control characters at the
   * ends. Inside, a space of any width is a plain one.
   *
   * <p>Joiners between letters of other scripts stay: Persian and Indic names are spelt with them.
   */
  public static String visible(String text) {
    if (isAll(text, c -> c >= ' ' && c < 0x7F)) {
      return text.strip();
    }
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      switch (Character.getType(c)) {
        case Character.FORMAT -> {
          if (isJoiner(c) && isOtherScript(text, i - 1) && isOtherScript(text, next)) {
            visible.appendCodePoint(c);
          }
        }
        case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
            visible.append(' ');
        default -> {
          if (!isInvisible(c)) {
            visible.appendCodePoint(c);
          }
        }
      }
      i = next;
    }
    return withoutControlsAround(visible.toString());
  }

  /**
   * Without white space of any kind and invisible characters at the ends; what is inside stays,
   * such as the joiners of an emoji.
   */
  public static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isInvisibleAtEnd(text.charAt(start))) {
      start++;
    }
    while (end > start && isInvisibleAtEnd(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isInvisibleAtEnd(char c) {
    return c <= ' '
        || (c >= 0x7F
            && (Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT));
  }

  private static String withoutControlsAround(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpaceOrControl(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpaceOrControl(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpaceOrControl(char c) {
    return Character.isWhitespace(c) || Character.isISOControl(c);
  }

  /**
   * Letters, marks and a symbol that are drawn as nothing: Unicode's default ignorable code points
   * of other kinds than format characters, and the empty Braille pattern.
   */
  private static boolean isInvisible(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x2800
        || c == 0x3164
        || c == 0xFFA0
        || (c >= 0x180B && c <= 0x180F)
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  private static boolean isJoiner(int c) {
    return c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
  }

  private static boolean isOtherScript(String text, int index) {
    return index >= 0
        && index < text.length()
        && text.charAt(index) >= 0x80
        && isPartOfWord(text.charAt(index));
  }

  /** Stripped, in lower case (independent of the machine's language) and in NFC. */
  public static String folded(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return isAscii(lower) ? lower : Normalizer.normalize(lower, Normalizer.Form.NFC);
  }

  /** {@link #folded}, without white space, punctuation, symbols and invisible characters. */
  public static String lettersAndDigits(String text) {
    return kept(folded(text), true);
  }

  /** {@link #lettersAndDigits} without the digits; accents and other scripts stay. */
  public static String letters(String text) {
    return kept(folded(text), false);
  }

  private static String kept(String text, boolean digits) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean plain = c >= 'a' && c <= 'z';
      if (plain || (Character.isDigit(c) ? digits : isPartOfWord(c))) {
        kept.appendCodePoint(c);
      }
    }
    return kept.toString();
  }

  private static boolean isPartOfWord(int c) {
    return ((1 << Character.getType(c)) & MARKS_TO_DROP) == 0;
  }

  /** How long the text is in UTF-8, if it is well-formed; otherwise at most so long. */
  public static int bytes(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        // The two halves of a surrogate pair are four bytes together.
        bytes += unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
      }
    }
    return bytes;
  }

  /** At most so many chars from its beginning; never half a surrogate pair. */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, splits ? longest - 1 : longest);
  }

  /** Whether the text has no lone half of a surrogate pair, which has no UTF-8 form. */
  public static boolean isWellFormed(String text) {
    return firstLoneSurrogate(text) < 0;
  }

  /**
   * The same text with U+FFFD in place of each lone half of a surrogate pair: sources cut strings
   * in the middle of an emoji, and JSON can carry the remaining half as an escape.
   */
  public static String wellFormed(String text) {
    int first = firstLoneSurrogate(text);
    return first < 0 ? text : repaired(text, first);
  }

  private static int firstLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int c = text.codePointAt(i);
        if (isSurrogate(c)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static String repaired(String text, int from) {
    StringBuilder result = new StringBuilder(text.length()).append(text, 0, from);
    text.substring(from)
        .codePoints()
        .map(c -> isSurrogate(c) ? REPLACEMENT : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  /** Code points of whole pairs lie outside this range. */
  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
