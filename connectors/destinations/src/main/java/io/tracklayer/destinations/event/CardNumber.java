package io.tracklayer.destinations.event;

/** Recognises numbers of payment cards, with or without spaces and hyphens (ISO/IEC 7812). */
final class CardNumber {

  private static final int FEWEST_DIGITS = 13;
  private static final int MOST_DIGITS = 19;

  /** Of American Express; the others in use have one more. */
  private static final int USUAL_DIGITS = 15;

  private CardNumber() {}

  /** Whether a text has as many digits as any card, and those add up. */
  static boolean mayBe(String text) {
    return isOf(FEWEST_DIGITS, MOST_DIGITS, text);
  }

  /** Of the lengths in use: numbers of articles and orders often have 13 or 14 digits. */
  static boolean is(String text) {
    return isOf(USUAL_DIGITS, USUAL_DIGITS + 1, text);
  }

  /** The digits of a card's number add up, each second one doubled. */
  private static boolean isOf(int fewest, int most, String text) {
    if (text.length() < fewest) {
      return false;
    }
    int digits = 0;
    int sum = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        int doubled = 2 * (c - '0');
        sum += digits % 2 == 0 ? c - '0' : doubled / 10 + doubled % 10;
        digits++;
      } else if (c != ' ' && c != '-' && c != '+') {
        return false;
      }
    }
    return digits >= fewest
        && digits <= most
        && sum % 10 == 0
        && "3456".indexOf(text.strip().charAt(0)) >= 0;
  }
}
