package io.tracklayer.rudderstack;

import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record to be stored.
 *
 * @param smaller what is stored in its place when the topic refuses it for its size, if anything
 */
record LogRecord(ProducerRecord<byte[], byte[]> record, @Nullable Supplier<LogRecord> smaller) {

  long bytes() {
    return (record.key() == null ? 0 : record.key().length) + (long) record.value().length;
  }

  /** The content is personal data. */
  @Override
  public String toString() {
    return "LogRecord[" + record.topic() + "]";
  }
}
