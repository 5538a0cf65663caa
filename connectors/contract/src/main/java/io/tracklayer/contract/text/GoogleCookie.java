package io.tracklayer.contract.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cookie {@code _gcl_aw}, in which Google's tag keeps the latest click on an ad: {@code
 * GCL.<time of the click in s>.<gclid>}. A browser repeats it in every event for 90 days, so only
 * its time tells an old click from a new one.
 *
 * <p>Other cookies of Google's tags hold a click and its time too, in other forms: {@code
 * 2.1.k<id>$i<time>} is that of {@code _gcl_ag} and of those that a server sets ({@code FPGCLAW}),
 * {@code 1.<time>.<gclid>} that of {@code _gac_<property>}.
 */
// https://support.google.com/google-ads/answer/7521212
// https://support.google.com/analytics/answer/7519794
public final class GoogleCookie {

  private static final String VERSION = "GCL.";
  private static final int SECOND_DIGITS = 10;
  private static final int CLICK_ID = VERSION.length() + SECOND_DIGITS + 1;

  private static final Pattern BY_POSITION = Pattern.compile("(?:GCL|1)\\.(\\d{10})\\.(.+)");

  private static final Pattern BY_LETTER =
      Pattern.compile("\\d\\.\\d\\.k([^$]+)\\$i(\\d{10})(?:\\$.*)?");

  private GoogleCookie() {}

  /** The same click in the form of {@code _gcl_aw}; null if it is in none of the forms. */
  public static @Nullable String usual(String cookie) {
    Matcher byPosition = BY_POSITION.matcher(cookie);
    if (byPosition.matches()) {
      return VERSION + byPosition.group(1) + "." + byPosition.group(2);
    }
    Matcher byLetter = BY_LETTER.matcher(cookie);
    return byLetter.matches() ? VERSION + byLetter.group(2) + "." + byLetter.group(1) : null;
  }

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
