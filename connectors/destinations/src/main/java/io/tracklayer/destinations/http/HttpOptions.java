package io.tracklayer.destinations.http;

import java.time.Duration;

/**
 * How requests of one destination are carried out.
 *
 * @param connectTimeout for each address that is tried, TLS handshake included
 * @param responseTimeout the longest silence while waiting for or reading an answer
 * @param totalTimeout from {@code send} to the last byte of the answer, however slowly it trickles
 *     in
 * @param maxConnections open at the same time
 * @param privateAddressesAllowed whether http:// and addresses inside the network may be reached;
 *     see {@link io.tracklayer.destinations.Destination#mayReachPrivateAddresses}
 */
public record HttpOptions(
    Duration connectTimeout,
    Duration responseTimeout,
    Duration totalTimeout,
    int maxConnections,
    boolean privateAddressesAllowed) {

  /** Three seconds to connect, ten for the answer, fifteen in all. */
  public static HttpOptions defaults(int maxConnections, boolean privateAddressesAllowed) {
    return new HttpOptions(
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        maxConnections,
        privateAddressesAllowed);
  }
}
