package io.tracklayer.job.copies;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.job.canonical.OtherProfiles;
import io.tracklayer.job.flink.FlinkShell;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes records of the canonical topic.
 *
 * @param topic its name
 */
@FlinkShell
public record MarkedEventWriter(String topic)
    implements KafkaRecordSerializationSchema<MarkedEvent> {

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      MarkedEvent marked, KafkaSinkContext context, Long timestamp) {
    return record(marked);
  }

  ProducerRecord<byte[], byte[]> record(MarkedEvent marked) {
    ProducerRecord<byte[], byte[]> next =
        new ProducerRecord<>(topic, marked.topicKey().getBytes(UTF_8), marked.json());
    marked.header().writeTo(next.headers());
    OtherProfiles.write(marked.event().deniedFor(), next.headers());
    return next;
  }
}
