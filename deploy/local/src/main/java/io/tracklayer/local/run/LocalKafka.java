package io.tracklayer.local.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker in this process: KRaft with broker and controller combined, on localhost.
 *
 * <p>Its data is kept in its directory and survives a killed process: acknowledged records have
 * left the process, and the next start recovers the log. Topics have one replica.
 */
public final class LocalKafka implements AutoCloseable {

  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
  // Any 16 bytes in URL-safe Base64; installations can share them, since no two ever meet.
  private static final String CLUSTER_ID = "VHJhY2tMYXllckxvY2FsMA";
  private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private LocalKafka(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker, and returns once it answers.
   *
   * @param directory for the broker alone; created when missing
   * @param port 0 for a free one
   * @throws StartFailure when the port is taken or the data cannot be used
   */
  public static LocalKafka start(Path directory, int port) throws StartFailure {
    try {
      Files.createDirectories(directory);
      int brokerPort = port == 0 ? Ports.free() : port;
      Ports.requireFree("Kafka", brokerPort, "--kafka-port");
      Map<String, String> settings = settings(directory, brokerPort, Ports.free());
      format(directory, settings);
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
      server.startup();
      LocalKafka kafka = new LocalKafka(server, "localhost:" + brokerPort);
      kafka.awaitAnswer();
      return kafka;
    } catch (IOException e) {
      throw new StartFailure("Kafka cannot use " + directory + ": " + e.getMessage(), e);
    }
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Map<String, String> settings(Path directory, int port, int controllerPort) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
    settings.put("log.dirs", directory.resolve("data").toAbsolutePath().toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // After a kill -9 the broker is admitted again only once its last session has ended.
    settings.put("broker.session.timeout.ms", "9000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("initial.broker.registration.timeout.ms", "120000");
    settings.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    return settings;
  }

  /** Formats the directory on first use; later it is left unchanged. */
  private static void format(Path directory, Map<String, String> settings)
      throws IOException, StartFailure {
    Path file = directory.resolve("server.properties");
    Properties properties = new Properties();
    properties.putAll(settings);
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String[] arguments = {
      "format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", file.toString(),
    };
    int code = StorageTool.execute(arguments, new PrintStream(output, true, UTF_8));
    if (code != 0) {
      throw new StartFailure(
          "Kafka cannot use " + directory + ": " + output.toString(UTF_8).strip(), null);
    }
  }

  private void awaitAnswer() throws StartFailure {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(properties)) {
      long deadline = System.nanoTime() + START_DEADLINE.toNanos();
      while (System.nanoTime() < deadline) {
        try {
          if (!admin
              .describeCluster()
              .nodes()
              .get(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .isEmpty()) {
            return;
          }
        } catch (ExecutionException | TimeoutException e) {
          // not up yet
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while Kafka started", e);
    }
    close();
    throw new StartFailure(
        "Kafka did not answer within " + START_DEADLINE.toSeconds() + " s", null);
  }
}
