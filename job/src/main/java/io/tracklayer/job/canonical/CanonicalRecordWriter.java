package io.tracklayer.job.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.job.flink.FlinkShell;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes records of the canonical topic.
 *
 * @param topic its name
 */
@FlinkShell
public record CanonicalRecordWriter(String topic)
    implements KafkaRecordSerializationSchema<CanonicalRecord> {

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      CanonicalRecord event, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> next =
        new ProducerRecord<>(topic, event.topicKey().getBytes(UTF_8), event.json());
    OtherProfiles.write(event.deniedFor(), next.headers());
    return next;
  }
}
