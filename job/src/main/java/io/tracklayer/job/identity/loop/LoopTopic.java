package io.tracklayer.job.identity.loop;

import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.kafka.TopicReader;
import io.tracklayer.job.state.CodecSerializer;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** How messages are written to and read from the loop topic: binary, the node as the key. */
@FlinkShell
public final class LoopTopic {

  public static final TypeInformation<LoopRecord> RECORD =
      new CodecTypeInfo<>(LoopRecord.class, new LoopRecordCodec());

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private LoopTopic() {}

  /**
   * Where reading of the loop starts when the job is not restored: behind all records that are
   * there now. On a restore, it starts where the checkpoint says. A job whose loop lost records to
   * retention fails, since each of them is an event or a profile.
   *
   * @param properties the properties of a Kafka client
   */
  @SuppressWarnings("deprecation") // Deprecated by Kafka, but needed by its connector for Flink.
  public static OffsetsInitializer endNow(TrackLayerConfig config, Properties properties) {
    String topic = config.kafka().topics().loop();
    try (TopicReader reader = new TopicReader(properties, PATIENCE)) {
      return OffsetsInitializer.offsets(reader.end(topic), OffsetResetStrategy.NONE);
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "Kafka at " + config.kafka().bootstrapServers() + " did not report the end of " + topic,
          e);
    }
  }

  /** Writes records. */
  public record Writer(String topic) implements KafkaRecordSerializationSchema<LoopRecord> {

    private static final long serialVersionUID = 1L;

    private static final CodecSerializer<LoopRecord> RECORDS =
        new CodecSerializer<>(new LoopRecordCodec());
    private static final int USUAL_BYTES = 1024;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        LoopRecord record, KafkaSinkContext context, Long timestamp) {
      try {
        DataOutputSerializer key = new DataOutputSerializer(NodeId.BYTES);
        NodeIdCodec.writeNode(record.to(), key);
        DataOutputSerializer value = new DataOutputSerializer(USUAL_BYTES);
        RECORDS.serialize(record, value);
        return new ProducerRecord<>(topic, key.getCopyOfBuffer(), value.getCopyOfBuffer());
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory does not fail", e);
      }
    }
  }

  /**
   * Reads records, but not yet the messages in them ({@link Letter}). A value that does not even
   * have the form of a record fails the job: the job itself cannot have written it.
   */
  public static final class Reader implements KafkaRecordDeserializationSchema<LoopRecord> {

    private static final long serialVersionUID = 1L;

    private static final CodecSerializer<LoopRecord> RECORDS =
        new CodecSerializer<>(new LoopRecordCodec());

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<LoopRecord> out)
        throws IOException {
      LoopRecord record;
      try {
        DataInputDeserializer in = new DataInputDeserializer(consumed.value());
        record = RECORDS.deserialize(in);
        if (in.available() > 0) {
          throw new IOException(in.available() + " bytes are left over");
        }
      } catch (IOException | RuntimeException e) {
        // The cause is left out: it may quote the record, which holds personal data.
        throw new IOException(
            "the record of "
                + consumed.topic()
                + " at partition "
                + consumed.partition()
                + ", offset "
                + consumed.offset()
                + " is no record of the loop ("
                + e.getClass().getSimpleName()
                + "); only the job itself may write to this topic");
      }
      out.collect(record);
    }

    @Override
    public TypeInformation<LoopRecord> getProducedType() {
      return RECORD;
    }
  }
}
