package io.tracklayer.job.kafka;

import java.io.Serializable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;

/**
 * How large one record of a topic may be.
 *
 * @param bytes that the topic's {@code max.message.bytes} is at least, which is checked at the
 *     start
 */
public record RecordLimit(int bytes) implements Serializable {

  /** Whether it fits, by the same estimate that a producer refuses by: never below the truth. */
  public boolean admits(ProducerRecord<byte[], byte[]> next) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
            RecordBatch.CURRENT_MAGIC_VALUE,
            CompressionType.NONE,
            next.key(),
            next.value(),
            next.headers().toArray())
        <= bytes;
  }
}
