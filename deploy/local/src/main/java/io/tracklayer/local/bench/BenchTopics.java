package io.tracklayer.local.bench;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.job.kafka.KafkaClientProperties;
import io.tracklayer.job.topics.KafkaUnavailableException;
import io.tracklayer.job.topics.TopicCheck;
import io.tracklayer.job.topics.TopicPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The topics of the benchmark. */
final class BenchTopics implements AutoCloseable {

  static final int PARTITIONS = 4;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final TrackLayerConfig config;
  private final Admin admin;

  BenchTopics(TrackLayerConfig config) {
    this.config = config;
    admin = Admin.create(KafkaClientProperties.resolved(config.kafka(), Secrets.ofThisProcess()));
  }

  Topics names() {
    return config.kafka().topics();
  }

  /** Creates those that are missing. */
  void create() throws BenchFailure {
    try (TopicCheck check = TopicCheck.connect(config.kafka(), Secrets.ofThisProcess(), TIMEOUT)) {
      check.create(plan());
    } catch (KafkaUnavailableException e) {
      throw new BenchFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /** Makes all new and empty. */
  void empty() throws BenchFailure, InterruptedException {
    empty(Set.of());
  }

  /** Makes all others new and empty. */
  void emptyAllBut(String kept) throws BenchFailure, InterruptedException {
    empty(Set.of(kept));
  }

  private void empty(Set<String> kept) throws BenchFailure, InterruptedException {
    Set<String> emptied = new HashSet<>();
    plan().topics().forEach(topic -> emptied.add(topic.name()));
    emptied.removeAll(kept);
    got(admin.deleteTopics(emptied).all());
    while (got(admin.listTopics().names()).stream().anyMatch(emptied::contains)) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    create();
  }

  private TopicPlan plan() {
    return TopicPlan.of(config, PARTITIONS);
  }

  /** How many records topics hold together. */
  long records(List<String> topics) throws BenchFailure, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicDescription topic : got(admin.describeTopics(topics).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(
              info ->
                  ends.put(
                      new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest()));
    }
    return records(ends);
  }

  private long records(Map<TopicPartition, OffsetSpec> ends)
      throws BenchFailure, InterruptedException {
    return got(admin.listOffsets(ends).all()).values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  private static <T> T got(KafkaFuture<T> answer) throws BenchFailure, InterruptedException {
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new BenchFailure("the benchmark's Kafka does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
