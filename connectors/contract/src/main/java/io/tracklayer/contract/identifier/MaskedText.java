package io.tracklayer.contract.identifier;

/**
 * Recognises values of which a part was made unreadable, as shops and support tools show them:
 * {@code j***@example.com}, {@code +49170••••567}. What is left is the same for many people.
 */
final class MaskedText {

  /** Asterisks, bullets, circles, squares and blocks. */
  private static final String IN_A_ROW =
      "*\u00D7\u2022\u2217\u2219\u22C6\u2588\u2591\u2592\u2593\u25A0\u25A1\u25AA\u25CB\u25CF\u25E6"
          + "\u2605\u26AB\u2B1B\u2B24\uFF0A\uFF65";

  private static final String ELLIPSES = "\u2026\u22EF";

  private static final String FULL_STOPS = "...";

  private MaskedText() {}

  /** Whether it has two such signs in a row, or an ellipsis. */
  static boolean hasMask(String text) {
    boolean afterSign = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean mayMask = c == '*' || c >= 0x80;
      boolean isSign = mayMask && IN_A_ROW.indexOf(c) >= 0;
      if ((isSign && afterSign) || (mayMask && ELLIPSES.indexOf(c) >= 0)) {
        return true;
      }
      afterSign = isSign;
    }
    return text.contains(FULL_STOPS);
  }
}
