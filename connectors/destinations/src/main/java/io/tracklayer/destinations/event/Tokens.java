package io.tracklayer.destinations.event;

/** Recognises tokens by the form that their makers give them. */
final class Tokens {

  /**
   * How a JSON object begins in base64: a JSON Web Token, or a profile that one page hands to the
   * next.
   */
  // https://www.rfc-editor.org/rfc/rfc7519#section-3.1
  private static final String JSON_IN_BASE64 = "eyJ";

  private static final int FEWEST_CHARACTERS = 16;

  private static final int FEWEST_IN_ALL = 10;

  private static final String BEARER = "Bearer ";

  /** WooCommerce's order key, and the secrets of Stripe, GitHub, Slack, Shopify and AWS. */
  private static final String[] BEGINNINGS = {
    "wc_order_", "sk_live_", "sk_test_", "rk_live_", "whsec_", "ghp_", "xoxb-", "shpat_", "AKIA"
  };

  private Tokens() {}

  /** Whether a text with this character may hold one; each has one of them. */
  static boolean mayHold(char c) {
    return c == '_' || c == '-' || c == 'J' || c == 'K' || c == 'B';
  }

  static boolean isIn(String text) {
    if (text.length() < FEWEST_IN_ALL) {
      return false;
    }
    int at = text.indexOf(JSON_IN_BASE64);
    while (at >= 0) {
      if (isStart(text, at) && lengthAt(text, at) >= FEWEST_CHARACTERS) {
        return true;
      }
      at = text.indexOf(JSON_IN_BASE64, at + 1);
    }
    if (text.indexOf('_') >= 0 || text.indexOf('-') >= 0 || text.indexOf("AKIA") >= 0) {
      for (String beginning : BEGINNINGS) {
        at = text.indexOf(beginning);
        if (at >= 0 && isStart(text, at) && lengthAt(text, at) > beginning.length()) {
          return true;
        }
      }
    }
    return text.startsWith(BEARER) && lengthAt(text, BEARER.length()) >= FEWEST_CHARACTERS;
  }

  private static boolean isStart(String text, int at) {
    return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  private static int lengthAt(String text, int at) {
    int end = at;
    while (end < text.length() && isOfToken(text.charAt(end))) {
      end++;
    }
    return end - at;
  }

  private static boolean isOfToken(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}
