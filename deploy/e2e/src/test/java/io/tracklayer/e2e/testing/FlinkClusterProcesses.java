package io.tracklayer.e2e.testing;

import io.tracklayer.testing.FreePorts;
import io.tracklayer.testing.RepositoryFiles;
import io.tracklayer.testing.ShortLived;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.util.FileUtils;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster of two processes, one JobManager and one TaskManager, configured by
 * {@code deploy/flink} with nothing but addresses, directories, memory and pace changed. Their
 * class path holds what a Flink distribution holds: what a job needs besides must be in its jar.
 */
public final class FlinkClusterProcesses implements AutoCloseable {

  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Path CONFIGURATION = RepositoryFiles.at("deploy/flink");

  private static final Pattern DISTRIBUTION =
      Pattern.compile(
          "(flink-(annotations|clients|connector-datagen|core|core-api|datastream|datastream-api"
              + "|file-sink-common|hadoop-fs|metrics-core|metrics-prometheus"
              + "|queryable-state-client-java|rpc-akka-loader|rpc-core|runtime|runtime-web"
              + "|shaded-[a-z0-9-]+|statebackend-rocksdb|streaming-java)"
              + "|frocksdbjni|kryo|minlog|reflectasm|objenesis|snakeyaml-engine|javassist"
              + "|async-profiler|jsr305|commons-(cli|collections|compress|io|lang3|math3|text)"
              + "|log4j-(api|core|slf4j2-impl)|slf4j-api)-\\d[^/]*(?<!-tests)\\.jar");

  private final Path directory;
  private final Map<String, String> options = new LinkedHashMap<>();
  private final Map<String, String> taskManagerEnvironment;
  private final FlinkRest rest;
  private final Thread endWithTheTest = new Thread(this::endProcesses);
  private Process jobManager;
  private Process taskManager;
  private int taskManagers;

  private FlinkClusterProcesses(
      Path directory, Map<String, String> extra, Map<String, String> taskManagerEnvironment) {
    this.directory = directory;
    this.taskManagerEnvironment = Map.copyOf(taskManagerEnvironment);
    int[] ports = FreePorts.find(5);
    options.put("jobmanager.rpc.address", "localhost");
    options.put("jobmanager.rpc.port", Integer.toString(ports[0]));
    options.put("jobmanager.bind-host", "localhost");
    options.put("taskmanager.host", "localhost");
    options.put("taskmanager.bind-host", "localhost");
    options.put("blob.server.port", Integer.toString(ports[1]));
    options.put("rest.address", "localhost");
    options.put("rest.bind-address", "localhost");
    options.put("rest.port", Integer.toString(ports[2]));
    options.put("metrics.reporter.prom.port", ports[3] + "," + ports[4]);
    options.put("web.submit.enable", "true");
    options.put("web.refresh-interval", "200");
    options.put("execution.checkpointing.dir", checkpoints().toUri().toString());
    options.put("execution.checkpointing.savepoint-dir", savepoints().toUri().toString());
    options.put("execution.checkpointing.interval", "500ms");
    options.put("execution.checkpointing.min-pause", "100ms");
    options.put("taskmanager.memory.process.size", "1400m");
    options.put("taskmanager.memory.jvm-metaspace.size", "256m");
    options.put("heartbeat.interval", "1s");
    options.put("heartbeat.timeout", "10s");
    options.put("restart-strategy.exponential-delay.initial-backoff", "100ms");
    options.putAll(extra);
    this.rest = new FlinkRest(URI.create("http://localhost:" + options.get("rest.port")));
  }

