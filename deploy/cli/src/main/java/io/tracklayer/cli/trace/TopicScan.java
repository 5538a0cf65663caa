package io.tracklayer.cli.trace;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.delivery.Redrive;
import io.tracklayer.job.kafka.KafkaClientProperties;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics, from their first record to the last one there is now. Single-threaded. */
public final class TopicScan implements AutoCloseable {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String bootstrapServers;

  /**
   * @throws IllegalStateException when the secret part of the client's properties is not set
   */
  public TopicScan(KafkaConfig kafka, Secrets secrets) {
    Properties properties = KafkaClientProperties.resolved(kafka, secrets);
    properties.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(ANSWER_TIMEOUT.toMillis()));
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    bootstrapServers = kafka.bootstrapServers();
  }

  /**
   * Hands every record of a topic out; what is not JSON is passed over. A topic that does not exist
   * is empty.
   *
   * @throws IOException when Kafka does not answer
   */
  public void read(String topic, Consumer<TopicRecord> each) throws IOException {
    scan(topic, consumer::seekToBeginning, each);
  }

  /** The same, from the first record on that is dated at this time or after it. */
  public void readSince(Instant time, String topic, Consumer<TopicRecord> each) throws IOException {
    scan(topic, partitions -> seek(partitions, time), each);
  }

  private void scan(String topic, Consumer<Set<TopicPartition>> seeking, Consumer<TopicRecord> each)
      throws IOException {
    try {
      Map<TopicPartition, Long> ends = ends(topic);
      consumer.assign(ends.keySet());
      seeking.accept(ends.keySet());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          hand(record, each);
        }
      }
    } catch (KafkaException e) {
      throw new IOException(
          "Kafka at "
              + bootstrapServers
              + " does not answer ("
              + e.getClass().getSimpleName()
              + "): check that it runs",
          e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void seek(Set<TopicPartition> partitions, Instant time) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, first) -> {
              if (first == null) {
                consumer.seekToEnd(List.of(partition));
              } else {
                consumer.seek(partition, first.offset());
              }
            });
  }

  private Map<TopicPartition, Long> ends(String topic) {
    List<PartitionInfo> partitions = consumer.listTopics().getOrDefault(topic, List.of());
    return new HashMap<>(
        consumer.endOffsets(
            partitions.stream().map(p -> new TopicPartition(topic, p.partition())).toList()));
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
              redrive == null ? null : redrive.destination()));
    } catch (IOException e) {
      // no record of ours
    }
  }
}
