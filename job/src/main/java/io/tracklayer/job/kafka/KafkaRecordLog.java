package io.tracklayer.job.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
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
    return byPartition(reader.beginning(topic));
  }

  @Override
  public Map<Integer, Long> end() {
    return byPartition(reader.end(topic));
  }

  @Override
  public Map<Integer, Long> at(Instant time) {
    return byPartition(reader.since(time, topic));
  }

  @Override
  public <E extends Exception> Map<Integer, Long> scan(
      Map<Integer, Long> from, TopicReader.Visitor<E> visitor) throws E {
    Map<TopicPartition, Long> positions = new HashMap<>();
    from.forEach(
        (partition, offset) -> positions.put(new TopicPartition(topic, partition), offset));
    return byPartition(reader.read(topic, positions, visitor));
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> byPartition = new TreeMap<>();
    offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
    return byPartition;
  }

  @Override
  public void close() {
    reader.close();
  }
}
