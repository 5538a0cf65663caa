package io.tracklayer.rudderstack.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaLogTest {

  private static final long BUFFER = 1000;

  private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final Probe probe = new Probe();
  private final KafkaLog log =
      new KafkaLog(
          probe,
          () -> {
            MockProducer<byte[], byte[]> producer = producer();
            producers.add(producer);
            return producer;
          },
          BUFFER,
          producer -> {});

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void recordsAreStoredOnceAllAreAcknowledged() {
    log.look();
    CompletableFuture<KafkaLog.Result> result = log.append(List.of(record(10), record(10)));
    assertThat(current().completeNext()).isTrue();
    assertThat(result).isNotDone();
    assertThat(log.bytesUnderWay()).isEqualTo(20);
    assertThat(current().completeNext()).isTrue();
    assertThat(result).isCompletedWithValue(KafkaLog.Result.STORED);
    assertThat(log.bytesUnderWay()).isZero();
  }

  @Test
  void oneRecordThatFailsFailsTheRequest() {
    log.look();
    CompletableFuture<KafkaLog.Result> result = log.append(List.of(record(10), record(10)));
    current().completeNext();
    current().errorNext(new TimeoutException("expired"));
    assertThat(result).isCompletedWithValue(KafkaLog.Result.NOT_STORED);
    assertThat(log.bytesUnderWay()).isZero();
  }

  @Test
  void nothingIsSentBeforeKafkaAnsweredOrSinceItDoesNot() {
    assertThat(log.append(List.of(record(10)))).isCompletedWithValue(KafkaLog.Result.NOT_STORED);
    log.look();
    probe.answers = false;
    log.look();
    assertThat(log.isReachable()).isFalse();
    assertThat(log.append(List.of(record(10)))).isCompletedWithValue(KafkaLog.Result.NOT_STORED);
    assertThat(current().history()).isEmpty();
    probe.answers = true;
    log.look();
    assertThat(log.isReachable()).isTrue();
    assertThat(producers).hasSize(1);
  }

  @Test
  void moreThanHalfTheBufferUnderWayIsOverload() {
    log.look();
    CompletableFuture<KafkaLog.Result> first = log.append(List.of(record(400)));
    assertThat(log.append(List.of(record(101)))).isCompletedWithValue(KafkaLog.Result.OVERLOADED);
    assertThat(log.isOverloaded()).isTrue();
    CompletableFuture<KafkaLog.Result> second = log.append(List.of(record(100)));
    current().completeNext();
    current().completeNext();
    assertThat(first).isCompletedWithValue(KafkaLog.Result.STORED);
    assertThat(second).isCompletedWithValue(KafkaLog.Result.STORED);
  }

  @Test
  void aSingleRequestLargerThanThatIsTakenWhenNothingElseIsUnderWay() {
    log.look();
    assertThat(log.append(List.of(record(900)))).isNotDone();
    assertThat(current().history()).hasSize(1);
  }

  @Test
  void aRecordThatIsTooLargeIsStoredSmallerWhereItCanBe() {
    log.look();
    ProducerRecord<byte[], byte[]> smaller = new ProducerRecord<>("raw", "small".getBytes(UTF_8));
    CompletableFuture<KafkaLog.Result> result =
        log.append(
            List.of(
                record(10),
                new LogRecord(record(10).record(), () -> new LogRecord(smaller, null))));
    current().completeNext();
    current().errorNext(new RecordTooLargeException());
    Awaitility.await().until(() -> current().history().size() == 3);
    assertThat(result).isNotDone();
    current().completeNext();
    assertThat(result).isCompletedWithValue(new KafkaLog.Result.Stored(Set.of(1)));
    assertThat(current().history().get(2)).isSameAs(smaller);
  }

  @Test
  void aProducerThatCannotGoOnIsReplaced() {
    log.look();
    CompletableFuture<KafkaLog.Result> result = log.append(List.of(record(10)));
    current().errorNext(new ClusterAuthorizationException("not any more"));
    assertThat(result).isCompletedWithValue(KafkaLog.Result.NOT_STORED);
    log.look();
    assertThat(producers).hasSize(2);
    assertThat(producers.get(0).closed()).isTrue();
    CompletableFuture<KafkaLog.Result> next = log.append(List.of(record(10)));
    current().completeNext();
    assertThat(next).isCompletedWithValue(KafkaLog.Result.STORED);
  }

  @Test
  void noRecordsAreStoredAtOnce() {
    assertThat(log.append(List.of())).isCompletedWithValue(KafkaLog.Result.STORED);
  }

  private MockProducer<byte[], byte[]> current() {
    return producers.get(producers.size() - 1);
  }

  private static LogRecord record(int bytes) {
    return new LogRecord(new ProducerRecord<>("raw", new byte[bytes]), null);
  }

  private static MockProducer<byte[], byte[]> producer() {
    Node node = new Node(1, "localhost", 9092);
    PartitionInfo partition =
        new PartitionInfo("raw", 0, node, new Node[] {node}, new Node[] {node});
    Cluster cluster = new Cluster("cluster", List.of(node), List.of(partition), Set.of(), Set.of());
    return new MockProducer<>(
        cluster, false, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static final class Probe implements KafkaProbe {

    private boolean answers = true;

    @Override
    public List<String> topics() throws ExecutionException {
      if (!answers) {
        throw new ExecutionException(new TimeoutException("no answer"));
      }
      return List.of("raw");
    }

    @Override
    public void close() {}
  }
}
