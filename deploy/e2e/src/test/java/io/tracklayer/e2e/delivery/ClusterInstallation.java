package io.tracklayer.e2e.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.e2e.testing.Configs;
import io.tracklayer.e2e.testing.FlinkClusterProcesses;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.job.topics.TopicCheck;
import io.tracklayer.job.topics.TopicPlan;
import io.tracklayer.rudderstack.Receiver;
import io.tracklayer.testing.KafkaProcess;
import io.tracklayer.testing.RepositoryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The jar on a Flink cluster of processes, with a receiver before it, on a broker of others. */
final class ClusterInstallation implements AutoCloseable {

  private static final Path JOB_JAR = RepositoryFiles.at("job/target/tracklayer-job.jar");
  private static final int PARTITIONS = 4;

  private final String bootstrapServers;
  private final Topics topics;
  private final List<String> arguments;
  private final Path viewConfig;
  private final FlinkClusterProcesses cluster;
  private final Receiver receiver;
  private final Topic raw;
  private String jar;
  private String job;
  private @Nullable String startedFrom;
  private int parallelism = 2;

  /**
   * @param directory its name is that of the topics
   */
  ClusterInstallation(KafkaProcess kafka, Path directory, List<Target> targets) throws Exception {
    Files.createDirectories(directory);
    bootstrapServers = kafka.bootstrapServers();
    String yaml =
        DeliveryConfig.yaml(
            bootstrapServers, directory.getFileName().toString(), directory, targets);
    Path file = Files.writeString(directory.resolve("config.yaml"), yaml);
    arguments = List.of("--config", file.toString());
    viewConfig =
        Files.writeString(
            directory.resolve("view.yaml"),
            DeliveryConfig.withView(yaml, directory.resolve("view")));
    TrackLayerConfig config = Configs.read(yaml);
    topics = config.kafka().topics();
    try (TopicCheck check = TopicCheck.connect(config.kafka(), Secrets.ofThisProcess())) {
      check.create(TopicPlan.of(config, PARTITIONS));
    }
    cluster = FlinkClusterProcesses.start(directory.resolve("flink"), Map.of(), Map.of());
    receiver = Receiver.start(config, Secrets.ofThisProcess(), Clock.systemUTC(), 0, 0);
    raw = new Topic(bootstrapServers, topics.raw());
    jar = cluster.rest().upload(JOB_JAR);
    run(null);
  }

  /** {@code kill -9}; the job goes on by itself when there is another one. */
  void killTaskManager() {
    cluster.killTaskManager();
    cluster.startTaskManager();
    cluster.rest().awaitRunning(job);
  }

  /**
   * {@code kill -9}; what comes after starts from the newest checkpoint, or, if there was none
   * since the last start, from what that one started from.
   */
  void killEverything() {
    cluster.killJobManager();
    cluster.killTaskManager();
    String newest = cluster.newestCheckpoint(job).orElse(startedFrom);
    cluster.startJobManager();
    cluster.startTaskManager();
    jar = cluster.rest().upload(JOB_JAR);
    run(newest);
  }

  /** From a savepoint, with another number of subtasks. */
  void rescale() {
    String savepoint = cluster.rest().stopWithSavepoint(job);
    parallelism = 3 - parallelism;
    run(savepoint);
  }

  /** Topics are kept. */
  void startWithoutState() {
    cluster.rest().cancel(job);
    run(null);
  }

  /** All raw events come once more, behind those that are there. */
  void replayRaw(int most) {
    List<ConsumerRecord<byte[], byte[]>> records = raw.readOn();
    records.stream()
        .limit(most)
        .forEach(record -> raw.writeBytes(record.partition(), record.key(), record.value()));
    raw.flush();
  }

  /** The receiver goes on. */
  void cancelJob() {
    cluster.rest().cancel(job);
  }

  /** Two records of the raw topic that the job must refuse: half an event, and no JSON. */
  void writeUnreadable(String messageId, String account) {
    byte[] key = messageId.getBytes(UTF_8);
    raw.write(
        key, Map.of("message_id", messageId, "account", account, "environment", "production"));
    raw.writeBytes(0, key, "no JSON".getBytes(UTF_8));
    raw.flush();
  }

  String stopWithSavepoint() {
    return cluster.rest().stopWithSavepoint(job);
  }

  /**
   * State that no start will need any more is deleted: hundreds of starts would fill the disk.
   *
   * @param state savepoint or checkpoint, or null
   */
  void run(@Nullable String state) {
    startedFrom = state;
    job = cluster.rest().run(jar, arguments, state, parallelism);
    cluster.rest().awaitRunning(job);
    cluster.deleteStateBut(job, state);
  }

  String receiver() {
    return "http://localhost:" + receiver.port();
  }

  Topic deliveries() {
    return topic(Topics::deliveries);
  }

  /** To read it from its beginning. */
  Topic topic(Function<Topics, String> name) {
    return new Topic(bootstrapServers, name.apply(topics));
  }

  /** For a receiver with a live view of the same topics. */
  Path viewConfig() {
    return viewConfig;
  }

  @Override
  public void close() {
    receiver.close();
    cluster.close();
    raw.close();
  }
}
