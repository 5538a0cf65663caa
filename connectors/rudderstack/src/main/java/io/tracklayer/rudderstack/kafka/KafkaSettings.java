package io.tracklayer.rudderstack.kafka;

import io.tracklayer.contract.config.ClientProperties;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka client properties: the operator's (SASL, TLS, batching), overridden by those that the
 * receiver's guarantees rest on.
 *
 * @param connection what every client needs
 */
public record KafkaSettings(
    Properties producer, Properties admin, Properties connection, long bufferBytes) {

  /** When an event is given up: within the 8 s of a request, which are within the sender's 10 s. */
  static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(6);

  /** Short enough to allow a second try when a broker stops answering. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(2500);

  /** How long a request's thread may wait for a client's metadata. */
  static final Duration MAX_BLOCK = Duration.ofMillis(500);

  static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  private static final long MIN_BUFFER = 64L * 1024 * 1024;
  private static final int RECORD_OVERHEAD = 64 * 1024;

  /**
   * @param largestBody the largest request body in bytes; as the text of a rejected event it takes
   *     up to twice that in the record
   */
  public static KafkaSettings of(KafkaConfig config, Secrets secrets, int largestBody) {
    Properties common = new Properties();
    common.putAll(config.properties());
    if (config.propertiesRef() != null) {
      common.putAll(ClientProperties.parse(secrets.require(config.propertiesRef())));
    }
    common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    common.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
    common.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "2000");
    common.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, "4000");

    long maxRequest = Math.min(2L * largestBody + RECORD_OVERHEAD, Integer.MAX_VALUE);
    long buffer = Math.max(MIN_BUFFER, 4 * maxRequest);
    Properties producer = new Properties();
    producer.put(ProducerConfig.LINGER_MS_CONFIG, "2");
    producer.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
    producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer.putAll(common);
    producer.put(ProducerConfig.CLIENT_ID_CONFIG, "tracklayer-receiver");
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY_TIMEOUT));
    producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST_TIMEOUT));
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(MAX_BLOCK));
    producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(maxRequest));
    producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(buffer));
    // The metadata of a rarely written topic must not expire: the next write would wait for it.
    producer.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, millis(Duration.ofDays(1)));
    producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());

    Properties admin = new Properties();
    admin.putAll(common);
    admin.put(AdminClientConfig.CLIENT_ID_CONFIG, "tracklayer-receiver-watch");
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "1500");
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(PROBE_TIMEOUT));
    return new KafkaSettings(producer, admin, common, buffer);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  /** Passwords stay out of logs. */
  @Override
  public String toString() {
    return "KafkaSettings[]";
  }
}
