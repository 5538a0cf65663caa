package io.tracklayer.destinations.event;

import java.util.Set;

/**
 * Recognises paths that open something by themselves: {@code /account/reset/1/8a3f…} of Shopify,
 * {@code /checkout/order-received/123/key/…} written as a path.
 */
final class SecretPath {

  /** Segments behind which a key follows, in letters only. */
  private static final Set<String> OPENING =
      Set.of(
          "key",
          "token",
          "auth",
          "authenticate",
          "reset",
          "resetpassword",
          "passwordreset",
          "password",
          "activate",
          "activation",
          "verify",
          "verifyemail",
          "confirm",
          "confirmemail",
          "invite",
          "invitation",
          "magic",
          "magiclink",
          "unsubscribe",
          "session",
          "sso",
          "otp");

  private static final AsciiSet BEHIND_SEGMENT = new AsciiSet("/?#");

  private SecretPath() {}

  static boolean is(String path) {
    if (path.indexOf('/') < 0) {
      return false;
    }
    boolean opens = false;
    int start = 0;
    while (start <= path.length()) {
      int end = BEHIND_SEGMENT.firstIn(path, start);
      if (opens && end > start) {
        return true;
      }
      opens |= end > start && OPENING.contains(PersonalKeys.comparable(path.substring(start, end)));
      start = end + 1;
    }
    return false;
  }
}
