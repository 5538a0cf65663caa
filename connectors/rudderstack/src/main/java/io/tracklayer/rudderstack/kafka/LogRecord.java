package io.tracklayer.rudderstack.kafka;

import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record to be stored.
 *
 * @param smaller what to store instead if the topic refuses it as too large, if anything
 */
public record LogRecord(
    ProducerRecord<byte[], byte[]> record, @Nullable Supplier<LogRecord> smaller) {

  long bytes() {
    return (record.key() == null ? 0 : record.key().length) + (long) record.value().length;
  }

  /** The content is personal data. */
  @Override
  public String toString() {
    return "LogRecord[" + record.topic() + "]";
  }
}
