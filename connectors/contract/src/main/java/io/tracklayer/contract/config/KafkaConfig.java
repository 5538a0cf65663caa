package io.tracklayer.contract.config;

import io.tracklayer.contract.Topics;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param bootstrapServers host:port, comma-separated
 * @param properties client properties that are not secret
 * @param propertiesRef where further client properties are kept, if there are any ({@code
 *     key=value} lines: SASL, TLS passwords)
 */
public record KafkaConfig(
    String bootstrapServers,
    String topicPrefix,
    Map<String, String> properties,
    @Nullable SecretRef propertiesRef)
    implements Serializable {

  public Topics topics() {
    return new Topics(topicPrefix);
  }
}
