package io.tracklayer.contract.text;

/**
 * The form of {@code _fbc} and {@code _fbp}: {@code fb.<subdomain index>.<creation time in
 * ms>.<value>}, and a fifth part of two or eight characters if Meta's parameter builder wrote it.
 * Meta fails the whole request for a malformed fbc (error subcode 2804001), so only well-formed
 * values are sent, unchanged because they are case-sensitive.
 */
// https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc
public final class MetaCookie {

  private static final int MILLISECOND_DIGITS = 13;
  private static final int LONGEST_INDEX = 2;

  private MetaCookie() {}

  /** The form of {@code _fbp}, whose value is a random number. */
  public static boolean isBrowserId(String cookie) {
    return isWellFormed(cookie) && isDigits(cookie.split("\\.", -1)[3]);
  }

  /** Whether a cookie can be made of this value of {@code fbclid}. */
  public static boolean isClickId(String fbclid) {
    return isPlain(fbclid);
  }

  /** When a well-formed cookie was made, in epoch milliseconds: when its click happened. */
  public static long madeAt(String cookie) {
    return Long.parseLong(cookie.split("\\.", -1)[2]);
  }

  public static boolean isWellFormed(String cookie) {
    String[] parts = cookie.split("\\.", -1);
    if (parts.length != 4 && parts.length != 5) {
      return false;
    }
    return parts[0].equals("fb")
        && parts[1].length() <= LONGEST_INDEX
        && isDigits(parts[1])
        && parts[2].length() == MILLISECOND_DIGITS
        && isDigits(parts[2])
        && isPlain(parts[3])
        && (parts.length == 4 || isBuilderSuffix(parts[4]));
  }

  private static boolean isBuilderSuffix(String part) {
    return (part.length() == 2 || part.length() == 8) && isPlain(part);
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && UnicodeText.isAll(text, c -> c >= '0' && c <= '9');
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && UnicodeText.isAll(
            text,
            c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-');
  }
}
