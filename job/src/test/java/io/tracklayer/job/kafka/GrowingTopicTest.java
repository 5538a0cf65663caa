package io.tracklayer.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class GrowingTopicTest {

  private static final String TOPIC = "t";
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
  private static final Node[] NONE = {};

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final GrowingTopic growing = new GrowingTopic(kafka, TOPIC);
  private final List<String> visited = new ArrayList<>();

  @Test
  void itGoesOnWithWhatComesLater() {
    partitions(1);
    kafka.schedulePollTask(() -> add(FIRST, 3, "a"));
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(() -> add(FIRST, 4, "the end"));

    followToTheEnd(Map.of(FIRST, 3L));

    assertThat(visited).containsExactly("a");
  }

  @Test
  void aPartitionThatIsAddedMeanwhileIsReadFromItsBeginningAndNoneIsReadTwice() {
    partitions(1);
    kafka.schedulePollTask(() -> add(FIRST, 3, "a"));
    kafka.schedulePollTask(() -> partitions(2));
    kafka.schedulePollTask(() -> add(SECOND, 0, "b"));
    kafka.schedulePollTask(() -> add(FIRST, 4, "c"));
    kafka.schedulePollTask(() -> add(SECOND, 1, "the end"));

    followToTheEnd(Map.of(FIRST, 3L));

    assertThat(visited).containsExactly("a", "b", "c");
  }

  @Test
  void aTopicThatDoesNotExistIsNotTakenForAnEmptyOne() {
    assertThatThrownBy(() -> growing.follow(Map.of(), record -> {}))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
  }

  private void followToTheEnd(Map<TopicPartition, Long> from) {
    assertThatThrownBy(() -> growing.follow(from, this::visit)).hasMessage("the end");
  }

  private void partitions(int count) {
    kafka.updatePartitions(
        TOPIC,
        IntStream.range(0, count)
            .mapToObj(partition -> new PartitionInfo(TOPIC, partition, null, NONE, NONE))
            .toList());
    kafka.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
  }

  private void add(TopicPartition partition, long offset, String value) {
    kafka.addRecord(
        new ConsumerRecord<>(
            TOPIC, partition.partition(), offset, new byte[0], value.getBytes(UTF_8)));
  }

  private void visit(ConsumerRecord<byte[], byte[]> record) {
    String value = new String(record.value(), UTF_8);
    if (value.equals("the end")) {
      throw new IllegalStateException(value);
    }
    visited.add(value);
  }
}
