package io.tracklayer.view.facts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One step of an event's way, as it is shown.
 *
 * @param same two steps of an event that have this in common are one, read twice
 * @param at epoch milliseconds
 * @param rank of the steps of one moment, the lower comes first
 * @param partition where the record is that says so
 * @param offset in that partition
 */
public record Step(String same, long at, int rank, ObjectNode shown, int partition, long offset) {

  static Step of(
      ConsumerRecord<byte[], byte[]> record, String same, long at, int rank, ObjectNode shown) {
    return new Step(same, at, rank, shown, record.partition(), record.offset());
  }
}
