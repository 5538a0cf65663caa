package io.tracklayer.job.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RecordLog} in Kafka.
 *
 * <p>Not thread-safe.
 */
public final class KafkaRecordLog implements RecordLog {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Properties properties;
  private final String topic;
  private @Nullable TopicReader reader;

  /**
   * @param properties the properties of a Kafka client, with secrets as references
   */
  public KafkaRecordLog(Properties properties, String topic) {
    this.properties = properties;
    this.topic = topic;
  }

  /** Who only follows needs none. */
  private TopicReader reader() {
    if (reader == null) {
      reader = new TopicReader(properties, PATIENCE);
    }
    return reader;
  }

  @Override
  public Map<Integer, Long> beginning() {
    return TopicReader.byPartition(reader().beginning(topic));
  }

  @Override
  public Map<Integer, Long> end() {
    return TopicReader.byPartition(reader().end(topic));
  }

  @Override
  public Map<Integer, Long> at(Instant time) {
    return TopicReader.byPartition(reader().since(time, topic));
  }

  @Override
  public <E extends Exception> Map<Integer, Long> scan(
      Map<Integer, Long> from, TopicReader.Visitor<E> visitor) throws E {
    return TopicReader.byPartition(reader().read(topic, positions(from), visitor));
  }

  @Override
  public <E extends Exception> void follow(Map<Integer, Long> from, TopicReader.Visitor<E> visitor)
      throws E {
    try (GrowingTopic growing = new GrowingTopic(properties, topic, PATIENCE)) {
      growing.follow(positions(from), visitor);
    }
  }

  private Map<TopicPartition, Long> positions(Map<Integer, Long> byPartition) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    byPartition.forEach(
        (partition, offset) -> positions.put(new TopicPartition(topic, partition), offset));
    return positions;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
