package io.tracklayer.job.kafka;

import io.tracklayer.contract.config.ClientProperties;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.record.CompressionType;

/**
 * Turns the configuration's {@code kafka} section into the properties of a Kafka client. The secret
 * part ({@code kafka.properties_ref}) has the format of Kafka's own client property files, in which
 * a backslash is an escape. It overrides {@code kafka.properties}, and {@code
 * kafka.bootstrap_servers} overrides both.
 */
public final class KafkaClientProperties {

  private static final String MAX_REQUEST_BYTES = Integer.toString(8 * 1024 * 1024);

  private KafkaClientProperties() {}

  /**
   * The properties with the secret values in them, for a client that is built in this process. They
   * must not leave it.
   *
   * @throws IllegalStateException naming the reference if it is not set
   */
  public static Properties resolved(KafkaConfig kafka, Secrets secrets) {
    Properties properties = plain(kafka);
    if (kafka.propertiesRef() != null) {
      properties.putAll(read(kafka.propertiesRef(), secrets));
    }
    return withBootstrapServers(properties, kafka);
  }

  /**
   * The properties with a placeholder for each secret value, for use in a job graph. The client
   * resolves the placeholders through {@link SecretConfigProvider} when it is built. The reference
   * is read here too, but only for the names of the properties, so it must be set both where the
   * job is submitted and where it runs.
   *
   * @throws IllegalStateException naming the reference if it is not set
   */
  public static Properties references(KafkaConfig kafka, Secrets secrets) {
    Properties properties = plain(kafka);
    SecretRef ref = kafka.propertiesRef();
    if (ref != null) {
      for (String name : read(ref, secrets).stringPropertyNames()) {
        properties.setProperty(name, SecretConfigProvider.placeholder(ref, name));
      }
      String others = properties.getProperty(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "");
      properties.setProperty(
          AbstractConfig.CONFIG_PROVIDERS_CONFIG,
          others.isBlank() ? SecretConfigProvider.NAME : others + "," + SecretConfigProvider.NAME);
      properties.setProperty(
          AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + SecretConfigProvider.NAME + ".class",
          SecretConfigProvider.class.getName());
    }
    return withBootstrapServers(properties, kafka);
  }

  /**
   * Adds what every producer needs: acknowledgement by all in-sync replicas, idempotence, and room
   * for the largest record of any topic.
   */
  public static void makeDurable(Properties producer) {
    producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    producer.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
  }

  /** Compresses as the receiver does, unless the configuration says otherwise. */
  public static void compress(Properties producer) {
    producer.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, CompressionType.LZ4.name);
  }

  static Properties read(SecretRef ref, Secrets secrets) {
    return ClientProperties.parse(secrets.require(ref));
  }

  private static Properties plain(KafkaConfig kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka.properties());
    return properties;
  }

  private static Properties withBootstrapServers(Properties properties, KafkaConfig kafka) {
    properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    return properties;
  }
}
