package io.tracklayer.job.gate;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.event.CanonicalNames;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Under which names a source's integrations object speaks of a destination: its own, its type, and
 * those of RudderStack's destinations of the same vendor. {@code Webhook} is none of them: under
 * that name RudderStack knows TrackLayer itself.
 *
 * @param own of this destination
 * @param all of every destination that gets the same events
 */
public record IntegrationNames(Set<String> own, Set<String> all) implements Serializable {

  private static final String ALL = "all";
  private static final String TRACKLAYER = "webhook";

  /** Those of one destination of a configuration. */
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

  /** Those of a destination without others. */
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
   * Whether an event is not meant for this destination: false stands under one of its names; or
   * false under {@code All}, and true under a name of another one and none of its own.
   */
  boolean areExcludedBy(Map<String, Boolean> integrations) {
    if (own.stream().anyMatch(name -> Boolean.FALSE.equals(integrations.get(name)))) {
      return true;
    }
    return Boolean.FALSE.equals(integrations.get(ALL))
        && isAnyWanted(all, integrations)
        && !isAnyWanted(own, integrations);
  }

  private static boolean isAnyWanted(Set<String> names, Map<String, Boolean> integrations) {
    return names.stream().anyMatch(name -> Boolean.TRUE.equals(integrations.get(name)));
  }
}
