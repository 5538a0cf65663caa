package io.tracklayer.job.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics as they are at one moment: from given positions to the end that each had when
 * reading began. It belongs to no consumer group and commits nothing.
 *
 * <p>Every call throws Kafka's unchecked {@code KafkaException} when Kafka does not answer, and
 * {@link UnknownTopicOrPartitionException} for a topic that does not exist: whether that counts as
 * an empty topic is for the caller to decide. Not thread-safe.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration patience;

  /**
   * Receives one record.
   *
   * @param <E> the exception it may throw
   */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {
    void visit(ConsumerRecord<byte[], byte[]> record) throws E;
  }

  /**
   * @param properties the properties of a Kafka client, with secrets as references or resolved
   * @param patience how long to wait for an answer from Kafka, or for the next record before the
   *     end
   */
  public TopicReader(Properties properties, Duration patience) {
    this(consumer(properties, patience), patience);
  }

  TopicReader(Consumer<byte[], byte[]> consumer, Duration patience) {
    this.consumer = consumer;
    this.patience = patience;
  }

  private static Consumer<byte[], byte[]> consumer(Properties properties, Duration patience) {
    Properties own = alone(properties, patience);
    // It never waits for new records; a fetch that waits at one partition's end keeps others back.
    own.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
    return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The properties of a consumer without a group. */
  static Properties alone(Properties properties, Duration patience) {
    Properties own = new Properties();
    own.putAll(properties);
    own.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(patience.toMillis()));
    own.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    own.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // If retention has deleted records meanwhile, go on with the first that is left.
    own.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return own;
  }

  /** The position of the first record of each partition that is still there. */
  public Map<TopicPartition, Long> beginning(String topic) {
    return new HashMap<>(consumer.beginningOffsets(partitions(topic)));
  }

  /** The position behind the last record of each partition. */
  public Map<TopicPartition, Long> end(String topic) {
    return new HashMap<>(consumer.endOffsets(partitions(topic)));
  }

  /**
   * The position of the first record of each partition with this or a later timestamp, or the end
   * if there is none.
   */
  public Map<TopicPartition, Long> since(Instant time, String topic) {
    Map<TopicPartition, Long> positions = end(topic);
    Map<TopicPartition, Long> times =
        positions.keySet().stream()
            .collect(Collectors.toMap(partition -> partition, partition -> time.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, first) -> {
              if (first != null) {
                positions.put(partition, first.offset());
              }
            });
    return positions;
  }

  /** Visits every record that a topic holds now. */
  public <E extends Exception> void read(String topic, Visitor<E> visitor) throws E {
    read(topic, Map.of(), visitor);
  }

  /**
   * Visits the records of a topic, each partition in order.
   *
   * @param from where to start; a partition that is not in it is read from its beginning
   * @return where it ended, and where the next reading may start
   * @throws TimeoutException if a record before the end does not arrive
   */
  public <E extends Exception> Map<TopicPartition, Long> read(
      String topic, Map<TopicPartition, Long> from, Visitor<E> visitor) throws E {
    return read(from, end(topic), visitor);
  }

  /**
   * The same up to given positions.
   *
   * @param end where to end, for each partition of the topic
   */
  public <E extends Exception> Map<TopicPartition, Long> read(
      Map<TopicPartition, Long> from, Map<TopicPartition, Long> end, Visitor<E> visitor) throws E {
    Set<TopicPartition> partitions = end.keySet();
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, from.getOrDefault(partition, first.getOrDefault(partition, 0L)));
    }
    try {
      readTo(end, visitor);
      return end;
    } finally {
      consumer.assign(Set.of());
    }
  }

  /**
   * Visits single records, those of each partition in order, and skips those that are no longer
   * there.
   *
   * @param wanted the offsets of the records
   * @throws TimeoutException if one of them does not arrive
   */
  public <E extends Exception> void readAt(
      Map<TopicPartition, ? extends Collection<Long>> wanted, Visitor<E> visitor) throws E {
    Map<TopicPartition, NavigableSet<Long>> left = stillThere(wanted);
    consumer.assign(left.keySet());
    left.forEach((partition, offsets) -> consumer.seek(partition, offsets.first()));
    long lastProgress = System.nanoTime();
    try {
      while (!left.isEmpty()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
          NavigableSet<Long> offsets = left.get(partition);
          if (offsets == null) {
            continue;
          }
          for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
            if (offsets.remove(record.offset())) {
              visitor.visit(record);
            }
            offsets.headSet(record.offset()).clear(); // compacted, or not a record
          }
          goOn(partition, offsets, left);
          lastProgress = System.nanoTime();
        }
        if (System.nanoTime() - lastProgress > patience.toNanos()) {
          throw new TimeoutException("no record came for " + patience);
        }
      }
    } finally {
      consumer.assign(Set.of());
    }
  }

  private void goOn(
      TopicPartition partition,
      NavigableSet<Long> offsets,
      Map<TopicPartition, NavigableSet<Long>> left) {
    if (offsets.isEmpty()) {
      consumer.pause(Set.of(partition));
      left.remove(partition);
    } else {
      consumer.seek(partition, offsets.first());
    }
  }

  private Map<TopicPartition, NavigableSet<Long>> stillThere(
      Map<TopicPartition, ? extends Collection<Long>> wanted) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(wanted.keySet());
    Map<TopicPartition, Long> end = consumer.endOffsets(wanted.keySet());
    Map<TopicPartition, NavigableSet<Long>> there = new HashMap<>();
    wanted.forEach(
        (partition, offsets) -> {
          long from = first.getOrDefault(partition, 0L);
          long to = end.getOrDefault(partition, 0L);
          NavigableSet<Long> kept = new TreeSet<>(offsets);
          kept.removeIf(offset -> offset < from || offset >= to);
          if (!kept.isEmpty()) {
            there.put(partition, kept);
          }
        });
    return there;
  }

  private <E extends Exception> void readTo(Map<TopicPartition, Long> end, Visitor<E> visitor)
      throws E {
    long lastProgress = System.nanoTime();
    long left = left(end);
    while (left > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < end.getOrDefault(partition, 0L)) {
          visitor.visit(record);
        }
      }
      long before = left;
      left = left(end);
      long now = System.nanoTime();
      if (left != before) {
        lastProgress = now;
      } else if (now - lastProgress > patience.toNanos()) {
        throw new TimeoutException(
            "no record came for " + patience + ", and " + left + " offsets are left to read");
      }
    }
  }

  /** How many offsets lie before the end, over all partitions. */
  private long left(Map<TopicPartition, Long> end) {
    long left = 0;
    for (Map.Entry<TopicPartition, Long> partition : end.entrySet()) {
      left += Math.max(0, partition.getValue() - consumer.position(partition.getKey()));
    }
    return left;
  }

  private List<TopicPartition> partitions(String topic) {
    return partitions(consumer, topic);
  }

  /**
   * @throws UnknownTopicOrPartitionException if the topic does not exist
   */
  static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("the topic " + topic + " does not exist");
    }
    return partitions.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** Positions in one topic, by the number of the partition and in that order. */
  public static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> byPartition = new TreeMap<>();
    offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
    return byPartition;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
