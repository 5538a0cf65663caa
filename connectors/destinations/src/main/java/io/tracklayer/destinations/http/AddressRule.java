package io.tracklayer.destinations.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where requests may go. Unless private addresses are allowed: https only, and only to addresses of
 * the public internet, so that a configured URL cannot be turned against the network we run in.
 *
 * <p>The blocks are those of the IANA special-purpose registries (RFC 6890) that are not globally
 * reachable, multicast, and the metadata address that Azure serves on a public number. Of IPv6 only
 * global unicast is public; addresses that carry an IPv4 address are judged by that one (NAT64, RFC
 * 6052) or refused (6to4, Teredo).
 *
 * @param privateAddressesAllowed the operator declared the endpoint internal
 */
public record AddressRule(boolean privateAddressesAllowed) {

  /** The URL names no host, has another scheme than http and https, or carries a user. */
  public static final String INVALID_URL = "invalid_url";

  /** http, where only https is allowed. */
  public static final String INSECURE_URL = "insecure_url";

  /** An address that is not of the public internet, or a number in place of a host name. */
  public static final String PRIVATE_ADDRESS = "private_address";

  private static final Set<String> REASONS = Set.of(INVALID_URL, INSECURE_URL, PRIVATE_ADDRESS);

  private static final List<Block> NOT_PUBLIC_IPV4 =
      Block.all(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

  private static final List<Block> NOT_PUBLIC_IPV6 =
      Block.all("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private static final Block NAT64 = Block.of("64:ff9b::/96");
  private static final int NAT64_PREFIX_BYTES = 12;

  /** Whether a request got no answer because such a rule stopped it. */
  public static boolean stopped(Answer.NoResponse noResponse) {
    return REASONS.contains(noResponse.reason());
  }

  /** Why a URL is refused before its host is even looked up; empty when it is not. */
  public Optional<String> refusal(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return Optional.of(INVALID_URL);
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      return Optional.of(INVALID_URL);
    }
    if (privateAddressesAllowed) {
      return Optional.empty();
    }
    if (!scheme.equals("https")) {
      return Optional.of(INSECURE_URL);
    }
    return refusesHost(uri.getHost()) ? Optional.of(PRIVATE_ADDRESS) : Optional.empty();
  }

  private boolean refusesHost(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    Optional<InetAddress> literal = IpLiteral.parse(bare);
    if (literal.isPresent()) {
      return !allows(literal.get());
    }
    return bare.indexOf(':') >= 0 || endsInNumber(bare);
  }

  /** The WHATWG URL standard reads such a host as an IPv4 address in decimal, octal or hex. */
  private static boolean endsInNumber(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    boolean digits = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean hex =
        last.startsWith("0x") && last.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0);
    return last.isEmpty() || digits || hex;
  }

  /** Whether a connection to this address may be opened. */
  public boolean allows(InetAddress address) {
    if (privateAddressesAllowed) {
      return true;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublicIpv4(bytes) : isPublicIpv6(bytes);
  }

  private static boolean isPublicIpv4(byte[] address) {
    return NOT_PUBLIC_IPV4.stream().noneMatch(block -> block.contains(address));
  }

  private static boolean isPublicIpv6(byte[] address) {
    if (NAT64.contains(address)) {
      return isPublicIpv4(Arrays.copyOfRange(address, NAT64_PREFIX_BYTES, address.length));
    }
    return GLOBAL_UNICAST.contains(address)
        && NOT_PUBLIC_IPV6.stream().noneMatch(block -> block.contains(address));
  }

  /** A range of addresses in CIDR notation. */
  private record Block(byte[] network, int bits) {

    static Block of(String cidr) {
      int slash = cidr.indexOf('/');
      try {
        return new Block(
            InetAddress.getByName(cidr.substring(0, slash)).getAddress(),
            Integer.parseInt(cidr.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an address block: " + cidr, e);
      }
    }

    static List<Block> all(String... cidrs) {
      return Arrays.stream(cidrs).map(Block::of).toList();
    }

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >>> (bit % 8);
        if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
