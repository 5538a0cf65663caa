package io.tracklayer.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.TrackLayerJob;
import io.tracklayer.job.canonical.CanonicalStep;
import io.tracklayer.job.copies.FitStep;
import io.tracklayer.job.copies.MarkedEvent;
import io.tracklayer.job.copies.MarkedEventWriter;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.job.graph.Stage;
import io.tracklayer.job.graph.StepTypes;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.IntakeStep;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.kafka.JobKafka;
import io.tracklayer.job.kafka.RecordLimit;
import io.tracklayer.job.topics.TopicPlan;
import io.tracklayer.local.run.ClusterSettings;
import io.tracklayer.local.run.LocalFlink;
import io.tracklayer.local.run.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** The Flink job of one stage. Those of the product are built by the product. */
final class StageJob {

  /** These four are what {@code deploy/flink/config.yaml} gives a task manager. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  private static final Duration CHECKPOINT_PAUSE = Duration.ofSeconds(5);
  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(1190);
  private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(238);

  private final BenchStage stage;
  private final StageInput input;

  private StageJob(BenchStage stage, StageInput input) {
    this.stage = stage;
    this.input = input;
  }

  /** Starts Flink and the job in this process. */
  static LocalFlink start(BenchStage stage, Path directory, StageInput input) throws StartFailure {
    return LocalFlink.start(
        directory,
        () -> settings(directory, input.parallelism()),
        new StageJob(stage, input)::addTo);
  }

  private static Configuration settings(Path directory, int parallelism) throws IOException {
    Configuration settings = ClusterSettings.in(directory, CHECKPOINT_INTERVAL);
    settings.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, CHECKPOINT_PAUSE);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
    settings.set(RestOptions.ADDRESS, "localhost");
    settings.set(RestOptions.BIND_ADDRESS, "localhost");
    settings.set(RestOptions.BIND_PORT, "0");
    // A job that starts again would be measured as a slow one.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return settings;
  }

  private void addTo(StreamExecutionEnvironment env) {
    TrackLayerJob.assemble(
        env,
        input.config(),
        new JobOptions(
            switch (stage) {
              case RESOLVE -> Set.of(Stage.RESOLVE);
              case DELIVER -> Set.of(Stage.DELIVER);
              case WHOLE -> Set.of(Stage.RESOLVE, Stage.DELIVER);
              case READ, YARDSTICK, INTAKE, RESOLVE_IN_MEMORY, POSTGRES -> Set.of();
            },
            Set.of()));
    switch (stage) {
      case READ -> count(raw(env), new Dropped<>(input.step()));
      case YARDSTICK -> count(raw(env), new ParsedAndDropped(input.step()));
      case INTAKE -> count(intake(env), new Dropped<>(input.step()));
      case RESOLVE_IN_MEMORY -> resolveInMemory(env);
      case RESOLVE, DELIVER, WHOLE -> {}
      case POSTGRES -> throw new IllegalArgumentException("a table is no job of Flink");
    }
  }

  private DataStream<byte[]> raw(StreamExecutionEnvironment env) {
    return env.fromSource(
            kafka().source(topics().raw(), "bench", OffsetsInitializer.earliest()),
            WatermarkStrategy.noWatermarks(),
            "Raw events")
        .uid("raw");
  }

  private SingleOutputStreamOperator<Draft> intake(StreamExecutionEnvironment env) {
    return raw(env)
        .process(new IntakeStep(input.config(), StepTypes.REJECTED))
        .returns(StepTypes.DRAFT)
        .uid("intake")
        .name("Intake");
  }

  private static <T> void count(DataStream<T> events, ProcessFunction<T, Void> counting) {
    events.process(counting).returns(Types.VOID).uid("count").name("Count");
  }

  /** All behind the exchange runs in one subtask, so that identity sees every event. */
  private void resolveInMemory(StreamExecutionEnvironment env) {
    TrackLayerConfig config = input.config();
    MarkedEventWriter writer = new MarkedEventWriter(topics().canonical());
    intake(env)
        .process(new IdentityInMemory(Limits.of(config.identity()), input.step()))
        .returns(StepTypes.RESOLVED)
        .uid("identity")
        .name("Identity in memory")
        .setParallelism(1)
        .process(new CanonicalStep(config.consent(), StepTypes.REJECTED))
        .returns(StepTypes.CANONICAL)
        .uid("canonical-events")
        .name("Canonical events")
        .setParallelism(1)
        .map(MarkedEvent::first)
        .returns(StepTypes.MARKED)
        .uid("copies")
        .name("Copies")
        .setParallelism(1)
        .process(new FitStep(writer, new RecordLimit(TopicPlan.MESSAGE), StepTypes.REJECTED))
        .returns(StepTypes.MARKED)
        .uid("fit")
        .name("Fit")
        .setParallelism(1)
        .sinkTo(kafka().bulkSink(writer))
        .uid("canonical")
        .name("Canonical")
        .setParallelism(1);
  }

  private JobKafka kafka() {
    return new JobKafka(input.config().kafka(), Secrets.ofThisProcess());
  }

  private Topics topics() {
    return input.config().kafka().topics();
  }

  private static class Dropped<T> extends ProcessFunction<T, Void> {

    private static final long serialVersionUID = 1L;

    private final ProgressTold progress;

    Dropped(int step) {
      progress = new ProgressTold(step);
    }

    @Override
    public void processElement(T element, Context context, Collector<Void> out) throws IOException {
      progress.add(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    }
  }

  private static final class ParsedAndDropped extends Dropped<byte[]> {

    private static final long serialVersionUID = 1L;

    ParsedAndDropped(int step) {
      super(step);
    }

    @Override
    public void processElement(byte[] element, Context context, Collector<Void> out)
        throws IOException {
      JsonNode event = Json.mapper().readTree(element);
      if (!event.isObject()) {
        throw new IOException("a raw event that is not an object");
      }
      super.processElement(element, context, out);
    }
  }

  private static final class IdentityInMemory extends ProcessFunction<Draft, Resolved> {

    private static final long serialVersionUID = 1L;

    private final Limits limits;
    private final ProgressTold progress;
    private transient PeopleInMemory people;

    // Flink opens it before the first element.
    @SuppressWarnings("NullAway.Init")
    IdentityInMemory(Limits limits, int step) {
      this.limits = limits;
      progress = new ProgressTold(step);
    }

    @Override
    public void open(OpenContext context) {
      people = new PeopleInMemory(limits);
    }

    @Override
    public void processElement(Draft event, Context context, Collector<Resolved> out) {
      people.resolve(event).ifPresent(out::collect);
      progress.add(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    }
  }
}
