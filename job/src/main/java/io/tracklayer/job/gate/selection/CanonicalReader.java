package io.tracklayer.job.gate.selection;

import io.tracklayer.job.canonical.OtherProfiles;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.state.CodecTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the canonical topic: the value unparsed, since a deserializer that throws would end the
 * job, and the headers that say whether the record is for one destination only and which other
 * profiles its denials count for. A record without a value becomes an empty array.
 */
@FlinkShell
public final class CanonicalReader implements KafkaRecordDeserializationSchema<Published> {

  private static final long serialVersionUID = 1L;

  private static final byte[] NOTHING = {};

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<Published> out) {
    byte[] json = consumed.value() == null ? NOTHING : consumed.value();
    out.collect(
        new Published(
            consumed.partition(),
            consumed.offset(),
            json,
            Redrive.in(consumed.headers()),
            OtherProfiles.in(consumed.headers())));
  }

  @Override
  public TypeInformation<Published> getProducedType() {
    return new CodecTypeInfo<>(Published.class, new PublishedCodec());
  }
}
