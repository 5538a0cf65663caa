package io.tracklayer.job.kafka;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Returns the value of a record unparsed: what cannot be parsed must become a rejection, and a
 * deserializer that throws would end the job. A record without a value becomes an empty array.
 */
public final class RecordBytes implements KafkaRecordDeserializationSchema<byte[]> {

  private static final long serialVersionUID = 1L;

  private static final byte[] NOTHING = {};

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<byte[]> out)
      throws IOException {
    out.collect(consumed.value() == null ? NOTHING : consumed.value());
  }

  @Override
  public TypeInformation<byte[]> getProducedType() {
    return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
  }
}
