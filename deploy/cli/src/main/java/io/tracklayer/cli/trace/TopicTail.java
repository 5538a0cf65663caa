package io.tracklayer.cli.trace;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What comes to a topic after a moment, in the order of each partition. Not thread-safe. */
public final class TopicTail {

  private final TopicScan scan;
  private final String topic;
  private Map<TopicPartition, Long> positions;

  TopicTail(TopicScan scan, String topic, Map<TopicPartition, Long> positions) {
    this.scan = scan;
    this.topic = topic;
    this.positions = positions;
  }

  /**
   * Hands out what has come since the last call, or since the tail was made.
   *
   * @throws IOException when Kafka does not answer
   */
  public void read(Consumer<TopicRecord> each) throws IOException {
    positions = scan.readOn(positions, topic, each);
  }
}
