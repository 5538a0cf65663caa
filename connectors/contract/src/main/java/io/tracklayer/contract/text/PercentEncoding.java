package io.tracklayer.contract.text;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Text as addresses and cookies encode it. */
public final class PercentEncoding {

  private PercentEncoding() {}

  /**
   * The decoded text. A plus sign stays one. What is badly encoded stays as it is, so that nothing
   * behind it is overlooked, and bytes that are no UTF-8 become U+FFFD.
   */
  public static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder valid = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+') {
        valid.append("%2B");
      } else if (c == '%' && !(isHex(text, i + 1) && isHex(text, i + 2))) {
        valid.append("%25");
      } else {
        valid.append(c);
      }
    }
    return URLDecoder.decode(valid.toString(), StandardCharsets.UTF_8);
  }

  private static boolean isHex(String text, int at) {
    return at < text.length()
        && text.charAt(at) < 0x80
        && Character.digit(text.charAt(at), 16) >= 0;
  }
}
