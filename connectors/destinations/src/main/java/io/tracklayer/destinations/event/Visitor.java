package io.tracklayer.destinations.event;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.destinations.http.IpLiteral;

/**
 * The device behind an event.
 *
 * @param ip null when there is no address, or only a text that is none
 * @param userAgent stripped; null for none
 */
public record Visitor(String ip, String userAgent) {

  /**
   * @param website whether the newest user agent known of the person stands in for a missing one
   */
  public static Visitor of(CanonicalEvent event, boolean website) {
    return new Visitor(ip(event.client()), website ? userAgentOrNewest(event) : userAgent(event));
  }

  /** Whether a platform can match it, which takes both. */
  public boolean isMatchable() {
    return ip != null && userAgent != null;
  }

  public static String ip(Client client) {
    String ip = stripped(client.ip());
    return ip != null && IpLiteral.is(ip) ? ip : null;
  }

  public static String userAgent(CanonicalEvent event) {
    return stripped(event.client().userAgent());
  }

  public static String userAgentOrNewest(CanonicalEvent event) {
    String own = userAgent(event);
    return own == null ? stripped(event.user().userAgent()) : own;
  }

  private static String stripped(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Visitor[…]";
  }
}
