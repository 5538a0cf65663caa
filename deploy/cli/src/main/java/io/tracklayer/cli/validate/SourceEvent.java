package io.tracklayer.cli.validate;

import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.event.CanonicalNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The source's event that an endpoint is tried with. */
final class SourceEvent {

  private static final String USUAL = "Order Completed";

  /** The canonical events that a system is most worth trying with come first. */
  private static final List<String> PREFERRED =
      List.of(
          CanonicalNames.PURCHASE,
          CanonicalNames.LEAD,
          CanonicalNames.SIGN_UP,
          CanonicalNames.SUBSCRIBE,
          CanonicalNames.BEGIN_CHECKOUT,
          CanonicalNames.ADD_TO_CART,
          CanonicalNames.VIEW_CONTENT);

  private SourceEvent() {}

  /**
   * The name of a track event that the endpoint's filter lets through and its table of names knows:
   * a purchase if there is one. Empty if there is no such event.
   */
  static Optional<String> of(EndpointConfig endpoint) {
    CanonicalNames names = new CanonicalNames(endpoint.mapping());
    Stream<String> candidates =
        endpoint.include().isEmpty()
            ? Stream.concat(Stream.of(USUAL), endpoint.mapping().keySet().stream().sorted())
            : endpoint.include().stream();
    return candidates
        .filter(event -> names.of("track", event).isPresent())
        .min(Comparator.comparingInt(event -> rank(names.of("track", event).orElseThrow())));
  }

  private static int rank(String canonicalName) {
    int place = PREFERRED.indexOf(canonicalName);
    return place < 0 ? PREFERRED.size() : place;
  }
}
