package io.tracklayer.cli.trace;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.gate.selection.Redrive;
import io.tracklayer.job.kafka.KafkaClientProperties;
import io.tracklayer.job.kafka.TopicReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads the JSON records of whole topics, up to the last record at the time of the call. Not
 * thread-safe.
 */
public final class TopicScan implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final TopicReader reader;
  private final String bootstrapServers;

  /** Written by the thread that reads, read by the one that tells. */
  private volatile Reading reading = new Reading("topics", 0);

  /** What is being read now, and how much of it there is; 0 when nobody knows yet. */
  private static final class Reading {
    private final String topic;
    private final long records;
    private final AtomicLong read = new AtomicLong();

    Reading(String topic, long records) {
      this.topic = topic;
      this.records = records;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "reading %s: %,d%s records",
          topic,
          read.get(),
          records == 0 ? "" : String.format(Locale.ROOT, " of %,d", records));
    }
  }

  /** Asks Kafka where to begin. */
  @FunctionalInterface
  private interface Beginnings {
    Map<TopicPartition, Long> find();
  }

  /**
   * @throws IllegalStateException when the secret part of the client's properties is not set
   */
  public TopicScan(KafkaConfig kafka, Secrets secrets) {
    reader = new TopicReader(KafkaClientProperties.resolved(kafka, secrets), PATIENCE);
    bootstrapServers = kafka.bootstrapServers();
  }

  /**
   * Hands out every record of a topic and skips whatever is not JSON. A topic that does not exist
   * counts as empty.
   *
   * @throws IOException when Kafka does not answer
   */
  public void read(String topic, Consumer<TopicRecord> each) throws IOException {
    scan(topic, () -> reader.beginning(topic), each);
  }

  /** The same, beginning with the first record dated at this time or later. */
  public void readSince(Instant time, String topic, Consumer<TopicRecord> each) throws IOException {
    scan(topic, () -> reader.since(time, topic), each);
  }

  /** The same, of the records that are dated from one time on and before another. */
  void readBetween(Instant from, Instant to, String topic, Consumer<TopicRecord> each)
      throws IOException {
    try {
      reader.read(reader.since(from, topic), reader.since(to, topic), record -> hand(record, each));
    } catch (UnknownTopicOrPartitionException e) {
      // nothing has ever been written under this prefix
    } catch (KafkaException e) {
      throw noAnswer(e);
    }
  }

  /**
   * Single records by topic, those of each topic in their order.
   *
   * @throws IOException when Kafka does not answer
   */
  Map<String, List<TopicRecord>> pick(Map<TopicPartition, ? extends Collection<Long>> places)
      throws IOException {
    Map<String, List<TopicRecord>> picked = new HashMap<>();
    try {
      reader.readAt(
          places,
          record ->
              hand(
                  record, picked.computeIfAbsent(record.topic(), topic -> new ArrayList<>())::add));
      return picked;
    } catch (KafkaException e) {
      throw noAnswer(e);
    }
  }

  /**
   * From where a topic ends now.
   *
   * @throws IOException when there is no such topic, or Kafka does not answer
   */
  public TopicTail tail(String topic) throws IOException {
    try {
      return new TopicTail(this, topic, reader.end(topic));
    } catch (UnknownTopicOrPartitionException e) {
      throw new IOException(
          "there is no topic "
              + topic
              + " at "
              + bootstrapServers
              + ": has the system been started?",
          e);
    } catch (KafkaException e) {
      throw noAnswer(e);
    }
  }

  /** Hands out what a topic has held since these positions, and returns where to go on. */
  Map<TopicPartition, Long> readOn(
      Map<TopicPartition, Long> positions, String topic, Consumer<TopicRecord> each)
      throws IOException {
    try {
      return reader.read(topic, positions, record -> hand(record, each));
    } catch (KafkaException e) {
      throw noAnswer(e);
    }
  }

  /** How far reading has come; any thread may ask. */
  public String progress() {
    return reading.toString();
  }

  private void scan(String topic, Beginnings start, Consumer<TopicRecord> each) throws IOException {
    try {
      Map<TopicPartition, Long> first = start.find();
      Reading now = new Reading(topic, between(first, reader.end(topic)));
      reading = now;
      reader.read(
          topic,
          first,
          record -> {
            now.read.incrementAndGet();
            hand(record, each);
          });
    } catch (UnknownTopicOrPartitionException e) {
      // nothing has ever been written under this prefix
    } catch (KafkaException e) {
      throw noAnswer(e);
    }
  }

  private static long between(Map<TopicPartition, Long> first, Map<TopicPartition, Long> end) {
    return end.entrySet().stream()
        .mapToLong(
            partition ->
                partition.getValue() - first.getOrDefault(partition.getKey(), partition.getValue()))
        .sum();
  }

  private IOException noAnswer(KafkaException failure) {
    return new IOException(
        "Kafka at "
            + bootstrapServers
            + " does not answer ("
            + failure.getClass().getSimpleName()
            + "): check that it is running",
        failure);
  }

  @Override
  public void close() {
    reader.close();
  }

  private static void hand(ConsumerRecord<byte[], byte[]> record, Consumer<TopicRecord> each) {
    if (record.value() == null) {
      return;
    }
    Redrive redrive = Redrive.in(record.headers());
    try {
      each.accept(
          new TopicRecord(
              Instant.ofEpochMilli(record.timestamp()),
              Json.parse(record.value()),
              redrive,
              record));
    } catch (IOException e) {
      // not one of our records
    }
  }
}
