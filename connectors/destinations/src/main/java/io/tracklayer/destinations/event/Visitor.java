package io.tracklayer.destinations.event;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.destinations.http.IpLiteral;

/** The device behind an event, as far as it can be named. All pure. */
public final class Visitor {

  private Visitor() {}

  /** Null when there is no address, or only what is none. */
  public static String ip(Client client) {
    String ip = client.ip() == null ? null : client.ip().strip();
    return ip != null && IpLiteral.is(ip) ? ip : null;
  }

  /** The event's own user agent, stripped; null for none. */
  public static String userAgent(CanonicalEvent event) {
    return stripped(event.client().userAgent());
  }

  /** The same, else the newest one known of the person. */
  public static String userAgentOrNewest(CanonicalEvent event) {
    String own = userAgent(event);
    return own == null ? stripped(event.user().userAgent()) : own;
  }

  private static String stripped(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
