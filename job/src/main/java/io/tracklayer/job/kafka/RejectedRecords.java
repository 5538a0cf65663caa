package io.tracklayer.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.job.flink.FlinkShell;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of the rejected topic. One that is too large for it keeps the head of its body
 * only: a record that its topic does not accept would fail the job again and again, and a rejection
 * is larger than the raw record that it keeps.
 *
 * @param topic its name
 */
@FlinkShell
public record RejectedRecords(String topic, RecordLimit limit)
    implements KafkaRecordSerializationSchema<Rejection> {

  /** How much is kept of the JSON of a body that is too large. */
  static final int HEAD_CHARACTERS = 16 * 1024;

  /** An id that is longer was refused for that, or is not one. */
  static final int MOST_OF_A_NAME = 512;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Rejection rejection, KafkaSinkContext context, Long timestamp) {
    return record(rejection);
  }

  ProducerRecord<byte[], byte[]> record(Rejection rejection) {
    Rejection named = withShortNames(rejection);
    ProducerRecord<byte[], byte[]> next = written(named);
    JsonNode body = named.body();
    return body == null || limit.admits(next)
        ? next
        : written(
            named.withBody(
                TextNode.valueOf(UnicodeText.cut(Json.text(body), HEAD_CHARACTERS)),
                "its body is too large for the topic"));
  }

  private static Rejection withShortNames(Rejection rejection) {
    return new Rejection(
        rejection.schema(),
        cut(rejection.messageId()),
        cut(rejection.account()),
        cut(rejection.environment()),
        rejection.receivedAt(),
        rejection.reason(),
        rejection.detail(),
        rejection.body());
  }

  private static @Nullable String cut(@Nullable String name) {
    return name == null ? null : UnicodeText.cut(name, MOST_OF_A_NAME);
  }

  private ProducerRecord<byte[], byte[]> written(Rejection rejection) {
    String id = rejection.messageId();
    return new ProducerRecord<>(
        topic, id == null ? null : id.getBytes(UTF_8), Json.write(rejection));
  }
}
