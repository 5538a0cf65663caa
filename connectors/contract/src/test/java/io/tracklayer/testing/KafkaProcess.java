package io.tracklayer.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real Kafka broker (KRaft, broker and controller in one) in a process of its own, so that a test
 * can stop it, freeze it and kill it. Keeps its port and its data across restarts.
 */
public final class KafkaProcess implements AutoCloseable {

  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final String CLUSTER_ID = "dHJhY2tsYXllci10ZXN0LQ";

  private final Path directory;
  private final int port;
  private ProcessHandle process;

  private KafkaProcess(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /**
   * Formats and starts a broker, and returns once it answers.
   *
   * @param directory for data and log; empty or not yet created
   */
  public static KafkaProcess start(Path directory) {
    return start(directory, Map.of());
  }

  /** The same with further broker properties. */
  public static KafkaProcess start(Path directory, Map<String, String> brokerProperties) {
    int[] ports = FreePorts.find(2);
    KafkaProcess kafka = new KafkaProcess(directory, ports[0]);
    try {
      Files.createDirectories(directory);
      kafka.writeProperties(ports[1], brokerProperties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kafka.format();
    kafka.start();
    return kafka;
  }

  /** One that runs already. */
  public static KafkaProcess running(Path directory, int port, ProcessHandle process) {
    KafkaProcess kafka = new KafkaProcess(directory, port);
    kafka.process = process;
    return kafka;
  }

  public String bootstrapServers() {
    return "localhost:" + port;
  }

  public int port() {
    return port;
  }

  public ProcessHandle process() {
    return process;
  }

  /** Starts it again after {@link #stop} or {@link #kill}, and returns once it answers. */
  public void start() {
    process = launch();
    try {
      Awaitility.await("the broker answers")
          .atMost(START_DEADLINE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .until(this::answers);
    } catch (ConditionTimeoutException e) {
      close();
      throw e;
    }
  }

  /** An orderly stop. */
  public void stop() {
    process.destroy();
    waitForEnd();
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    waitForEnd();
  }

  /** {@code kill -STOP}: it keeps its connections and answers nothing. */
  public void freeze() {
    signal("STOP");
  }

  /** {@code kill -CONT}. */
  public void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean answers() throws Exception {
    if (!process.isAlive()) {
      throw new IllegalStateException("the broker ended; see " + directory.resolve("broker.log"));
    }
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "2000");
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "1000");
    try (Admin admin = Admin.create(properties)) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    }
  }

  private void format() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String[] arguments = {
      "format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", serverProperties().toString()
    };
    if (StorageTool.execute(arguments, new PrintStream(output, true, UTF_8)) != 0) {
      throw new IllegalStateException("formatting failed: " + output.toString(UTF_8));
    }
  }

  private ProcessHandle launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ShortLived.JVM_OPTIONS);
    command.addAll(List.of("-Xmx384m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("kafka.Kafka", serverProperties().toString()));
    Path log = directory.resolve("broker.log");
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start()
          .toHandle();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void waitForEnd() {
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path serverProperties() {
    return directory.resolve("server.properties");
  }

  private void writeProperties(int controllerPort, Map<String, String> extra) throws IOException {
    Map<String, String> properties = new TreeMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put(
        "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
    properties.put("log.dirs", directory.resolve("data").toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // After a kill, the broker is admitted again only once its last session has ended.
    properties.put("broker.session.timeout.ms", "9000");
    properties.put("broker.heartbeat.interval.ms", "500");
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    properties.putAll(extra);
    StringBuilder text = new StringBuilder();
    properties.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Files.writeString(serverProperties(), text, UTF_8);
  }
}
