package io.tracklayer.job.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic as it grows. The broker answers when there is a record, so a topic to which nothing
 * is written costs two requests a second, however many topics Kafka holds.
 *
 * <p>Not thread-safe.
 */
final class GrowingTopic implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(10);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private Set<TopicPartition> followed = Set.of();

  /**
   * @param properties the properties of a Kafka client, with secrets as references or resolved
   * @param patience how long to wait for an answer from Kafka
   */
  GrowingTopic(Properties properties, String topic, Duration patience) {
    this(
        new KafkaConsumer<>(
            TopicReader.alone(properties, patience),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        topic);
  }

  GrowingTopic(Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  /**
   * Visits each record, those of each partition in order, until the thread is interrupted or an
   * exception ends it.
   *
   * @param from where to start; a partition that is not in it is read from its beginning
   */
  <E extends Exception> void follow(Map<TopicPartition, Long> from, TopicReader.Visitor<E> visitor)
      throws E {
    while (true) {
      assign(from);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        visitor.visit(record);
      }
    }
  }

  /** Also partitions that are added meanwhile. The client knows them without asking each time. */
  private void assign(Map<TopicPartition, Long> from) {
    Set<TopicPartition> partitions = Set.copyOf(TopicReader.partitions(consumer, topic));
    if (partitions.equals(followed)) {
      return;
    }
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      if (!followed.contains(partition)) {
        Long position = from.get(partition);
        if (position == null) {
          consumer.seekToBeginning(List.of(partition));
        } else {
          consumer.seek(partition, position);
        }
      }
    }
    followed = partitions;
  }

  /** Also for a thread that was interrupted: the client would complain that it cannot close. */
  @Override
  public void close() {
    boolean wasInterrupted = Thread.interrupted();
    try {
      consumer.close(CloseOptions.timeout(CLOSING));
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
