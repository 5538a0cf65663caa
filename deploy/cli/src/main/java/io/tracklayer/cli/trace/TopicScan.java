package io.tracklayer.cli.trace;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.gate.Redrive;
import io.tracklayer.job.kafka.KafkaClientProperties;
import io.tracklayer.job.kafka.TopicReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The JSON records of whole topics, to the last one there is now. Single-threaded. */
public final class TopicScan implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final TopicReader reader;
  private final String bootstrapServers;

  /** Where to begin, asked of Kafka. */
  @FunctionalInterface
  private interface StartPositions {
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
   * Hands every record of a topic out; what is not JSON is passed over. A topic that does not exist
   * is empty.
   *
   * @throws IOException when Kafka does not answer
   */
  public void read(String topic, Consumer<TopicRecord> each) throws IOException {
    scan(topic, Map::of, each);
  }

  /** The same, from the first record on that is dated at this time or after it. */
  public void readSince(Instant time, String topic, Consumer<TopicRecord> each) throws IOException {
    scan(topic, () -> reader.since(time, topic), each);
  }

  private void scan(String topic, StartPositions start, Consumer<TopicRecord> each)
      throws IOException {
    try {
      reader.read(topic, start.find(), record -> hand(record, each));
    } catch (UnknownTopicOrPartitionException e) {
      // a topic of a prefix that nothing was ever written under
    } catch (KafkaException e) {
      throw new IOException(
          "Kafka at "
              + bootstrapServers
              + " does not answer ("
              + e.getClass().getSimpleName()
              + "): check that it is running",
          e);
    }
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
              redrive == null ? null : redrive.destination()));
    } catch (IOException e) {
      // no record of ours
    }
  }
}
