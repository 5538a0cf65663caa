package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, valid in itself; secrets are references only.
 *
 * @param kafka none where the process brings its own, and in files for such a process
 */
public record TrackLayerConfig(
    @Nullable KafkaConfig kafka,
    List<EndpointConfig> endpoints,
    IdentityConfig identity,
    DedupConfig dedup,
    ConsentConfig consent,
    List<DestinationConfig> destinations)
    implements Serializable {

  /** Whether {@link #kafka} may be asked for. */
  public boolean hasKafka() {
    return kafka != null;
  }

  /**
   * @throws IllegalStateException when it {@linkplain #hasKafka has} none, which a process that
   *     needs Kafka refuses before anything else
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
    return new TrackLayerConfig(other, endpoints, identity, dedup, consent, destinations);
  }

  /** The same configuration before its process has started a Kafka of its own. */
  public TrackLayerConfig withoutKafka() {
    return new TrackLayerConfig(null, endpoints, identity, dedup, consent, destinations);
  }
}
