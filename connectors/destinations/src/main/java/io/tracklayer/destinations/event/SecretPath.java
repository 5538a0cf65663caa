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

  private SecretPath() {}

  static boolean is(String path) {
    if (path.indexOf('/') < 0) {
      return false;
    }
    boolean opens = false;
    for (String segment : path.split("[/?#]", -1)) {
      if (opens && !segment.isEmpty()) {
        return true;
      }
      opens |= OPENING.contains(PersonalKeys.comparable(segment));
    }
    return false;
  }
}
