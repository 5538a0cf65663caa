package io.tracklayer.destinations.http;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv6.IPv6Address;
import io.tracklayer.contract.reason.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where requests may go. Unless private addresses are allowed, requests use https and go only to
 * addresses of the public internet, so that a configured URL cannot be turned against the network
 * we run in.
 *
 * <p>Blocked are the ranges of the IANA special-purpose registries (RFC 6890) that are not globally
 * reachable, multicast, and Azure's metadata service, which has a public address. In IPv6 only
 * global unicast is public; an address that embeds an IPv4 address is judged by that address
 * (mapped, and NAT64 by RFC 6052) or refused (6to4, Teredo).
 *
 * @param privateAddressesAllowed the operator declared the endpoint internal
 */
public record AddressRule(boolean privateAddressesAllowed) {

  private static final Set<Reason> REFUSALS =
      Set.of(Reason.INVALID_URL, Reason.INSECURE_URL, Reason.PRIVATE_ADDRESS);

  private static final List<IPAddress> NOT_PUBLIC =
      Stream.of(
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
              "240.0.0.0/4",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(AddressRule::block)
          .toList();

  private static final IPAddress GLOBAL_UNICAST = block("2000::/3");
  private static final IPAddress NAT64 = block("64:ff9b::/96");

  private static final IPAddressGenerator ADDRESSES = new IPAddressGenerator();

  /** Whether a request got no answer because it was refused here and never sent. */
  public static boolean refused(Answer.NoResponse noResponse) {
    return REFUSALS.contains(noResponse.reason());
  }

  /** Why a URL is refused before its host is looked up; empty when it is not. */
  public Optional<Reason> refusal(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return Optional.of(Reason.INVALID_URL);
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      return Optional.of(Reason.INVALID_URL);
    }
    if (privateAddressesAllowed) {
      return Optional.empty();
    }
    if (!scheme.equals("https")) {
      return Optional.of(Reason.INSECURE_URL);
    }
    return isPrivateHost(uri.getHost()) ? Optional.of(Reason.PRIVATE_ADDRESS) : Optional.empty();
  }

  private boolean isPrivateHost(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    Optional<IPAddress> literal = IpLiteral.parse(bare);
    if (literal.isPresent()) {
      return !isPublic(literal.get());
    }
    return bare.indexOf(':') >= 0 || endsInNumber(bare) || isLocalhost(bare);
  }

  /** Always loopback (RFC 6761, section 6.3). */
  private static boolean isLocalhost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.matches("(.*\\.)?localhost\\.?");
  }

  /**
   * Matches hosts that the WHATWG URL standard reads as an IPv4 address in decimal, octal or hex.
   */
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
    return privateAddressesAllowed || isPublic(ADDRESSES.from(address));
  }

  private static boolean isPublic(IPAddress address) {
    if (address.isIPv6()) {
      IPv6Address ipv6 = address.toIPv6();
      if (ipv6.isIPv4Mapped() || NAT64.contains(ipv6)) {
        return isPublic(ipv6.getEmbeddedIPv4Address());
      }
    }
    return (address.isIPv4() || GLOBAL_UNICAST.contains(address))
        && NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
  }

  private static IPAddress block(String cidr) {
    return new IPAddressString(cidr).getAddress().toPrefixBlock();
  }
}
