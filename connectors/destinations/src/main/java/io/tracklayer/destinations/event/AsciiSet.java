package io.tracklayer.destinations.event;

/** Some characters of ASCII, at which texts are cut. */
final class AsciiSet {

  private static final int SIZE = 128;

  private final boolean[] contains = new boolean[SIZE];

  AsciiSet(String characters) {
    for (int i = 0; i < characters.length(); i++) {
      contains[characters.charAt(i)] = true;
    }
  }

  boolean has(char c) {
    return c < SIZE && contains[c];
  }

  /** Whether a text has one of them, or any character that is not of ASCII. */
  boolean isInOrMore(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= SIZE || contains[c]) {
        return true;
      }
    }
    return false;
  }

  /** Where the first of them is, from there on; the end of the text if there is none. */
  int firstIn(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (has(text.charAt(i))) {
        return i;
      }
    }
    return text.length();
  }
}
