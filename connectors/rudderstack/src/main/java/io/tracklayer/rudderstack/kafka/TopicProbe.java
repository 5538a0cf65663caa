package io.tracklayer.rudderstack.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka to describe the topics: they must exist, and each must have a partition with a leader.
 *
 * <p>Not thread-safe.
 */
final class TopicProbe implements KafkaProbe {

  private final Properties properties;
  private final List<String> topics;
  private @Nullable Admin admin;

  TopicProbe(Properties properties, List<String> topics) {
    this.properties = properties;
    this.topics = topics;
  }

  @Override
  public List<String> topics() throws ExecutionException, TimeoutException, InterruptedException {
    if (admin == null) {
      admin = Admin.create(properties); // not earlier: it fails while no broker's name resolves
    }
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get(KafkaSettings.PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .values()
        .forEach(TopicProbe::requireLeader);
    return topics;
  }

  private static void requireLeader(TopicDescription topic) {
    if (topic.partitions().stream()
        .allMatch(partition -> partition.leader() == null || partition.leader().isEmpty())) {
      throw new KafkaException("no partition of " + topic.name() + " has a leader");
    }
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
