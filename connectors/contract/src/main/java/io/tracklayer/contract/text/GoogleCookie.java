package io.tracklayer.contract.text;

/**
 * The cookie {@code _gcl_aw}, in which Google's tag keeps the latest click on an ad: {@code
 * GCL.<time of the click in s>.<gclid>}. A browser repeats it in every event for 90 days, so only
 * its time tells an old click from a new one.
 */
// https://support.google.com/google-ads/answer/7521212
public final class GoogleCookie {

  private static final String VERSION = "GCL.";
  private static final int SECOND_DIGITS = 10;
  private static final int CLICK_ID = VERSION.length() + SECOND_DIGITS + 1;

  private GoogleCookie() {}

  public static boolean isWellFormed(String cookie) {
    return cookie.length() > CLICK_ID
        && cookie.startsWith(VERSION)
        && cookie.charAt(CLICK_ID - 1) == '.'
        && UnicodeText.isAll(seconds(cookie), c -> c >= '0' && c <= '9');
  }

  /** When the click of a well-formed cookie happened, in epoch milliseconds. */
  public static long clickedAt(String cookie) {
    return Long.parseLong(seconds(cookie)) * 1000;
  }

  /** The {@code gclid} of a well-formed cookie. */
  public static String clickId(String cookie) {
    return cookie.substring(CLICK_ID);
  }

  private static String seconds(String cookie) {
    return cookie.substring(VERSION.length(), CLICK_ID - 1);
  }
}
