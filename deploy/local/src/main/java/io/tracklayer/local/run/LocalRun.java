package io.tracklayer.local.run;

import io.tracklayer.cli.Addresses;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.job.TrackLayerJob;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.job.topics.KafkaUnavailableException;
import io.tracklayer.job.topics.TopicCheck;
import io.tracklayer.job.topics.TopicPlan;
import io.tracklayer.rudderstack.Receiver;
import io.tracklayer.sandbox.Sandbox;
import io.tracklayer.sandbox.SandboxOptions;
import io.tracklayer.sandbox.SandboxSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of TrackLayer in this process: a Kafka broker, the job on Flink, the receiver and the
 * sandbox.
 *
 * <p>Everything that must survive is in the data directory. The next run on that directory
 * continues where the last one was stopped or killed: no acknowledged event is lost, and only
 * requests that were still unanswered are sent again.
 */
public final class LocalRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);

  private static final String TOPIC_PREFIX = "tracklayer";
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 1;

  /** The running parts, last started first. */
  private final Deque<Part> parts = new ArrayDeque<>();

  private final LocalOptions options;
  private final Clock clock;
  private final Consumer<String> progress;
  private TrackLayerConfig config;
  private Addresses addresses;
  private LocalFlink flink;

  private record Part(String name, AutoCloseable closeable) {}

  @SuppressWarnings("NullAway.Init") // startAll sets the rest before anybody gets the object
  private LocalRun(LocalOptions options, Clock clock, Consumer<String> progress) {
    this.options = options;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Starts everything, and returns when events can be posted and will be delivered.
   *
   * @param config the configuration, whose {@code kafka} section is ignored; if absent, the
   *     built-in one
   * @param progress receives a line for each step
   * @throws StartFailure with the reason; whatever had started is stopped again
   */
  public static LocalRun start(
      LocalOptions options,
      @Nullable TrackLayerConfig config,
      Clock clock,
      Consumer<String> progress)
      throws StartFailure {
    LocalRun run = new LocalRun(options, clock, progress);
    try {
      run.startAll(config);
      return run;
    } catch (IOException e) {
      run.close();
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    } catch (StartFailure | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  public Addresses addresses() {
    return addresses;
  }

  /** The configuration that it runs with. */
  public TrackLayerConfig config() {
    return config;
  }

  /** Why it cannot continue; empty while it can. */
  public Optional<String> failure() {
    return flink.failure();
  }

  /** Stops everything, beginning with the receiver; accepted events are kept for the next start. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closeable().close();
      } catch (Exception e) {
        // whatever it is, the other parts must still be stopped
        LOG.warn("{} did not stop cleanly", part.name(), e);
      }
    }
  }

  private void startAll(@Nullable TrackLayerConfig given) throws StartFailure, IOException {
    DataDirectory directory = started("data directory", DataDirectory.take(options.data()));
    Secrets secrets = Secrets.ofThisProcess();
    int sandboxPort = options.sandboxPort() == 0 ? Ports.free() : options.sandboxPort();
    TrackLayerConfig wanted =
        given == null ? builtIn(directory, "http://localhost:" + sandboxPort) : given;
    startSandbox(directory, wanted, secrets, sandboxPort);
    progress.accept("Starting Kafka ...");
    LocalKafka kafka = started("Kafka", LocalKafka.start(directory.kafka(), options.kafkaPort()));
    config =
        wanted
            .withKafka(new KafkaConfig(kafka.bootstrapServers(), TOPIC_PREFIX, Map.of(), null))
            .withView(wanted.view().in(directory.view()));
    createTopics(secrets);
    progress.accept("Starting Flink and the job ...");
    flink =
        started(
            "Flink",
            LocalFlink.start(
                directory.flink(),
                options.flinkPort(),
                PARALLELISM,
                environment -> TrackLayerJob.assemble(environment, config, JobOptions.ALL)));
    progress.accept("Starting the receiver ...");
    Receiver receiver = startReceiver(secrets);
    addresses =
        new Addresses(
            "http://localhost:" + receiver.port(),
            "http://localhost:" + receiver.adminPort(),
            kafka.bootstrapServers(),
            "http://localhost:" + flink.port(),
            "http://localhost:" + sandboxPort,
            TOPIC_PREFIX);
    addresses.write(directory.root());
  }

  private <T extends AutoCloseable> T started(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  private void startSandbox(
      DataDirectory directory, TrackLayerConfig wanted, Secrets secrets, int port)
      throws StartFailure {
    progress.accept("Starting the sandbox ...");
    Ports.requireFree("the sandbox", port, "--sandbox-port");
    SandboxSecrets opensFor = SandboxDestinations.secrets(wanted, secrets, port);
    started(
        "sandbox",
        Sandbox.start(
            new SandboxOptions("localhost", port, directory.sandboxRequests(), opensFor), clock));
  }

  private static TrackLayerConfig builtIn(DataDirectory directory, String sandbox)
      throws IOException {
    new LocalSecrets(directory.secrets(), new SecureRandom()).makeMissing();
    String yaml = BuiltInConfig.yaml(directory.root(), sandbox);
    Files.writeString(directory.config(), yaml);
    ConfigResult result = new ConfigReader(new Destinations().specs()).read("local.yaml", yaml);
    if (result instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException("the built-in configuration is wrong: " + result);
  }

  private void createTopics(Secrets secrets) throws KafkaUnavailableException {
    try (TopicCheck topics = TopicCheck.connect(config.kafka(), secrets)) {
      topics.create(TopicPlan.of(config, PARTITIONS));
    }
  }

  private Receiver startReceiver(Secrets secrets) throws StartFailure {
    Ports.requireFree("the receiver", options.port(), "--port");
    Ports.requireFree("the receiver's admin pages", options.adminPort(), "--admin-port");
    return started(
        "receiver", Receiver.start(config, secrets, clock, options.port(), options.adminPort()));
  }
}
