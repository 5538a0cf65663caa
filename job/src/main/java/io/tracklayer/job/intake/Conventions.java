package io.tracklayer.job.intake;

import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.commerce.Commerce;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the events of each endpoint are to be read, as far as its configuration settles it. */
public final class Conventions {

  private static final OfOrigin DEFAULT =
      new OfOrigin(
          new CanonicalNames(Map.of()), new EventIds(EndpointConfig.DEFAULT_EVENT_ID_FROM), null);

  private final Map<Origin, OfOrigin> byOrigin = new HashMap<>();

  /** Which endpoint an event came in by, as far as the raw event tells. */
  private record Origin(String account, String environment, String source) {

    static Origin of(EndpointConfig endpoint) {
      return new Origin(endpoint.account(), endpoint.environment(), endpoint.source());
    }

    static Origin of(RawEvent raw) {
      return new Origin(raw.account(), raw.environment(), raw.source());
    }
  }

  /** The conventions of endpoints that raw events cannot tell apart. */
  record OfOrigin(CanonicalNames names, EventIds eventIds, @Nullable String defaultCurrency) {

    Optional<String> name(RawEvent raw) {
      return names.of(raw.type(), raw.event());
    }

    /**
     * @param name the event's canonical name; none for an event that carries identity only
     */
    Commerce commerce(RawEvent raw, Optional<String> name) {
      return Commerce.of(name.orElse(null), raw.properties(), defaultCurrency);
    }
  }

  public Conventions(List<EndpointConfig> endpoints) {
    endpoints.stream()
        .collect(Collectors.groupingBy(Origin::of))
        .forEach((origin, sharing) -> byOrigin.put(origin, ofOrigin(sharing)));
  }

  /**
   * Endpoints that differ only in their path share one table of names, in which the first
   * endpoint's entries win; for everything else, the first endpoint's setting counts.
   */
  private static OfOrigin ofOrigin(List<EndpointConfig> sharing) {
    Map<String, String> mapping = new HashMap<>();
    for (EndpointConfig endpoint : sharing) {
      endpoint
          .mapping()
          .forEach((event, name) -> mapping.putIfAbsent(CanonicalNames.sourceName(event), name));
    }
    EndpointConfig first = sharing.get(0);
    return new OfOrigin(
        new CanonicalNames(mapping), new EventIds(first.eventIdFrom()), first.defaultCurrency());
  }

  OfOrigin of(RawEvent raw) {
    return byOrigin.getOrDefault(Origin.of(raw), DEFAULT);
  }

  /** What the event says of an order, a product, a lead or a refund. */
  public Commerce commerce(RawEvent raw) {
    OfOrigin used = of(raw);
    return used.commerce(raw, used.name(raw));
  }
}
