package io.tracklayer.e2e.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.e2e.testing.Configs;
import io.tracklayer.e2e.testing.MiniFlink;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.job.TrackLayerJob;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.job.graph.Stage;
import io.tracklayer.job.topics.TopicCheck;
import io.tracklayer.job.topics.TopicPlan;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The second half of the job, on topics of its own. Not thread-safe. */
final class DeliveryRun implements AutoCloseable {

  /** Delivery only: what is to be delivered is written straight to the canonical topic. */
  static final JobOptions DELIVER = new JobOptions(Set.of(Stage.DELIVER), Set.of());

  static final Duration DEADLINE = Duration.ofSeconds(90);

  static final int PARALLELISM = 2;
  private static final int PARTITIONS = 4;

  private final TrackLayerConfig config;
  private final Topic canonical;
  private final Topic deliveries;
  private final MiniFlink flink;
  private final DeliveryOracle oracle;

  /**
   * @param directory its name is that of the topics
   * @param checkpointInterval long to take checkpoints by hand only
   */
  DeliveryRun(KafkaProcess kafka, Path directory, List<Target> targets, Duration checkpointInterval)
      throws Exception {
    this(kafka, directory, targets, checkpointInterval, UnaryOperator.identity());
  }

  /**
   * @param configured makes of the configuration, in YAML, another one
   */
  DeliveryRun(
      KafkaProcess kafka,
      Path directory,
      List<Target> targets,
      Duration checkpointInterval,
      UnaryOperator<String> configured)
      throws Exception {
    this(
        Configs.read(
            configured.apply(
                DeliveryConfig.yaml(
                    kafka.bootstrapServers(),
                    Files.createDirectories(directory).getFileName().toString(),
                    directory,
                    targets))),
        new DeliveryOracle(targets),
        MiniFlink.start(directory.resolve("flink"), checkpointInterval));
  }

  private DeliveryRun(TrackLayerConfig config, DeliveryOracle oracle, MiniFlink flink)
      throws Exception {
    this.config = config;
    this.oracle = oracle;
    this.flink = flink;
    Topics topics = config.kafka().topics();
    try (TopicCheck check = TopicCheck.connect(config.kafka(), Secrets.ofThisProcess())) {
      check.create(TopicPlan.of(config, PARTITIONS));
    }
    canonical = new Topic(config.kafka().bootstrapServers(), topics.canonical());
    deliveries = new Topic(config.kafka().bootstrapServers(), topics.deliveries());
  }

  /** Another cluster, for the same job on the same topics. */
  DeliveryRun beside(Path directory) throws Exception {
    return new DeliveryRun(
        config, oracle, MiniFlink.start(Files.createDirectories(directory), Duration.ofSeconds(1)));
  }

  /**
   * @param savepoint null for a fresh start
   */
  void start(JobOptions options, String savepoint) throws Exception {
    flink.run(
        environment -> TrackLayerJob.assemble(environment, config, options),
        PARALLELISM,
        savepoint);
  }

  /** Behind what is there, durably. */
  void publish(List<ObjectNode> events) {
    events.forEach(this::write);
    canonical.flush();
  }

  /** Without waiting until it is durable. */
  void write(ObjectNode event) {
    canonical.write(event.get("profile_id").asText().getBytes(UTF_8), event);
  }

  /** To be delivered like that, durably, behind what is there. */
  void publish(List<ObjectNode> events, String outcome) {
    oracle.expect(events, outcome);
    publish(events);
  }

  /** Until the deliveries topic tells something. */
  void await(String what, Predicate<DeliveryOracle> condition) {
    await(what, DEADLINE, condition);
  }

  private void await(String what, Duration patience, Predicate<DeliveryOracle> condition) {
    try {
      Awaitility.await(what)
          .atMost(patience)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                oracle.readOn(deliveries);
                return condition.test(oracle);
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + ": not yet; the deliveries topic tells of " + oracle, e);
    }
  }

  void awaitComplete() {
    awaitComplete(DEADLINE);
  }

  void awaitComplete(Duration patience) {
    await("every event is settled", patience, DeliveryOracle::isComplete);
  }

  DeliveryOracle oracle() {
    return oracle;
  }

  TrackLayerConfig config() {
    return config;
  }

  MiniFlink flink() {
    return flink;
  }

  Topic deliveries() {
    return deliveries;
  }

  @Override
  public void close() throws Exception {
    flink.close();
    canonical.close();
    deliveries.close();
  }
}
