package io.tracklayer.destinations.webhook;

import io.tracklayer.contract.config.DestinationConfig;
import java.net.URI;

/**
 * Where events are posted.
 *
 * @param mayBePrivate whether it may be in a private network
 */
record WebhookEndpoint(URI uri, boolean mayBePrivate) {

  static WebhookEndpoint of(DestinationConfig config) {
    URI base = config.baseUrl();
    return base == null
        ? new WebhookEndpoint(
            WebhookType.URL.in(config.settings()),
            WebhookType.ALLOW_PRIVATE_ADDRESSES.in(config.settings()))
        : new WebhookEndpoint(base, true);
  }
}
