package io.tracklayer.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicReaderTest {

  private static final String TOPIC = "t";
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final TopicReader reader = new TopicReader(kafka, Duration.ofMillis(50));
  private final List<String> visited = new ArrayList<>();

  @BeforeEach
  void twoPartitions() {
    Node[] none = {};
    kafka.updatePartitions(
        TOPIC,
        List.of(
            new PartitionInfo(TOPIC, 0, null, none, none),
            new PartitionInfo(TOPIC, 1, null, none, none)));
    kafka.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 5L));
  }

  @Test
  void aTopicIsReadFromItsFirstRecordsToTheEndThatItHadAtTheStart() {
    kafka.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 6L));
    kafka.schedulePollTask(
        () -> {
          add(FIRST, 0, "a");
          add(FIRST, 1, "b");
          add(FIRST, 2, "came later");
          add(SECOND, 5, "c");
        });
    reader.read(TOPIC, this::visit);
    assertThat(visited).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void readingBeginsWhereItIsToldToAndAtTheFirstRecordOfAPartitionThatIsNew() {
    kafka.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 6L));
    kafka.schedulePollTask(
        () -> {
          add(FIRST, 1, "b");
          add(SECOND, 5, "c");
        });
    reader.read(TOPIC, Map.of(FIRST, 1L), this::visit);
    assertThat(visited).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void whatIsAtItsEndAlreadyIsNotWaitedFor() {
    kafka.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 5L));
    reader.read(TOPIC, Map.of(FIRST, 2L), this::visit);
    assertThat(visited).isEmpty();
  }

  @Test
  void aTopicThatDoesNotExistIsNotTakenForAnEmptyOne() {
    assertThatThrownBy(() -> reader.end("another"))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
    assertThatThrownBy(() -> reader.read("another", this::visit))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
  }

  @Test
  void aRecordThatDoesNotComeIsNotWaitedForForEver() {
    kafka.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 5L));
    assertThatThrownBy(() -> reader.read(TOPIC, this::visit))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("2 offsets are left");
  }

  @Test
  void whatAVisitorFailsWithComesThroughAndTheReaderStaysUsable() {
    kafka.updateEndOffsets(Map.of(FIRST, 1L, SECOND, 5L));
    kafka.schedulePollTask(() -> add(FIRST, 0, "a"));
    assertThatThrownBy(
            () ->
                reader.read(
                    TOPIC,
                    record -> {
                      throw new IOException("full");
                    }))
        .isInstanceOf(IOException.class);
    kafka.schedulePollTask(() -> add(FIRST, 0, "a"));
    reader.read(TOPIC, this::visit);
    assertThat(visited).containsExactly("a");
  }

  @Test
  void singleRecordsAreReadAndNeitherWhatIsBetweenThemNorWhatIsDeleted() {
    kafka.updateEndOffsets(Map.of(FIRST, 10L, SECOND, 6L));
    kafka.schedulePollTask(
        () -> {
          add(FIRST, 1, "b");
          add(FIRST, 2, "between");
          add(SECOND, 5, "c");
        });
    kafka.schedulePollTask(() -> add(FIRST, 8, "i"));

    reader.readAt(Map.of(FIRST, List.of(8L, 1L), SECOND, List.of(2L, 5L, 6L)), this::visit);

    assertThat(visited).containsExactlyInAnyOrder("b", "c", "i");
  }

  @Test
  void aSingleRecordThatWasCompactedAwayIsNotWaitedFor() {
    kafka.updateEndOffsets(Map.of(FIRST, 10L, SECOND, 6L));
    kafka.schedulePollTask(() -> add(FIRST, 3, "later than that"));

    reader.readAt(Map.of(FIRST, List.of(2L)), this::visit);

    assertThat(visited).isEmpty();
  }

  @Test
  void aSingleRecordThatDoesNotComeIsNotWaitedForForEver() {
    kafka.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 5L));
    assertThatThrownBy(() -> reader.readAt(Map.of(FIRST, List.of(1L)), this::visit))
        .isInstanceOf(TimeoutException.class);
  }

  private void add(TopicPartition partition, long offset, String value) {
    kafka.addRecord(
        new ConsumerRecord<>(
            TOPIC, partition.partition(), offset, new byte[0], value.getBytes(UTF_8)));
  }

  private void visit(ConsumerRecord<byte[], byte[]> record) {
    visited.add(new String(record.value(), UTF_8));
  }
}
