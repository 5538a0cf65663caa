package io.tracklayer.rudderstack;

/** JSON may escape half a surrogate pair; UTF-8 cannot carry it and no writer takes it. */
final class Surrogates {

  private static final char REPLACEMENT = '\uFFFD';

  private Surrogates() {}

  static boolean anyUnpaired(String text) {
    return firstUnpaired(text) >= 0;
  }

  /** The text with U+FFFD in place of each half. */
  static String repaired(String text) {
    int next = firstUnpaired(text);
    if (next < 0) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text);
    for (int i = next; i < repaired.length(); i++) {
      char c = repaired.charAt(i);
      if (Character.isSurrogate(c)) {
        if (startsPair(repaired, i)) {
          i++;
        } else {
          repaired.setCharAt(i, REPLACEMENT);
        }
      }
    }
    return repaired.toString();
  }

  private static int firstUnpaired(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!startsPair(text, i)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static boolean startsPair(CharSequence text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }
}