  /**
   * Starts both, and returns when the JobManager knows the TaskManager.
   *
   * @param directory for state, logs and temporary files
   * @param options of Flink, over those of {@code deploy/flink/config.yaml}
   * @param taskManagerEnvironment variables that the TaskManager alone is given
   */
  public static FlinkClusterProcesses start(
      Path directory, Map<String, String> options, Map<String, String> taskManagerEnvironment) {
    FlinkClusterProcesses cluster =
        new FlinkClusterProcesses(
            directory.toAbsolutePath().normalize(), options, taskManagerEnvironment);
    try {
      Files.createDirectories(cluster.directory);
      Runtime.getRuntime().addShutdownHook(cluster.endWithTheTest);
      cluster.launchJobManager();
      cluster.startTaskManager();
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  public FlinkRest rest() {
    return rest;
  }

  public Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  public Path savepoints() {
    return directory.resolve("savepoints");
  }

  /** What both have written to their consoles, over all restarts. */
  public List<Path> logs() {
    return List.of(log("jobmanager"), log("taskmanager"));
  }

  /**
   * Where each Prometheus reporter may be found; the two processes take these ports in any order.
   */
  public List<URI> metrics() {
    return Stream.of(options.get("metrics.reporter.prom.port").split(","))
        .map(port -> URI.create("http://localhost:" + port + "/metrics"))
        .toList();
  }

  /** The newest completed checkpoint of a job, as a path to run from. */
  public Optional<String> newestCheckpoint(String job) {
    Path directory = checkpoints().resolve(job);
    if (!Files.exists(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> paths = Files.list(directory)) {
      return paths
          .filter(path -> Files.exists(path.resolve("_metadata")))
          .max((a, b) -> Integer.compare(checkpointId(a), checkpointId(b)))
          .map(path -> path.toUri().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes the checkpoints and savepoints of jobs that have ended.
   *
   * @param job that goes on, with its own
   * @param startedFrom the state that it still needs, or null
   */
  public void deleteStateBut(String job, @Nullable String startedFrom) {
    for (Path parent : List.of(checkpoints(), savepoints())) {
      try (Stream<Path> jobs = Files.exists(parent) ? Files.list(parent) : Stream.empty()) {
        for (Path state : jobs.toList()) {
          boolean isNeeded =
              state.endsWith(job)
                  || (startedFrom != null && startedFrom.contains(state.getFileName().toString()));
          if (!isNeeded) {
            FileUtils.deleteDirectory(state.toFile());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** {@code kill -9}. */
  public void killTaskManager() {
    end(taskManager);
  }

  /** Starts a TaskManager again, and returns when the JobManager knows it. */
  public void startTaskManager() {
    launchTaskManager();
    awaitTaskManager();
  }

  /** {@code kill -9}; jobs and uploaded jars are gone with it, retained checkpoints are not. */
  public void killJobManager() {
    end(jobManager);
  }

  /** Starts a JobManager again, and returns when it answers; a TaskManager finds it by itself. */
  public void startJobManager() {
    launchJobManager();
    Awaitility.await("the JobManager answers")
        .atMost(START_DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(e -> e instanceof UncheckedIOException || isNotYetUp(e))
        .until(
            () -> {
              failIfEnded(jobManager, "jobmanager");
              return rest.get("/overview").has("taskmanagers");
            });
  }

  @Override
  public void close() {
    endProcesses();
    Runtime.getRuntime().removeShutdownHook(endWithTheTest);
  }

  /** The jars of a Flink distribution, out of everything on the test's class path. */
  public static List<Path> distribution() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> DISTRIBUTION.matcher(path.getFileName().toString()).matches())
        .toList();
  }

  private void launchJobManager() {
    List<String> arguments = new ArrayList<>(List.of("-Xmx512m", "-XX:MaxMetaspaceSize=256m"));
    arguments.add("-cp");
    arguments.add(classPath());
    arguments.add("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
    arguments.addAll(configurationArguments());
    jobManager = launch("jobmanager", arguments, Map.of());
  }

  private void launchTaskManager() {
    TaskExecutorProcessSpec memory =
        TaskExecutorProcessUtils.processSpecFromConfig(configuration());
    List<String> arguments = new ArrayList<>();
    arguments.addAll(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
    arguments.add("-cp");
    arguments.add(classPath());
    arguments.add("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
    arguments.addAll(configurationArguments());
    arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    taskManagers++;
    arguments.addAll(List.of("-D", "taskmanager.resource-id=" + taskManagerId()));
    taskManager = launch("taskmanager", arguments, taskManagerEnvironment);
  }

  /** With temporary files of its own, without those of the one that it stands in for. */
  private Process launch(String name, List<String> arguments, Map<String, String> environment) {
    Path temporary = directory.resolve("tmp-" + name);
    try {
      FileUtils.deleteDirectory(temporary.toFile());
      Files.createDirectories(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words(configuration().get(CoreOptions.FLINK_JVM_OPTIONS)));
    command.addAll(ShortLived.JVM_OPTIONS);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add(
        "-Dlog4j.configurationFile=" + CONFIGURATION.resolve("log4j-console.properties").toUri());
    command.addAll(arguments);
    command.addAll(List.of("-D", "web.tmpdir=" + temporary, "-D", "io.tmp.dirs=" + temporary));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> configurationArguments() {
    List<String> arguments = new ArrayList<>(List.of("--configDir", CONFIGURATION.toString()));
    options.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return arguments;
  }

  private Configuration configuration() {
    return GlobalConfiguration.loadConfiguration(
        CONFIGURATION.toString(), Configuration.fromMap(options));
  }

  private void awaitTaskManager() {
    Awaitility.await("the JobManager knows the TaskManager")
        .atMost(START_DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(e -> e instanceof UncheckedIOException || isNotYetUp(e))
        .until(
            () -> {
              failIfEnded(jobManager, "jobmanager");
              failIfEnded(taskManager, "taskmanager");
              return rest.get("/taskmanagers").findValuesAsText("id").contains(taskManagerId());
            });
  }

  /** A new one for each start: the JobManager remembers a killed one for a while. */
  private String taskManagerId() {
    return "taskmanager-" + taskManagers;
  }

  private static boolean isNotYetUp(Throwable e) {
    return e instanceof IllegalStateException && String.valueOf(e.getMessage()).contains("503");
  }

  private void failIfEnded(Process process, String name) {
    if (!process.isAlive()) {
      throw new AssertionError("the " + name + " has ended: " + tail(log(name)));
    }
  }

  private static String tail(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      return all.stream()
          .skip(Math.max(0, all.size() - 30))
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (IOException e) {
      return log + " cannot be read";
    }
  }

  private void endProcesses() {
    end(taskManager);
    end(jobManager);
  }

  private static void end(Process process) {
    if (process == null) {
      return;
    }
    try {
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private static int checkpointId(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().replaceFirst("chk-", ""));
  }

  private static String classPath() {
    return distribution().stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  private static List<String> words(String text) {
    return Stream.of(text.trim().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
