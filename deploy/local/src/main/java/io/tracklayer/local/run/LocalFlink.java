package io.tracklayer.local.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink in this process, with its web UI, RocksDB and one job.
 *
 * <p>Checkpoints are kept in its directory. The job continues from the newest complete one, or
 * starts afresh if there is none. It is stopped with a savepoint beside them, so that requests in
 * flight are settled and the next start sends nothing twice. A failed job is restarted after
 * growing pauses; one that keeps failing is given up, as {@link #failure} shows.
 */
public final class LocalFlink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalFlink.class);

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

  private static final Duration RUNNING_DEADLINE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  /** Longer than a destination may take to answer. */
  private static final Duration SAVEPOINT_DEADLINE = Duration.ofSeconds(60);

  private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);
  private static final int MAX_RESTARTS = 10;
  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(256);
  private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(64);

  private final MiniCluster cluster;
  private final JobID job;
  private final Path checkpoints;
  private final int port;

  /** Adds a job to an environment. */
  public interface JobGraph {
    void addTo(StreamExecutionEnvironment environment) throws InterruptedException;
  }

  private LocalFlink(MiniCluster cluster, JobID job, Path checkpoints, int port) {
    this.cluster = cluster;
    this.job = job;
    this.checkpoints = checkpoints;
    this.port = port;
  }

  /**
   * Starts the cluster and the job, and returns once all tasks run.
   *
   * @param directory for Flink alone; created when missing
   * @param port of the web UI; 0 for a free one
   * @param parallelism the number of task slots, and the parallelism of the job
   * @param assemble builds the job
   * @throws StartFailure with the reason, when the port is taken or the job does not run
   */
  static LocalFlink start(Path directory, int port, int parallelism, JobGraph assemble)
      throws StartFailure {
    Ports.requireFree("Flink's web UI", port, "--flink-port");
    return start(directory, () -> settings(directory, port, parallelism), assemble);
  }

  /** The settings of a cluster, read from files. */
  public interface Settings {
    Configuration read() throws IOException;
  }

  /**
   * The same with settings of the caller's own, whose default parallelism is the number of task
   * slots.
   *
   * @throws StartFailure with the reason, when the job does not run
   */
  public static LocalFlink start(Path directory, Settings settingsOfCluster, JobGraph assemble)
      throws StartFailure {
    MiniCluster cluster = null;
    try {
      FileUtils.deleteDirectory(directory.resolve("tmp").toFile());
      Configuration settings = settingsOfCluster.read();
      cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(settings)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(settings.get(CoreOptions.DEFAULT_PARALLELISM))
                  .build());
      cluster.start();
      Path checkpoints = ClusterSettings.checkpoints(directory);
      StreamGraph graph = graph(settings, checkpoints, assemble);
      JobID job = cluster.submitJob(graph).get().getJobID();
      LocalFlink flink =
          new LocalFlink(cluster, job, checkpoints, cluster.getRestAddress().get().getPort());
      flink.awaitRunning();
      return flink;
    } catch (StartFailure e) {
      closeQuietly(cluster);
      throw e;
    } catch (InterruptedException e) {
      closeQuietly(cluster);
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while Flink started", e);
    } catch (Exception e) {
      // MiniCluster.start and submitJob declare no narrower type
      closeQuietly(cluster);
      throw new StartFailure("Flink did not start: " + rootReason(e), e);
    }
  }

  /** Of the web UI. */
  public int port() {
    return port;
  }

  /** Why the job ended for good; empty while it runs or restarts. */
  public Optional<String> failure() {
    try {
      JobStatus status = cluster.getJobStatus(job).get(5, TimeUnit.SECONDS);
      return status.isGloballyTerminalState()
          ? Optional.of("the job is " + status + lastFailure().map(r -> ": " + r).orElse(""))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return cluster.isRunning()
          ? Optional.empty()
          : Optional.of("Flink stopped: " + rootReason(e));
    }
  }

  /** Stops with a savepoint for the next start, or with the last checkpoint if that fails. */
  @Override
  public void close() {
    stopJob();
    closeQuietly(cluster);
  }

  private void stopJob() {
    try {
      String savepoint =
          cluster
              .stopWithSavepoint(
                  job, ClusterSettings.uri(checkpoints), false, SavepointFormatType.NATIVE)
              .get(SAVEPOINT_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      LOG.info("the job has stopped; the next start continues from {}", savepoint);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "the job did not stop with a savepoint; the next start continues from its last"
              + " checkpoint: {}",
          rootReason(e));
    }
  }

  private static Configuration settings(Path directory, int port, int parallelism)
      throws IOException {
    Configuration settings = ClusterSettings.in(directory, CHECKPOINT_INTERVAL);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
    settings.set(RestOptions.ADDRESS, "localhost");
    settings.set(RestOptions.BIND_ADDRESS, "localhost");
    settings.set(RestOptions.BIND_PORT, Integer.toString(port));
    settings.set(WebOptions.CANCEL_ENABLE, false);
    // Somebody waits at a terminal, and is told when the job is given up.
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(15));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(2));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, MAX_RESTARTS);
    return settings;
  }

  private static StreamGraph graph(Configuration settings, Path checkpoints, JobGraph assemble)
      throws IOException, InterruptedException {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    assemble.addTo(environment);
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName("tracklayer");
    Optional<Path> newest = Checkpoints.newest(checkpoints);
    if (newest.isPresent()) {
      LOG.info("the job continues from {}", newest.get());
      // The job takes the checkpoint over and deletes it once it is superseded. State of
      // destinations that the configuration no longer has is dropped, except for their claims.
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(
              ClusterSettings.uri(newest.get()), true, RecoveryClaimMode.CLAIM));
    }
    return graph;
  }

  private void awaitRunning() throws StartFailure, InterruptedException {
    long deadline = System.nanoTime() + RUNNING_DEADLINE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<String> failure = failure();
      if (failure.isPresent()) {
        throw new StartFailure(failure.get(), null);
      }
      if (executionGraph().filter(TaskStates::allRun).isPresent()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    throw new StartFailure(
        "the job does not run after "
            + RUNNING_DEADLINE.toSeconds()
            + " s"
            + lastFailure().map(r -> ": " + r).orElse(""),
        null);
  }

  private Optional<AccessExecutionGraph> executionGraph() throws InterruptedException {
    try {
      return Optional.of(cluster.getExecutionGraph(job).get(5, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }

  private Optional<String> lastFailure() {
    try {
      return executionGraph()
          .map(AccessExecutionGraph::getFailureInfo)
          .map(ErrorInfo::getException)
          .map(e -> rootReason(e.deserializeError(LocalFlink.class.getClassLoader())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String rootReason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private static void closeQuietly(@Nullable MiniCluster cluster) {
    if (cluster == null) {
      return;
    }
    try {
      cluster.closeAsync().get(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Flink did not stop cleanly: {}", rootReason(e));
    }
  }
}
