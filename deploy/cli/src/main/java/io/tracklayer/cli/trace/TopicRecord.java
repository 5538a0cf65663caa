package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of one of our topics.
 *
 * @param redrivenTo the only destination that the record is for; null if it is for all
 * @param source as Kafka holds it
 */
public record TopicRecord(
    Instant at, JsonNode json, @Nullable String redrivenTo, ConsumerRecord<byte[], byte[]> source) {

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "TopicRecord[" + at + "]";
  }
}
