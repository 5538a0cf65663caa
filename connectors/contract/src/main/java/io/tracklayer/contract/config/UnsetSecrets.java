package io.tracklayer.contract.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which references of a configuration lead to nothing in this process. */
public final class UnsetSecrets {

  private static final String REFERENCE_SUFFIX = "_ref";

  private UnsetSecrets() {}

  /** Each reference once, in the order of the file; settings count where their key says so. */
  public static List<SecretRef> of(TrackLayerConfig config, Secrets secrets) {
    return references(config).stream().filter(ref -> secrets.find(ref).isEmpty()).toList();
  }

  private static Set<SecretRef> references(TrackLayerConfig config) {
    List<SecretRef> references = new ArrayList<>();
    if (config.kafka() != null && config.kafka().propertiesRef() != null) {
      references.add(config.kafka().propertiesRef());
    }
    config.endpoints().forEach(endpoint -> references.addAll(endpoint.secretRefs()));
    references.add(config.identity().keyRef());
    for (DestinationConfig destination : config.destinations()) {
      Settings settings = destination.settings();
      settings.values().keySet().stream()
          .filter(key -> key.endsWith(REFERENCE_SUFFIX))
          .sorted()
          .forEach(key -> settings.secret(key).ifPresent(references::add));
    }
    return new LinkedHashSet<>(references);
  }
}
