package io.tracklayer.destinations.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once and hands only checked addresses to the socket, so that no second look-up
 * can give a different answer (DNS rebinding). A host with one forbidden address among allowed ones
 * is refused: no honest zone mixes them.
 */
final class GuardedDns implements DnsResolver {

  private final DnsResolver lookup;
  private final AddressRule rule;

  GuardedDns(DnsResolver lookup, AddressRule rule) {
    this.lookup = lookup;
    this.rule = rule;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = lookup.resolve(host);
    if (addresses == null || addresses.length == 0) {
      throw new UnknownHostException("no address for " + host);
    }
    for (InetAddress address : addresses) {
      if (!rule.allows(address)) {
        throw new RefusedAddressException(host);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** Does not name the address, which would tell outsiders about the network. */
  static final class RefusedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException(String host) {
      super(host + " has an address that is not of the public internet");
    }
  }
}
