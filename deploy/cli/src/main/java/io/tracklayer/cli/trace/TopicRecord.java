package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.job.gate.selection.Redrive;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of one of our topics.
 *
 * @param redrive null unless an operator sent the event again
 * @param source as Kafka holds it
 */
public record TopicRecord(
    Instant at, JsonNode json, @Nullable Redrive redrive, ConsumerRecord<byte[], byte[]> source) {

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "TopicRecord[" + at + "]";
  }
}
