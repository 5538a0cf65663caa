package io.tracklayer.destinations.event;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.destinations.http.IpLiteral;
import org.jspecify.annotations.Nullable;

/**
 * The device behind an event.
 *
 * @param ip none if the text is not an address
 * @param userAgent stripped
 */
public record VisitorClient(@Nullable String ip, @Nullable String userAgent) {

  /**
   * @param website whether the person's newest known user agent may replace a missing one
   */
  public static VisitorClient of(CanonicalEvent event, boolean website) {
    return new VisitorClient(
        ip(event.client()), website ? userAgentOrNewest(event) : userAgent(event));
  }

  /** Whether a platform can match it, for which it needs both. */
  public boolean isMatchable() {
    return ip != null && userAgent != null;
  }

  public static @Nullable String ip(Client client) {
    String ip = stripped(client.ip());
    return ip != null && IpLiteral.is(ip) ? ip : null;
  }

  public static @Nullable String userAgent(CanonicalEvent event) {
    return stripped(event.client().userAgent());
  }

  public static @Nullable String userAgentOrNewest(CanonicalEvent event) {
    String own = userAgent(event);
    return own == null ? stripped(event.user().userAgent()) : own;
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Visitor[…]";
  }
}
