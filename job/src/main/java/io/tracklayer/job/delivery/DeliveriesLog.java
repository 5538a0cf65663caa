package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries topic as a memory that does not roll back: state returns to a checkpoint, what was
 * sent stays sent.
 *
 * <p>Not thread-safe.
 */
public final class DeliveriesLog implements OutcomeLog {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveriesLog.class);

  private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * @param properties of a Kafka client, secrets as references
   */
  public DeliveriesLog(Properties properties, String topic) {
    Properties consumerProperties = new Properties();
    consumerProperties.putAll(properties);
    consumerProperties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumerProperties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consumer =
        new KafkaConsumer<>(
            consumerProperties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      partitions =
          consumer.partitionsFor(topic, METADATA_TIMEOUT).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  @Override
  public Map<Integer, Long> end() {
    Map<Integer, Long> end = new TreeMap<>();
    consumer
        .endOffsets(partitions, POSITION_TIMEOUT)
        .forEach((partition, offset) -> end.put(partition.partition(), offset));
    return end;
  }

  @Override
  public Map<Integer, Long> at(Instant time) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
    Map<Integer, Long> end = end();
    Map<Integer, Long> offsets = new TreeMap<>();
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> entry :
        consumer.offsetsForTimes(times, METADATA_TIMEOUT).entrySet()) {
      int partition = entry.getKey().partition();
      offsets.put(
          partition, entry.getValue() == null ? end.get(partition) : entry.getValue().offset());
    }
    return offsets;
  }

  @Override
  public long scan(Map<Integer, Long> from, Visitor visitor) throws Exception {
    Map<Integer, Long> end = end();
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, from.getOrDefault(partition.partition(), 0L));
    }
    long outcomes = 0;
    while (!hasReached(end)) {
      for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(POLL)) {
        if (consumed.offset() < end.get(consumed.partition())) {
          DeliveryRecord outcome = read(consumed);
          if (outcome != null) {
            visitor.visit(outcome);
            outcomes++;
          }
        }
      }
    }
    consumer.assign(List.of());
    return outcomes;
  }

  private boolean hasReached(Map<Integer, Long> end) {
    for (TopicPartition partition : partitions) {
      if (consumer.position(partition) < end.get(partition.partition())) {
        return false;
      }
    }
    return true;
  }

  /** Null for a record that is not ours: it can have settled nothing. */
  private static DeliveryRecord read(ConsumerRecord<byte[], byte[]> consumed) {
    try {
      return consumed.value() == null ? null : Json.read(consumed.value(), DeliveryRecord.class);
    } catch (IOException e) {
      LOG.warn(
          "skipped an unreadable record of {} at partition {}, offset {}",
          consumed.topic(),
          consumed.partition(),
          consumed.offset());
      return null;
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
