package io.tracklayer.local.bench;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.local.bench.Preload.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
  private static final Duration FIRST_EVENT_DEADLINE = Duration.ofMinutes(2);
  private static final Duration STAGE_DEADLINE = Duration.ofMinutes(10);
  private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(200);

  /** So long without progress is the end. */
  private static final Duration STALLED = Duration.ofSeconds(5);

  /** The last events wait for a full batch or a line of progress, which is not their cost. */
  private static final double ALMOST_ALL = 0.995;

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

  List<StageResult> run() throws IOException, InterruptedException, BenchFailure {
    progress.accept("Starting Kafka and the endpoint ...");
    ChildProcess broker = child(BenchProcess.BROKER, BROKER_MEMORY);
    ChildProcess endpoint = child(BenchProcess.ENDPOINT, ENDPOINT_MEMORY);
    TrackLayerConfig config = BenchConfig.write(directory, address(broker), address(endpoint));
    BenchTopics topics = opened(new BenchTopics(config));
    topics.create();
    progress.accept("Writing " + plan.events() + " raw events to Kafka ...");
    Loaded loaded = new Preload(plan, config).fill(clock.instant());
    List<StageResult> results = new ArrayList<>();
    for (BenchStage stage : plan.stages()) {
      progress.accept("Measuring " + stage.text() + " ...");
      results.add(measure(stage, broker, topics, loaded));
    }
    return results;
  }

  private StageResult measure(
      BenchStage stage, ChildProcess broker, BenchTopics topics, Loaded loaded)
      throws IOException, InterruptedException, BenchFailure {
    if (stage == BenchStage.WHOLE) {
      // What resolve has published would be delivered besides.
      topics.emptyAllBut(topics.names().raw());
    }
    Path own = directory.resolve(stage.text());
    ChildProcess job =
        opened(
            ChildProcess.start(
                stage.text(),
                own,
                JOB_MEMORY,
                List.of(
                    stage.text(),
                    own.toString(),
                    directory.toString(),
                    Integer.toString(loaded.events()))));
    try {
      if (job.awaitStart(START_DEADLINE) instanceof ChildMessage.CannotRun cannotRun) {
        return new StageResult.Skipped(stage, cannotRun.reason());
      }
      return record(stage, job, broker, course(stage, job, topics, loaded));
    } finally {
      closeLast();
      FileUtils.deleteDirectory(own.toFile());
    }
  }

  /** How far a stage is, and where it ends. */
  private interface Course {

    /** In events of the stage's input. */
    double done() throws BenchFailure, InterruptedException;

    /** The number of events of its input. */
    double all();
  }

  private static Course course(
      BenchStage stage, ChildProcess job, BenchTopics topics, Loaded loaded)
      throws BenchFailure, InterruptedException {
    if (stage.tellsItsProgress()) {
      return new Course() {
        @Override
        public double done() {
          return job.progress();
        }

        @Override
        public double all() {
          return loaded.events();
        }
      };
    }
    Topics names = topics.names();
    List<String> outputs =
        stage == BenchStage.RESOLVE
            ? List.of(names.canonical(), names.deliveries(), names.rejected())
            : List.of(names.deliveries());
    long before = topics.records(outputs);
    double inputs =
        stage == BenchStage.DELIVER ? topics.records(List.of(names.canonical())) : loaded.events();
    // An event that tells of identity only has no outcome, but has its cost.
    double eventsOfOutcome =
        stage == BenchStage.DELIVER ? 1 : (double) loaded.events() / loaded.resolved();
    return new Course() {
      @Override
      public double done() throws BenchFailure, InterruptedException {
        return Math.min(inputs, (topics.records(outputs) - before) * eventsOfOutcome);
      }

      @Override
      public double all() {
        return inputs;
      }
    };
  }

  private StageResult record(BenchStage stage, ChildProcess job, ChildProcess broker, Course course)
      throws BenchFailure, InterruptedException {
    Recording recording = new Recording();
    long begin = System.nanoTime();
    long lastProgress = begin;
    boolean isComplete = false;
    while (!isComplete) {
      TimeUnit.MILLISECONDS.sleep(SAMPLE_INTERVAL.toMillis());
      job.requireRunning();
      broker.requireRunning();
      double before = recording.done();
      Sample sample = sample(stage, job, broker, course.done());
      recording.add(sample);
      lastProgress = sample.done() > before ? sample.nanos() : lastProgress;
      isComplete = sample.done() >= ALMOST_ALL * course.all();
      if (sample.done() == 0 && sample.nanos() - begin > FIRST_EVENT_DEADLINE.toNanos()) {
        throw new BenchFailure(
            "no event came out of "
                + stage.text()
                + " within "
                + FIRST_EVENT_DEADLINE.toSeconds()
                + " s");
      }
      boolean isStalled = sample.done() > 0 && sample.nanos() - lastProgress > STALLED.toNanos();
      if (isStalled || sample.nanos() - begin > STAGE_DEADLINE.toNanos()) {
        break;
      }
    }
    return new StageResult.Measured(stage, recording.rounds(), isComplete, recording.done());
  }

  private Sample sample(BenchStage stage, ChildProcess job, ChildProcess broker, double done) {
    CpuTimes ofJob =
        stage == BenchStage.POSTGRES ? cpu.readWithChildren(job.handle()) : cpu.read(job.handle());
    return new Sample(System.nanoTime(), done, ofJob, cpu.read(broker.handle()));
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
