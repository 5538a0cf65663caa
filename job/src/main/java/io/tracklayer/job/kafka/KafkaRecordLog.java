package io.tracklayer.job.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;

/**
 * A {@link RecordLog} in Kafka.
 *
 * <p>Not thread-safe.
 */
public final class KafkaRecordLog implements RecordLog {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TopicReader reader;
  private final String topic;

  /**
   * @param properties the properties of a Kafka client, with secrets as references
   */
  public KafkaRecordLog(Properties properties, String topic) {
    this.reader = new TopicReader(properties, PATIENCE);
    this.topic = topic;
  }

  @Override
  public Map<Integer, Long> beginning() {
    return TopicReader.byPartition(reader.beginning(topic));
  }

  @Override
  public Map<Integer, Long> end() {
    return TopicReader.byPartition(reader.end(topic));
  }

  @Override
  public Map<Integer, Long> at(Instant time) {
    return TopicReader.byPartition(reader.since(time, topic));
  }

  @Override
  public <E extends Exception> Map<Integer, Long> scan(
      Map<Integer, Long> from, TopicReader.Visitor<E> visitor) throws E {
    Map<TopicPartition, Long> positions = new HashMap<>();
    from.forEach(
        (partition, offset) -> positions.put(new TopicPartition(topic, partition), offset));
    return TopicReader.byPartition(reader.read(topic, positions, visitor));
  }

  @Override
  public void close() {
    reader.close();
  }
}
