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

/** Builds the job's sources and sinks. Their properties carry secrets as references. */
public final class JobKafka implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Short, because an event whose outcome is not yet published when a process dies may be sent
   * again.
   */
  private static final String LINGER_MS = "5";

  /** For records that an event waits for, where every millisecond counts. */
  private static final String NO_LINGER = "0";

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
    return sink(records, LINGER_MS);
  }

  /** The same, but every record is sent without linger. */
  public <T> KafkaSink<T> promptSink(KafkaRecordSerializationSchema<T> records) {
    return sink(records, NO_LINGER);
  }

  private <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> records, String lingerMs) {
    Properties producer = clientProperties();
    KafkaClientProperties.makeDurable(producer);
    producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, lingerMs);
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(producer)
        .setBootstrapServers(config.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(records)
        .build();
  }
}
