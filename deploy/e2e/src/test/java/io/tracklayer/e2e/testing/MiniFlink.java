package io.tracklayer.e2e.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.local.run.ClusterSettings;
import io.tracklayer.local.run.TaskStates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.awaitility.Awaitility;

/**
 * Flink in this JVM with one job at a time, whose TaskManager a test can take away, and which it
 * can rescale through a savepoint.
 */
public final class MiniFlink implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final int SLOTS = 3;

  private final MiniCluster cluster;
  private final String savepoints;
  private final HttpClient http = HttpClient.newHttpClient();
  private JobID job;
  private int taskManager;

  private MiniFlink(MiniCluster cluster, String savepoints) {
    this.cluster = cluster;
    this.savepoints = savepoints;
  }

  /**
   * @param checkpointInterval long to take checkpoints by hand only
   */
  public static MiniFlink start(Path directory, Duration checkpointInterval) throws Exception {
    Configuration settings = ClusterSettings.in(directory, checkpointInterval);
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(192));
    settings.set(RestOptions.ADDRESS, "localhost");
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
    return new MiniFlink(cluster, settings.get(CheckpointingOptions.SAVEPOINT_DIRECTORY));
  }

  /**
   * @param savepoint null for a fresh start
   */
  public void run(Consumer<StreamExecutionEnvironment> assemble, int parallelism, String savepoint)
      throws Exception {
    Configuration settings = new Configuration(cluster.getConfiguration());
    settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    assemble.accept(environment);
    StreamGraph graph = environment.getStreamGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, false));
    }
    job = cluster.submitJob(graph).get().getJobID();
    awaitRunning();
  }

  private void awaitRunning() {
    Awaitility.await("every task runs")
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> TaskStates.allRun(cluster.getExecutionGraph(job).get()));
  }

  /** Takes the TaskManager away with all that runs on it, and gives the job another one. */
  public void crash() throws Exception {
    cluster.terminateTaskManager(taskManager++).get();
    cluster.startTaskManager();
    awaitRunning();
  }

  /** Ends the job, and keeps nothing of it. */
  public void cancel() throws Exception {
    cluster.cancelJob(job).get();
    Awaitility.await("the job has ended")
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cluster.getJobStatus(job).get() == JobStatus.CANCELED);
  }

  public void checkpoint() throws Exception {
    cluster.triggerCheckpoint(job, CheckpointType.CONFIGURED).get();
  }

  public String stopWithSavepoint() throws Exception {
    return cluster.stopWithSavepoint(job, savepoints, false, SavepointFormatType.CANONICAL).get();
  }

  /** The sum over all subtasks of a metric of ours, by the end of its name. */
  public long sum(String name) throws Exception {
    long sum = 0;
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      String metrics =
          "/jobs/" + job + "/vertices/" + vertex.get("id").asText() + "/subtasks/metrics";
      for (JsonNode metric : get(metrics)) {
        String id = metric.get("id").asText();
        if (id.endsWith("." + name)) {
          sum += get(metrics + "?get=" + id + "&agg=sum").get(0).get("sum").asLong();
        }
      }
    }
    return sum;
  }

  /** What Flink tells of the job's checkpoints so far. */
  public JsonNode checkpoints() throws Exception {
    return get("/jobs/" + job + "/checkpoints");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    URI address = cluster.getRestAddress().join().resolve(path);
    return Json.parse(
        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray()).body());
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
