package io.tracklayer.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Serialises the records of one topic.
 *
 * @param key the record's key, which is written as UTF-8; null for a record without one
 */
record TopicRecords<T>(
    String topic, SerializableFunction<T, String> key, SerializationSchema<T> value)
    implements KafkaRecordSerializationSchema<T> {

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext)
      throws Exception {
    value.open(context);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    String text = key.apply(element);
    byte[] keyBytes = text == null ? null : text.getBytes(UTF_8);
    return new ProducerRecord<>(topic, keyBytes, value.serialize(element));
  }
}
