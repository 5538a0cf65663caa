package io.tracklayer.job;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigProblem;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.job.graph.DeliverGraph;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.job.graph.ResolveGraph;
import io.tracklayer.job.graph.Stage;
import io.tracklayer.job.graph.StartPositions;
import io.tracklayer.job.identity.loop.LoopTopic;
import io.tracklayer.job.identity.loop.Schedulers;
import io.tracklayer.job.kafka.JobKafka;
import io.tracklayer.job.kafka.KafkaClientProperties;
import io.tracklayer.job.topics.TopicCheck;
import io.tracklayer.job.topics.TopicPlan;
import io.tracklayer.job.topics.TopicProblem;
import io.tracklayer.job.topics.TopicReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * The main class of the job: {@code --config F [--stages resolve,deliver] [--destinations a,b]}.
 * The configuration is read where the job is submitted; secret values are looked up where its tasks
 * run.
 */
public final class TrackLayerJob {

  private static final Set<String> OPTIONS = Set.of("config", "stages", "destinations");

  private static final int DEFAULT_MAX_PARALLELISM = 720;
  private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  /**
   * How long records wait for others on their way to the next task. An event waits twice between
   * the raw and the canonical topic, and an order more often. Every output of every task has a
   * thread that wakes up as often, and wakes the next task with it.
   */
  private static final Duration DEFAULT_BUFFER_TIMEOUT = Duration.ofMillis(20);

  private TrackLayerJob() {}

  public static void main(String[] args) throws Exception {
    ParameterTool arguments = arguments(args);
    TrackLayerConfig config = read(Path.of(arguments.getRequired("config")));
    JobOptions options = options(arguments, config);
    refuseUnfitTopics(config);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    assemble(env, config, options);
    env.execute("TrackLayer " + config.kafka().topicPrefix());
  }

  /**
   * Adds the graph to an environment. Asks Kafka at which offsets the destinations and the loop
   * start reading, so the topics must exist.
   */
  public static void assemble(
      StreamExecutionEnvironment env, TrackLayerConfig config, JobOptions options) {
    Secrets secrets = Secrets.ofThisProcess();
    env.configure(invariants(env.getConfiguration()));
    JobKafka kafka = new JobKafka(config.kafka(), secrets);
    Properties clients = KafkaClientProperties.resolved(config.kafka(), secrets);
    if (options.stages().contains(Stage.RESOLVE)) {
      Schedulers.flawOf(env.getConfiguration())
          .ifPresent(
              flaw -> {
                throw new IllegalStateException(flaw);
              });
      new ResolveGraph(config, kafka, LoopTopic.endNow(config, clients)).addTo(env);
    }
    if (options.stages().contains(Stage.DELIVER)) {
      DeliverGraph deliver = new DeliverGraph(config, kafka);
      StartPositions start = StartPositions.read(config, clients, Clock.systemUTC().instant());
      for (DestinationConfig destination : config.destinations()) {
        if (options.delivers(destination.name())) {
          deliver.addTo(env, destination, start.of(destination));
        }
      }
      for (String removed : start.removed()) {
        deliver.addRemoved(env, removed);
      }
    }
  }

  /**
   * The settings that the guarantees rest on, which override the cluster's configuration, and
   * defaults for settings that it leaves out.
   */
  private static Configuration invariants(ReadableConfig cluster) {
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    if (cluster.getOptional(StateBackendOptions.STATE_BACKEND).isEmpty()) {
      settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
      settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    }
    if (cluster.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
      settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, DEFAULT_CHECKPOINT_INTERVAL);
    }
    if (cluster.getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()) {
      settings.set(ExecutionOptions.BUFFER_TIMEOUT, DEFAULT_BUFFER_TIMEOUT);
    }
    if (cluster.getOptional(PipelineOptions.MAX_PARALLELISM).isEmpty()) {
      settings.set(PipelineOptions.MAX_PARALLELISM, DEFAULT_MAX_PARALLELISM);
    }
    return settings;
  }

  /**
   * An option that is misspelt, or empty, would start a job that does everything, and takes over
   * from others.
   */
  static ParameterTool arguments(String... args) {
    ParameterTool arguments = ParameterTool.fromArgs(args);
    for (String name : arguments.toMap().keySet()) {
      if (!OPTIONS.contains(name)) {
        throw new IllegalArgumentException(
            "--" + name + " is not an option; write --config, --stages or --destinations");
      }
      if (list(arguments.get(name)).isEmpty()) {
        throw new IllegalArgumentException(
            "--" + name + " is empty; give it a value, or leave the option out");
      }
    }
    if (!arguments.has("config")) {
      throw new IllegalArgumentException("--config is missing; write --config FILE");
    }
    return arguments;
  }

  private static TrackLayerConfig read(Path file) {
    ConfigResult result = new ConfigReader(new Destinations().specs()).read(file);
    if (result instanceof ConfigResult.Invalid invalid) {
      throw new IllegalArgumentException(
          invalid.problems().stream()
              .map(ConfigProblem::toString)
              .collect(Collectors.joining("\n", "the configuration has problems:\n", "")));
    }
    TrackLayerConfig config = ((ConfigResult.Valid) result).config();
    if (!config.hasKafka()) {
      throw new IllegalArgumentException(
          file + ": kafka: is missing; only local mode brings its own Kafka");
    }
    return config;
  }

  private static JobOptions options(ParameterTool arguments, TrackLayerConfig config) {
    Set<Stage> stages = new LinkedHashSet<>();
    for (String text : list(arguments.get("stages", "resolve,deliver"))) {
      stages.add(
          Stage.of(text)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--stages: "
                              + text
                              + " is not a stage; write resolve, deliver or both")));
    }
    Set<String> destinations = new LinkedHashSet<>(list(arguments.get("destinations", "")));
    for (String name : destinations) {
      if (config.destination(name).isEmpty()) {
        throw new IllegalArgumentException(
            "--destinations: " + name + " is not a destination of the configuration");
      }
    }
    return new JobOptions(stages, destinations);
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static void refuseUnfitTopics(TrackLayerConfig config) throws Exception {
    try (TopicCheck check = TopicCheck.connect(config.kafka(), Secrets.ofThisProcess())) {
      List<TopicProblem> fatal =
          check.check(TopicPlan.of(config)).stream()
              .map(TopicReport::problems)
              .flatMap(List::stream)
              .filter(TopicProblem::isFatal)
              .toList();
      if (!fatal.isEmpty()) {
        throw new IllegalStateException(
            fatal.stream()
                .map(TopicProblem::toString)
                .collect(
                    Collectors.joining(
                        "\n",
                        "the topics are not as the job needs them; see ./tracklayer topics:\n",
                        "")));
      }
    }
  }
}
