package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6Address;
import io.tracklayer.destinations.http.IpLiteral;
import io.tracklayer.job.intake.source.SourceText;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address of the person's device in what proxies write: one address, or a list in which
 * each proxy added the one it saw, each perhaps with a port or a zone. The first that may belong to
 * a device on the internet counts; private addresses say nothing to an ad platform, and may reveal
 * the sender's network. IPv4 addresses in the form of IPv6 count as IPv4 addresses.
 */
final class ClientAddress {

  private static final int LONGEST = 512;

  /** Also what stands around an address in {@code Forwarded} (RFC 7239). */
  private static final Pattern BETWEEN =
      Pattern.compile("[,;\\s\"']+|\\bfor=", Pattern.CASE_INSENSITIVE);

  /** The interface that an address was seen on (RFC 4007), in a URL encoded (RFC 6874). */
  private static final Pattern ZONE = Pattern.compile("(:[0-9A-Fa-f:.]*)%[^\\]]*");

  private static final Pattern IPV4_AND_PORT = Pattern.compile("([0-9.]+):[0-9]{1,5}");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^\\]]+)\\](?::[0-9]{1,5})?");

  /**
   * Addresses that are not of devices on the internet, by the IANA special-purpose registries (RFC
   * 6890). Fewer than {@link io.tracklayer.destinations.http.AddressRule AddressRule} blocks: that
   * one keeps requests off every network that is not public, while ranges for documentation do no
   * harm here, and stand in most test events.
   */
  private static final IPv4AddressTrie NO_DEVICES =
      trie(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private static final IPAddress GLOBAL_UNICAST =
      new IPAddressString("2000::/3").getAddress().toPrefixBlock();

  private ClientAddress() {}

  private static IPv4AddressTrie trie(String... blocks) {
    IPv4AddressTrie trie = new IPv4AddressTrie();
    for (String block : blocks) {
      trie.add(new IPAddressString(block).getAddress().toPrefixBlock().toIPv4());
    }
    return trie;
  }

  /**
   * None if there is no address of a device.
   *
   * @param written a text, or a list of texts
   */
  static @Nullable String first(@Nullable JsonNode written) {
    return written != null && written.isArray()
        ? first(
            StreamSupport.stream(written.spliterator(), false)
                .map(SourceText::of)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(",")))
        : first(SourceText.of(written));
  }

  static @Nullable String first(@Nullable String written) {
    if (written == null || written.length() > LONGEST) {
      return null;
    }
    if (IpLiteral.isUsualIpV4(written)) {
      return IpLiteral.parse(written).map(ClientAddress::ofDevice).orElse(null);
    }
    return BETWEEN
        .splitAsStream(written)
        .flatMap(one -> IpLiteral.parse(bare(one)).stream())
        .map(ClientAddress::ofDevice)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String ofDevice(IPAddress address) {
    if (address.isIPv6()) {
      IPv6Address ipv6 = address.toIPv6();
      if (ipv6.isIPv4Mapped()) {
        return ofDevice(ipv6.getEmbeddedIPv4Address());
      }
      return GLOBAL_UNICAST.contains(ipv6) ? ipv6.toCanonicalString() : null;
    }
    return NO_DEVICES.elementContains(address.toIPv4()) ? null : address.toCanonicalString();
  }

  private static String bare(String address) {
    String written = ZONE.matcher(address).replaceFirst("$1");
    Matcher withPort = IPV4_AND_PORT.matcher(written);
    if (withPort.matches()) {
      return withPort.group(1);
    }
    Matcher bracketed = IN_BRACKETS.matcher(written);
    return bracketed.matches() ? bracketed.group(1) : written;
  }
}
