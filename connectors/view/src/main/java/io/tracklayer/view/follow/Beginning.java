package io.tracklayer.view.follow;

import io.tracklayer.view.store.Slots;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where to begin reading partitions that were never read. */
final class Beginning {

  private final Consumer<byte[], byte[]> consumer;
  private final Duration patience;

  Beginning(Consumer<byte[], byte[]> consumer, Duration patience) {
    this.consumer = consumer;
    this.patience = patience;
  }

  /**
   * The first full minute, not before this time, of which every partition still holds all: of what
   * was received earlier, one topic may have lost what another still has.
   */
  long firstWholeMinute(Collection<TopicPartition> partitions, long notBefore) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, patience);
    Map<TopicPartition, OffsetAndTimestamp> oldest = since(partitions, 0);
    long begin = notBefore;
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp record = oldest.get(partition);
      if (first.getOrDefault(partition, 0L) > 0 && record != null) {
        begin = Math.max(begin, record.timestamp());
      }
    }
    return Slots.start(Slots.of(begin) + 1);
  }

  /** The position of the first record of this time or later; without one, that of the next. */
  Map<TopicPartition, Long> positions(Collection<TopicPartition> partitions, long time) {
    // In this order: a record that is written between the two is behind the end that was read.
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
    Map<TopicPartition, OffsetAndTimestamp> found = since(partitions, time);
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp record = found.get(partition);
      positions.put(partition, record == null ? ends.getOrDefault(partition, 0L) : record.offset());
    }
    return positions;
  }

  private Map<TopicPartition, OffsetAndTimestamp> since(
      Collection<TopicPartition> partitions, long time) {
    return consumer.offsetsForTimes(
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> time)),
        patience);
  }
}
