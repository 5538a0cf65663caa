package io.tracklayer.destinations.http;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Optional;

/**
 * IP addresses written out: four decimal numbers, or IPv6 without a zone. Never asks a name server.
 * The older spellings ({@code 127.1}, {@code 0177.0.0.1}, {@code 2130706433}) do not count.
 */
public final class IpLiteral {

  private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

  private static final IPAddressStringParameters STRICT = strict();

  private IpLiteral() {}

  private static IPAddressStringParameters strict() {
    var strict = new IPAddressStringParameters.Builder();
    strict.allowEmpty(false).allowAll(false).allowSingleSegment(false);
    strict.allowMask(false).allowPrefix(false).setRangeOptions(RangeParameters.NO_RANGE);
    strict.getIPv4AddressParametersBuilder().allow_inet_aton(false).allowLeadingZeros(false);
    var ipv6 = strict.getIPv6AddressParametersBuilder();
    ipv6.allowZone(false).allowBase85(false);
    ipv6.getEmbeddedIPv4AddressParametersBuilder().allow_inet_aton(false);
    return strict.toParams();
  }

  public static Optional<IPAddress> parse(String text) {
    return mayBeOne(text)
        ? Optional.ofNullable(new IPAddressString(text, STRICT).getAddress())
        : Optional.empty();
  }

  /** The usual ones are recognised without the library, which takes longer. */
  public static boolean is(String text) {
    return isUsualIpV4(text) || parse(text).isPresent();
  }

  /** Four numbers of at most three digits, without leading zeros. */
  public static boolean isUsualIpV4(String text) {
    int numbers = 0;
    int start = 0;
    while (start <= text.length() && numbers <= 4) {
      int dot = text.indexOf('.', start);
      int end = dot < 0 ? text.length() : dot;
      if (!isOctet(text, start, end)) {
        return false;
      }
      numbers++;
      start = end + 1;
    }
    return numbers == 4;
  }

  private static boolean isOctet(String text, int start, int end) {
    if (end == start || end - start > 3 || (end - start > 1 && text.charAt(start) == '0')) {
      return false;
    }
    int octet = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      octet = 10 * octet + c - '0';
    }
    return octet <= 255;
  }

  /**
   * A cheap first test: nearly every text asked about is not an address, and parsing would throw.
   */
  private static boolean mayBeOne(String text) {
    boolean separated = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean separator = c == '.' || c == ':';
      if (c >= 128 || (!separator && Character.digit(c, 16) < 0)) {
        return false;
      }
      separated |= separator;
    }
    return separated && text.length() <= LONGEST;
  }
}
