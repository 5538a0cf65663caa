package io.tracklayer.rudderstack.envelope;

import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.event.CanonicalNames;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which events an endpoint wants: tracks by name, others by type. */
final class EventFilter {

  private final Set<String> include;

  EventFilter(EndpointConfig endpoint) {
    include =
        endpoint.include().stream()
            .map(CanonicalNames::sourceName)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param event the name of a track, if it has one
   */
  boolean lets(String type, @Nullable String event) {
    if (include.isEmpty() || CanonicalNames.IDENTITY_TYPES.contains(type)) {
      return true;
    }
    String name = type.equals("track") ? event : type;
    return name != null && include.contains(CanonicalNames.sourceName(name));
  }
}
