package io.tracklayer.job.kafka;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import java.io.Serializable;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** Builds the job's sources and sinks. Their properties carry secrets as references. */
public final class JobKafka implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * How records are gathered into requests.
   *
   * @param batchBytes of one partition; none for Kafka's own default
   * @param compresses unless the configuration says otherwise
   */
  private record Gathering(String lingerMs, @Nullable String batchBytes, boolean compresses) {

    /**
     * Short, because an event whose outcome is not yet published when a process dies may be sent
     * again.
     */
    private static final Gathering USUAL = new Gathering("5", null, false);

    /**
     * For records that an event waits for, where every millisecond counts. A little, so that those
     * that are written at about the same time share a request.
     */
    private static final Gathering PROMPT = new Gathering("2", null, false);

    /**
     * For a topic with a record of nearly every event. Each request costs the job and the broker
     * something, so it is to hold many records, at the price of a delay for each of them. So many
     * compress well.
     */
    private static final Gathering BULK = new Gathering("20", Integer.toString(128 * 1024), true);
  }

  private final KafkaConfig config;
  private final Properties clientProperties;

  public JobKafka(KafkaConfig config, Secrets secrets) {
    this.config = config;
    this.clientProperties = KafkaClientProperties.references(config, secrets);
  }

  /** The properties of a Kafka client, with secrets as references. */
  public Properties clientProperties() {
    Properties properties = new Properties();
    properties.putAll(clientProperties);
    return properties;
  }

  public KafkaSource<byte[]> source(String topic, String group, OffsetsInitializer start) {
    return source(topic, group, start, new RecordBytes());
  }

  public <T> KafkaSource<T> source(
      String topic,
      String group,
      OffsetsInitializer start,
      KafkaRecordDeserializationSchema<T> records) {
    return KafkaSource.<T>builder()
        .setProperties(clientProperties())
        .setBootstrapServers(config.bootstrapServers())
        .setTopics(topic)
        .setGroupId(config.topicPrefix() + "." + group)
        .setClientIdPrefix(config.topicPrefix() + "." + group)
        .setStartingOffsets(start)
        .setDeserializer(records)
        .build();
  }

  /**
   * A sink that writes at least once: its records are readable at once, and flushed at every
   * checkpoint.
   */
  public <T> KafkaSink<T> sink(
      String topic, SerializableFunction<T, String> key, SerializationSchema<T> value) {
    return sink(new TopicRecords<>(topic, key, value));
  }

  /** The same, for records that have more than a key and a value. */
  public <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> records) {
    return sink(records, Gathering.USUAL);
  }

  /** The same, for records that an event waits for. */
  public <T> KafkaSink<T> promptSink(KafkaRecordSerializationSchema<T> records) {
    return sink(records, Gathering.PROMPT);
  }

  /** The same, for a topic with a record of nearly every event. */
  public <T> KafkaSink<T> bulkSink(
      String topic, SerializableFunction<T, String> key, SerializationSchema<T> value) {
    return bulkSink(new TopicRecords<>(topic, key, value));
  }

  /** The same, for records that have more than a key and a value. */
  public <T> KafkaSink<T> bulkSink(KafkaRecordSerializationSchema<T> records) {
    return sink(records, Gathering.BULK);
  }

  private <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> records, Gathering gathering) {
    Properties producer = clientProperties();
    KafkaClientProperties.makeDurable(producer);
    producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, gathering.lingerMs());
    if (gathering.batchBytes() != null) {
      producer.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, gathering.batchBytes());
    }
    if (gathering.compresses()) {
      KafkaClientProperties.compress(producer);
    }
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(producer)
        .setBootstrapServers(config.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(records)
        .build();
  }
}
