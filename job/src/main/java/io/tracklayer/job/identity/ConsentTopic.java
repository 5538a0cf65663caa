package io.tracklayer.job.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.consent.ConsentRecord;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.profile.ConsentRegister;
import io.tracklayer.job.identity.protocol.NodeDenials;
import io.tracklayer.job.identity.protocol.NodeDenialsCodec;
import io.tracklayer.job.state.CodecTypeInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** How denials are written to and read from the consent topic. */
@FlinkShell
public final class ConsentTopic {

  public static final TypeInformation<NodeDenials> RECORD =
      new CodecTypeInfo<>(NodeDenials.class, new NodeDenialsCodec());

  private ConsentTopic() {}

  /** Writes records; the record of a node at which nothing is denied any more has no value. */
  public record Writer(String topic) implements KafkaRecordSerializationSchema<NodeDenials> {

    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        NodeDenials denials, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(
          topic, denials.at().hex().getBytes(UTF_8), ConsentTopic.value(denials));
    }
  }

  private static byte @Nullable [] value(NodeDenials denials) {
    if (denials.denied().isEmpty()) {
      return null;
    }
    Map<String, ConsentRecord.Denial> denied = new TreeMap<>();
    denials
        .denied()
        .forEach(
            (purpose, register) ->
                denied.put(
                    purpose,
                    new ConsentRecord.Denial(
                        register.source(),
                        register.words(),
                        Instant.ofEpochMilli(register.at()),
                        register.unitedBy())));
    return Json.write(new ConsentRecord(ConsentRecord.SCHEMA, denials.of().hex(), denied));
  }

  /** Reads a record, and throws if it cannot: the job must not start as if nothing were denied. */
  static NodeDenials read(ConsumerRecord<byte[], byte[]> consumed) {
    try {
      NodeId at = NodeId.ofHex(new String(consumed.key(), UTF_8));
      if (consumed.value() == null) {
        return new NodeDenials(at, at, new TreeMap<>());
      }
      ConsentRecord told = Json.read(consumed.value(), ConsentRecord.class);
      if (told.schema() != ConsentRecord.SCHEMA) {
        throw new IOException("schema " + told.schema());
      }
      return new NodeDenials(at, NodeId.ofHex(told.node()), registers(told.denied()));
    } catch (IOException | RuntimeException e) {
      // The cause is left out: it may quote the record.
      throw new IllegalStateException(
          "the record of "
              + consumed.topic()
              + " at partition "
              + consumed.partition()
              + ", offset "
              + consumed.offset()
              + " is not a record of denials ("
              + e.getClass().getSimpleName()
              + "); only the job itself may write to this topic");
    }
  }

  private static SortedMap<String, ConsentRegister> registers(
      Map<String, ConsentRecord.Denial> denied) {
    SortedMap<String, ConsentRegister> registers = new TreeMap<>();
    denied.forEach(
        (purpose, denial) ->
            registers.put(
                purpose,
                new ConsentRegister(
                    ConsentState.DENIED,
                    denial.source(),
                    denial.words(),
                    denial.at().toEpochMilli(),
                    denial.unitedBy())));
    return registers;
  }
}
