package io.tracklayer.view.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BeginningTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final TopicPartition PARTITION = new TopicPartition("rejected", 0);

  @Test
  void aRecordThatIsWrittenWhileItLooksIsRead() {
    try (WrittenToMeanwhile consumer = new WrittenToMeanwhile()) {
      assertThat(new Beginning(consumer, PATIENCE).positions(List.of(PARTITION), 1_000))
          .isEqualTo(Map.of(PARTITION, 7L));
    }
  }

  /** Seven old records; after each question another one is written. */
  private static final class WrittenToMeanwhile extends MockConsumer<byte[], byte[]> {

    private long end = 7;

    WrittenToMeanwhile() {
      super("none");
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times, Duration timeout) {
      Map<TopicPartition, OffsetAndTimestamp> first = new HashMap<>();
      first.put(PARTITION, end == 7 ? null : new OffsetAndTimestamp(7, 1_000));
      end++;
      return first;
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> partitions, Duration timeout) {
      return Map.of(PARTITION, end++);
    }
  }
}
