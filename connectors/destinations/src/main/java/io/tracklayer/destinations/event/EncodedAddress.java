package io.tracklayer.destinations.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Recognises an e-mail address in base64, as newsletters put it into their links. */
final class EncodedAddress {

  /** {@code a@b.de}. */
  private static final int SHORTEST = 8;

  private static final int LONGEST = 512;

  private EncodedAddress() {}

  static boolean is(String value) {
    int end = value.length();
    while (end > 0 && value.charAt(end - 1) == '=') {
      end--;
    }
    if (end < SHORTEST || end > LONGEST || end % 4 == 1 || !isBase64(value, end)) {
      return false;
    }
    String standard = value.substring(0, end).replace('-', '+').replace('_', '/');
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(standard);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return isAddress(decoded);
  }

  private static boolean isBase64(String value, int end) {
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!isLetter && !(c >= '0' && c <= '9') && "+/-_".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Any other id decodes to bytes that are no text. */
  private static boolean isAddress(byte[] decoded) {
    for (byte b : decoded) {
      if (b < ' ' || b == 0x7f) {
        return false;
      }
    }
    String text = new String(decoded, StandardCharsets.US_ASCII);
    int at = text.indexOf('@');
    return at > 0 && text.indexOf('.', at) > at + 1;
  }
}
