package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole, valid configuration. Secrets appear in it only as references.
 *
 * @param kafka none when the process brings its own, or in a file for such a process
 */
public record TrackLayerConfig(
    @Nullable KafkaConfig kafka,
    List<EndpointConfig> endpoints,
    IdentityConfig identity,
    DedupConfig dedup,
    ConsentConfig consent,
    List<DestinationConfig> destinations,
    ViewConfig view)
    implements Serializable {

  /** Whether {@link #kafka} may be called. */
  public boolean hasKafka() {
    return kafka != null;
  }

  /**
   * @throws IllegalStateException when there is {@linkplain #hasKafka none}; a process that needs
   *     Kafka checks this before anything else
   */
  @Override
  public KafkaConfig kafka() {
    if (kafka == null) {
      throw new IllegalStateException("the configuration names no Kafka cluster");
    }
    return kafka;
  }

  public Optional<DestinationConfig> destination(String name) {
    return destinations.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /** The same configuration on another Kafka: local mode brings its own. */
  public TrackLayerConfig withKafka(KafkaConfig other) {
    return new TrackLayerConfig(other, endpoints, identity, dedup, consent, destinations, view);
  }

  /** The same configuration with another live view: local mode keeps it in its own directory. */
  public TrackLayerConfig withView(ViewConfig other) {
    return new TrackLayerConfig(kafka, endpoints, identity, dedup, consent, destinations, other);
  }

  /** The same configuration for a process that has yet to start its own Kafka. */
  public TrackLayerConfig withoutKafka() {
    return new TrackLayerConfig(null, endpoints, identity, dedup, consent, destinations, view);
  }
}
