package io.tracklayer.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.local.bench.Preload.Loaded;
import io.tracklayer.local.bench.StageResult.Measured;
import io.tracklayer.local.generate.KnownPeople;
import io.tracklayer.local.generate.TrafficGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One benchmark: a broker and an endpoint that serve all stages, and one process after the other
 * that runs a stage. All data is in one directory, which is removed at the end.
 */
final class Bench implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

  private static final Duration START_DEADLINE = Duration.ofMinutes(2);

  private static final List<String> BROKER_MEMORY = List.of("-Xmx512m", "-XX:+UseG1GC");
  private static final List<String> ENDPOINT_MEMORY = List.of("-Xmx128m", "-XX:+UseSerialGC");

  /** A job manager and a task manager with the heap that {@code deploy/flink/config.yaml} gives. */
  private static final List<String> JOB_MEMORY = List.of("-Xmx1g", "-XX:+UseG1GC");

  private final BenchPlan plan;
  private final Clock clock;
  private final Consumer<String> progress;
  private final ProcessClock cpu = ProcessClock.ofThisSystem();
  private final Path directory;

  /** What is to be closed, last started first. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private boolean isClosed;
  private volatile boolean wasStopped;

  /**
   * @param progress receives a line for each step
   */
  Bench(BenchPlan plan, Clock clock, Consumer<String> progress) throws IOException {
    this.plan = plan;
    this.clock = clock;
    this.progress = progress;
    directory = Files.createTempDirectory("tracklayer-bench");
  }

  /** Where everything is, until it is closed. */
  Path directory() {
    return directory;
  }

  /** What all stages share. */
  private record Ground(ChildProcess broker, TrackLayerConfig config, BenchTopics topics) {}

  List<StageResult> run() throws IOException, InterruptedException, BenchFailure {
    Ground ground = ground();
    Loaded loaded = load(ground, plan.events(), this::generated);
    List<StageResult> results = new ArrayList<>();
    for (BenchStage stage : plan.stages()) {
      progress.accept("Measuring " + stage.text() + " ...");
      results.add(measure(stage, ground, loaded));
    }
    return results;
  }

  List<GrowthResult> grow() throws IOException, InterruptedException, BenchFailure {
    Ground ground = ground();
    List<GrowthResult> results = new ArrayList<>();
    for (GrowthPoint point : plan.growth()) {
      ground.topics().empty();
      GrowthResult result = measure(point, ground);
      // A run that takes hours may be stopped.
      progress.accept(
          "%s: %.1f us".formatted(point.text(), result.measured().cpuMicros().median()));
      results.add(result);
    }
    return results;
  }

  private Ground ground() throws IOException, InterruptedException, BenchFailure {
    progress.accept("Starting Kafka and the endpoint ...");
    ChildProcess broker = child(BenchProcess.BROKER, BROKER_MEMORY);
    ChildProcess endpoint = child(BenchProcess.ENDPOINT, ENDPOINT_MEMORY);
    TrackLayerConfig config = BenchConfig.write(directory, address(broker), address(endpoint));
    BenchTopics topics = opened(new BenchTopics(config));
    topics.create();
    return new Ground(broker, config, topics);
  }

  /** The last event happens now, so that none is too old to be delivered. */
  private Loaded load(Ground ground, int events, Function<Instant, Iterable<ObjectNode>> traffic)
      throws BenchFailure {
    progress.accept("Writing %,d raw events to Kafka ...".formatted(events));
    Instant start = Preload.start(clock.instant(), events);
    return new Preload(ground.config()).fill(traffic.apply(start), start);
  }

  private Iterable<ObjectNode> generated(Instant start) {
    return new TrafficGenerator(plan.seed(), plan.users(), plan.events(), start);
  }

  private StageResult measure(BenchStage stage, Ground ground, Loaded loaded)
      throws IOException, InterruptedException, BenchFailure {
    BenchTopics topics = ground.topics();
    if (stage == BenchStage.WHOLE) {
      // What resolve has published would be delivered besides.
      topics.emptyAllBut(topics.names().raw());
    }
    Path own = directory.resolve(stage.text());
    ChildProcess job = job(stage, own, loaded, StageInput.PARALLELISM);
    try {
      if (job.awaitStart(START_DEADLINE) instanceof ChildMessage.CannotRun cannotRun) {
        return new StageResult.Skipped(stage, cannotRun.reason());
      }
      return new StageRun(stage, job, ground.broker(), cpu)
          .record(Course.of(stage, job, topics, loaded));
    } finally {
      closeLast();
      FileUtils.deleteDirectory(own.toFile());
    }
  }

  private GrowthResult measure(GrowthPoint point, Ground ground)
      throws IOException, InterruptedException, BenchFailure {
    progress.accept("Measuring " + point.text() + " ...");
    Path own = directory.resolve("growth");
    BenchTopics topics = ground.topics();
    try {
      Optional<KnownPeople> known = point.people(plan.seed());
      if (known.isPresent()) {
        becomeKnown(point, known.get(), own, ground);
      }
      Loaded loaded =
          known.isPresent()
              ? load(ground, plan.events(), start -> known.get().visits(plan.events(), start))
              : load(ground, plan.events(), this::generated);
      long begin = System.nanoTime();
      ChildProcess job = job(BenchStage.RESOLVE, own, loaded, point.parallelism());
      Course course = Course.of(BenchStage.RESOLVE, job, topics, loaded);
      List<String> loop = List.of(topics.names().loop());
      long loopBefore = topics.records(loop);
      FlinkCheckpoints checkpoints = new FlinkCheckpoints(URI.create(address(job)));
      Duration start = Duration.ofNanos(System.nanoTime() - begin);
      Instant started = clock.instant();
      Measured measured =
          new StageRun(BenchStage.RESOLVE, job, ground.broker(), cpu).record(course);
      double loopRecords = (topics.records(loop) - loopBefore) / measured.events();
      return new GrowthResult(point, measured, loopRecords, checkpoints.since(started), start);
    } finally {
      closeLast();
      FileUtils.deleteDirectory(own.toFile());
    }
  }

  /**
   * Fills the state, and leaves a checkpoint of it. Only then do visits come: otherwise they would
   * overtake arrivals that still go through the loop, and be measured beside them.
   */
  private void becomeKnown(GrowthPoint point, KnownPeople known, Path own, Ground ground)
      throws IOException, InterruptedException, BenchFailure {
    Loaded loaded = load(ground, known.events(), known::arrivals);
    ChildProcess job = job(BenchStage.RESOLVE, own, loaded, point.parallelism());
    Course course = Course.of(BenchStage.RESOLVE, job, ground.topics(), loaded);
    FlinkCheckpoints checkpoints = new FlinkCheckpoints(URI.create(address(job)));
    new StageRun(BenchStage.RESOLVE, job, ground.broker(), cpu).await(course);
    checkpoints.since(clock.instant());
    closeLast();
  }

  private ChildProcess job(BenchStage stage, Path own, Loaded loaded, int parallelism)
      throws IOException {
    return opened(
        ChildProcess.start(
            stage.text(),
            own,
            JOB_MEMORY,
            List.of(
                stage.text(),
                own.toString(),
                directory.toString(),
                Integer.toString(loaded.events()),
                Integer.toString(parallelism))));
  }

  private ChildProcess child(String name, List<String> memory) throws IOException {
    Path own = directory.resolve(name);
    return opened(
        ChildProcess.start(
            name.toLowerCase(Locale.ROOT), own, memory, List.of(name, own.toString())));
  }

  private static String address(ChildProcess child) throws BenchFailure, InterruptedException {
    return ((ChildMessage.Ready) child.awaitStart(START_DEADLINE)).address();
  }

  private synchronized <T extends AutoCloseable> T opened(T part) throws IOException {
    started.push(part);
    if (isClosed) {
      close();
      throw new IOException("the benchmark was stopped");
    }
    return part;
  }

  private synchronized void closeLast() {
    close(started.poll());
  }

  /** Ends it from another thread while it runs. */
  void stop() throws IOException {
    wasStopped = true;
    close();
  }

  /** Whether that is why it has failed. */
  boolean wasStopped() {
    return wasStopped;
  }

  /** Ends all processes and removes the directory. */
  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    while (!started.isEmpty()) {
      close(started.poll());
    }
    FileUtils.deleteDirectory(directory.toFile());
  }

  // What it closes declares nothing narrower, and the rest must be closed whatever it throws.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private static void close(@Nullable AutoCloseable part) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("{} did not close cleanly", part, e);
    }
  }
}
