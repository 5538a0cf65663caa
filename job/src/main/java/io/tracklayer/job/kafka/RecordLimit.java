package io.tracklayer.job.kafka;

import java.io.Serializable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;

/**
 * How large one record of a topic may be.
 *
 * @param bytes a lower bound of the topic's {@code max.message.bytes}, which is checked at the
 *     start
 */
public record RecordLimit(int bytes) implements Serializable {

  /**
   * Whether a record fits, by the estimate that producers refuse records by, which is never too
   * low.
   */
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
