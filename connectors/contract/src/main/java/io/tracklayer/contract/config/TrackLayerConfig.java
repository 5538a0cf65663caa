package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** The whole configuration, valid in itself; secrets are references only. */
public record TrackLayerConfig(
    KafkaConfig kafka,
    List<EndpointConfig> endpoints,
    IdentityConfig identity,
    DedupConfig dedup,
    ConsentConfig consent,
    List<DestinationConfig> destinations)
    implements Serializable {

  public Optional<DestinationConfig> destination(String name) {
    return destinations.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /** The same configuration on another Kafka: local mode brings its own. */
  public TrackLayerConfig withKafka(KafkaConfig other) {
    return new TrackLayerConfig(other, endpoints, identity, dedup, consent, destinations);
  }
}
