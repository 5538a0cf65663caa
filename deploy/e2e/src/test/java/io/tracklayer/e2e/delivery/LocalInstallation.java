package io.tracklayer.e2e.delivery;

import io.tracklayer.contract.Topics;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.e2e.testing.TracklayerProcess;
import io.tracklayer.job.graph.DeliverGraph;
import io.tracklayer.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** All of TrackLayer in one process of its own, which keeps its addresses when it starts again. */
final class LocalInstallation implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration STOPPED = Duration.ofSeconds(60);
  private static final String TOPIC_PREFIX = "tracklayer";

  private final Path directory;
  private final Path config;
  private final List<String> jvmOptions;
  private final int[] ports = FreePorts.find(2);
  private TracklayerProcess process;
  private int starts;

  LocalInstallation(Path directory, List<Target> targets) throws IOException {
    this(directory, targets, List.of());
  }

  /**
   * @param jvmOptions in place of those that suit a test
   */
  LocalInstallation(Path directory, List<Target> targets, List<String> jvmOptions)
      throws IOException {
    this.directory = Files.createDirectories(directory);
    this.jvmOptions = jvmOptions;
    config = directory.resolve("config.yaml");
    deliverTo(targets);
  }

  /** From the next start on. */
  void deliverTo(List<Target> targets) throws IOException {
    String yaml = DeliveryConfig.yaml(bootstrapServers(), TOPIC_PREFIX, directory, targets);
    Files.writeString(config, yaml);
  }

  /** The first time, and after each stop or kill; returns when events can be posted. */
  void start() throws Exception {
    process =
        TracklayerProcess.start(
            directory.resolve("run-" + starts++ + ".out"),
            jvmOptions,
            "local",
            "--config",
            config.toString(),
            "--data",
            data().toString(),
            "--port=" + ports[0],
            "--kafka-port=" + ports[1],
            "--admin-port=0",
            "--flink-port=0",
            "--sandbox-port=0");
    process.awaitOutput("TrackLayer is ready", READY);
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** SIGTERM, and until it has ended. */
  void terminate() throws InterruptedException {
    process.terminate();
    process.awaitEnd(STOPPED);
  }

  /** Between two starts: topics are kept, the job's state is not. */
  void forgetState() throws IOException {
    FileUtils.deleteDirectory(data().resolve("flink").toFile());
  }

  String receiver() {
    return "http://localhost:" + ports[0];
  }

  /** Of the deliveries topic; to be opened while it runs. */
  Topic deliveries() {
    return new Topic(bootstrapServers(), new Topics(TOPIC_PREFIX).deliveries());
  }

  /** To be opened while it runs. */
  Topic deadLetters() {
    return new Topic(bootstrapServers(), new Topics(TOPIC_PREFIX).deadLetters());
  }

  /** Until a checkpoint has left a position: before that, Kafka knows nothing of a destination. */
  void awaitPosition(String destination) {
    String group = TOPIC_PREFIX + "." + DeliverGraph.group(destination);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Awaitility.await("a position of " + destination)
          .atMost(READY)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .until(
              () ->
                  !admin
                      .listConsumerGroupOffsets(group)
                      .partitionsToOffsetAndMetadata()
                      .get()
                      .isEmpty());
    }
  }

  private String bootstrapServers() {
    return "localhost:" + ports[1];
  }

  private Path data() {
    return directory.resolve("data");
  }

  @Override
  public void close() throws Exception {
    if (process != null) {
      process.close();
    }
  }
}
