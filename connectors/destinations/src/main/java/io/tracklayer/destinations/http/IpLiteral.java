package io.tracklayer.destinations.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * IP addresses written out: four decimal numbers, or IPv6. Never asks a name server. The older
 * spellings that {@link InetAddress} also understands ({@code 127.1}, {@code 0177.0.0.1}, {@code
 * 2130706433}) are no literals here.
 */
public final class IpLiteral {

  private static final int IPV4_PARTS = 4;
  private static final int LONGEST_IPV6 = 45;

  private IpLiteral() {}

  public static Optional<InetAddress> parse(String text) {
    try {
      if (text.indexOf(':') >= 0) {
        return looksLikeIpv6(text) ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
      }
      byte[] address = ipv4(text);
      return address == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The same without the address. */
  public static boolean isOne(String text) {
    return text.indexOf(':') >= 0 ? parse(text).isPresent() : ipv4(text) != null;
  }

  private static boolean looksLikeIpv6(String text) {
    if (text.length() > LONGEST_IPV6) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || (c != ':' && c != '.' && Character.digit(c, 16) < 0)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ipv4(String text) {
    byte[] address = new byte[IPV4_PARTS];
    int part = 0;
    int digits = 0;
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (digits == 0 || part == IPV4_PARTS - 1) {
          return null;
        }
        address[part++] = (byte) value;
        digits = 0;
        value = 0;
      } else if (c >= '0' && c <= '9') {
        boolean leadingZero = digits > 0 && value == 0;
        value = value * 10 + (c - '0');
        digits++;
        if (leadingZero || value > 255) {
          return null;
        }
      } else {
        return null;
      }
    }
    if (digits == 0 || part != IPV4_PARTS - 1) {
      return null;
    }
    address[part] = (byte) value;
    return address;
  }
}
