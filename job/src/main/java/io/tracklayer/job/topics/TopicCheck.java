package io.tracklayer.job.topics;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.job.kafka.KafkaClientProperties;
import io.tracklayer.job.topics.TopicState.Missing;
import io.tracklayer.job.topics.TopicState.Present;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Compares the topics of a cluster with a {@link TopicPlan}, and creates what is missing. */
public final class TopicCheck implements AutoCloseable {

  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(50);

  /** More than for an answer: the cluster is there, or it had not created the topic. */
  private static final Duration UNTIL_KNOWN = Duration.ofSeconds(45);

  private final Admin admin;
  private final String bootstrapServers;
  private final Duration timeout;

  private TopicCheck(Admin admin, String bootstrapServers, Duration timeout) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
    this.timeout = timeout;
  }

  public static TopicCheck connect(KafkaConfig kafka, Secrets secrets)
      throws KafkaUnavailableException {
    return connect(kafka, secrets, DEFAULT_TIMEOUT);
  }

  /**
   * @param timeout how long to wait for Kafka's answer to each request
   * @throws KafkaUnavailableException if no client can be built from the properties; a cluster that
   *     is down shows only at the first request
   */
  public static TopicCheck connect(KafkaConfig kafka, Secrets secrets, Duration timeout)
      throws KafkaUnavailableException {
    Properties properties = KafkaClientProperties.resolved(kafka, secrets);
    String millis = Long.toString(timeout.toMillis());
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try {
      return new TopicCheck(Admin.create(properties), kafka.bootstrapServers(), timeout);
    } catch (KafkaException e) {
      // Kafka's own message is left out: it may quote a property's value.
      throw new KafkaUnavailableException(
          "no Kafka client for "
              + kafka.bootstrapServers()
              + " can be built ("
              + root(e).getClass().getSimpleName()
              + "): check kafka.bootstrap_servers, kafka.properties and kafka.properties_ref",
          null);
    }
  }

  /** One report for each topic of the plan, in its order. */
  public List<TopicReport> check(TopicPlan plan) throws KafkaUnavailableException {
    Map<String, TopicState> states = states(plan);
    return plan.topics().stream()
        .map(need -> TopicReport.of(need, Objects.requireNonNull(states.get(need.name()))))
        .toList();
  }

  /**
   * Creates the topics of the plan that do not exist, with the cluster's default replication.
   * Existing ones are left as they are. Safe to run twice at the same time.
   *
   * <p>Returns once the leaders of the new partitions answer. A producer that writes to a partition
   * before its leader knows of it may have its first batch refused and its second one accepted, and
   * then retries the first in vain until it gives up (KAFKA-15591).
   *
   * @return the names of the topics that this call created
   */
  public List<String> create(TopicPlan plan) throws KafkaUnavailableException {
    List<TopicNeed> missing =
        check(plan).stream().filter(TopicReport::isMissing).map(TopicReport::need).toList();
    var creations = admin.createTopics(missing.stream().map(TopicCheck::newTopic).toList());
    List<String> created = new ArrayList<>();
    for (TopicNeed need : missing) {
      KafkaFuture<Void> creation = creations.values().get(need.name());
      if (answer(creation, TopicExistsException.class, "create " + need.name()).done()) {
        created.add(need.name());
        awaitLeaders(need);
      }
    }
    return created;
  }

  private void awaitLeaders(TopicNeed need) throws KafkaUnavailableException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < need.partitions(); partition++) {
      ends.put(new TopicPartition(need.name(), partition), OffsetSpec.latest());
    }
    String deed = "reach the leaders of " + need.name();
    long begin = System.nanoTime();
    // The controller has answered; a broker that has not heard of it yet refuses at once
    // (KAFKA-15425), and one that is busy with the files of new partitions answers nobody.
    while (!answer(admin.listOffsets(ends).all(), RetriableException.class, deed).done()) {
      if (System.nanoTime() - begin > UNTIL_KNOWN.toNanos()) {
        throw new KafkaUnavailableException(
            "the leaders of "
                + need.name()
                + " did not answer within "
                + UNTIL_KNOWN.toSeconds()
                + "s of its creation",
            null);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  @Override
  public void close() {
    admin.close(timeout);
  }

  private Map<String, TopicState> states(TopicPlan plan) throws KafkaUnavailableException {
    Collection<String> names = plan.topics().stream().map(TopicNeed::name).toList();
    var descriptions = admin.describeTopics(names).topicNameValues();
    Map<String, TopicDescription> present = new HashMap<>();
    for (String name : names) {
      var answer =
          answer(
              descriptions.get(name), UnknownTopicOrPartitionException.class, "describe " + name);
      if (answer.done()) {
        present.put(name, answer.value());
      }
    }
    var configs =
        admin.describeConfigs(present.keySet().stream().map(TopicCheck::resource).toList());
    Map<String, TopicState> states = new HashMap<>();
    for (String name : names) {
      if (!present.containsKey(name)) {
        states.put(name, new Missing());
        continue;
      }
      var config =
          answer(
              configs.values().get(resource(name)),
              UnknownTopicOrPartitionException.class,
              "read the configuration of " + name);
      states.put(
          name,
          config.done()
              ? state(present.get(name).partitions().size(), Objects.requireNonNull(config.value()))
              : new Missing());
    }
    return states;
  }

  private static TopicState state(int partitions, Config config) {
    long retention = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
    return new Present(
        partitions,
        retention < 0 ? null : Duration.ofMillis(retention),
        Long.parseLong(config.get(TopicConfig.RETENTION_BYTES_CONFIG).value()),
        config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
        Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
  }

  private static NewTopic newTopic(TopicNeed need) {
    return new NewTopic(need.name(), Optional.of(need.partitions()), Optional.empty())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                need.cleanup().policy(),
                TopicConfig.RETENTION_MS_CONFIG,
                need.cleanup() == TopicNeed.Cleanup.BY_KEY
                    ? "-1"
                    : Long.toString(need.retention().toMillis()),
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(need.maxMessageBytes())));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  /** Kafka's answer; not {@code done} if Kafka returned the one error that was expected. */
  private record Answered<T>(boolean done, @Nullable T value) {}

  private <T> Answered<T> answer(
      @Nullable KafkaFuture<T> future, Class<? extends Exception> expected, String deed)
      throws KafkaUnavailableException {
    try {
      return new Answered<>(
          true,
          Objects.requireNonNull(future).get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (expected.isInstance(e.getCause())) {
        return new Answered<>(false, null);
      }
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw noAnswer(deed, e);
      }
      throw new KafkaUnavailableException(
          "Kafka at "
              + bootstrapServers
              + " refused to "
              + deed
              + ": "
              + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
          e);
    } catch (TimeoutException e) {
      throw noAnswer(deed, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailableException("interrupted while waiting for Kafka", e);
    }
  }

  private KafkaUnavailableException noAnswer(String deed, Exception cause) {
    return new KafkaUnavailableException(
        "Kafka at "
            + bootstrapServers
            + " did not answer within "
            + timeout.toSeconds()
            + "s (to "
            + deed
            + "): check that it runs, kafka.bootstrap_servers, and for a cluster with TLS or a"
            + " login kafka.properties and kafka.properties_ref",
        cause);
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
