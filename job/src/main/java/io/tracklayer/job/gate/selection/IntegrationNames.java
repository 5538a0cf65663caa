package io.tracklayer.job.gate.selection;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.event.CanonicalNames;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names by which a source's integrations object refers to a destination: its own name, its
 * type, and the names of RudderStack's destinations of the same vendor. {@code Webhook} is not
 * among them, since it is RudderStack's name for TrackLayer itself.
 *
 * @param own the names of this destination
 * @param all the names of every destination that gets the same events
 */
public record IntegrationNames(Set<String> own, Set<String> all) implements Serializable {

  private static final String ALL = "all";
  private static final String TRACKLAYER = "webhook";

  /** The names of one destination of a configuration. */
  public static IntegrationNames of(
      TrackLayerConfig config, DestinationConfig destination, Map<String, DestinationSpec> specs) {
    Set<String> all = new HashSet<>();
    for (DestinationConfig other : config.destinations()) {
      DestinationSpec spec = specs.get(other.type());
      if (spec != null && destination.serves(other.account(), other.environment())) {
        all.addAll(names(other, spec));
      }
    }
    DestinationSpec own = specs.get(destination.type());
    return new IntegrationNames(own == null ? Set.of() : names(destination, own), all);
  }

  /** The names of a destination that is the only one. */
  static IntegrationNames alone(DestinationConfig destination, DestinationSpec spec) {
    Set<String> own = names(destination, spec);
    return new IntegrationNames(own, own);
  }

  private static Set<String> names(DestinationConfig destination, DestinationSpec spec) {
    Set<String> names = new HashSet<>();
    names.add(CanonicalNames.comparable(destination.name()));
    names.add(CanonicalNames.comparable(spec.type()));
    spec.sourceNames().forEach(name -> names.add(CanonicalNames.comparable(name)));
    names.remove(TRACKLAYER);
    return names;
  }

  /**
   * Whether an event is not meant for this destination: one of its names is false, or {@code All}
   * is false and another destination is named but none of its own names is true. Another that is
   * excluded counts as named too: otherwise, to exclude the only one that was wanted would let the
   * event through to all others.
   */
  boolean areExcludedBy(Map<String, Boolean> integrations) {
    if (own.stream().anyMatch(name -> Boolean.FALSE.equals(integrations.get(name)))) {
      return true;
    }
    return Boolean.FALSE.equals(integrations.get(ALL))
        && all.stream().anyMatch(integrations::containsKey)
        && own.stream().noneMatch(name -> Boolean.TRUE.equals(integrations.get(name)));
  }
}
