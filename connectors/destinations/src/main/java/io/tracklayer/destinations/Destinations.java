package io.tracklayer.destinations;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.DestinationSpec;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Every destination type on the class path. */
public final class Destinations {

  private final Map<String, DestinationType> types = new TreeMap<>();

  public Destinations() {
    ServiceLoader.load(DestinationType.class, Destinations.class.getClassLoader())
        .forEach(type -> types.put(type.spec().type(), type));
  }

  /** What each type declares, by type name. */
  public Map<String, DestinationSpec> specs() {
    Map<String, DestinationSpec> specs = new TreeMap<>();
    types.forEach((name, type) -> specs.put(name, type.spec()));
    return specs;
  }

  /**
   * @param config must have a known type, as every checked configuration has
   */
  public Destination open(DestinationConfig config, Secrets secrets) {
    DestinationType type = types.get(config.type());
    if (type == null) {
      throw new IllegalStateException(
          "there is no destination type " + config.type() + "; there are " + types.keySet());
    }
    return type.open(config, secrets);
  }
}
