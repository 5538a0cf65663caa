package io.tracklayer.local.bench;

import io.tracklayer.local.bench.StageResult.Measured;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A stage whose process has started, and the broker that it works with. */
record StageRun(BenchStage stage, ChildProcess job, ChildProcess broker, ProcessClock cpu) {

  private static final Duration FIRST_EVENT_DEADLINE = Duration.ofMinutes(2);
  private static final Duration STAGE_DEADLINE = Duration.ofMinutes(10);
  private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(200);

  /** So long without progress is the end. */
  private static final Duration STALLED = Duration.ofSeconds(15);

  /** The same of one that must go on. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  /** The last events wait for a full batch or a line of progress, which is not their cost. */
  private static final double ALMOST_ALL = 0.995;

  /** Waits until it has taken all events, however long that takes. */
  void await(Course course) throws BenchFailure, InterruptedException {
    double done = 0;
    long lastProgress = System.nanoTime();
    while (done < course.all()) {
      double now = next(course);
      long nanos = System.nanoTime();
      lastProgress = now > done ? nanos : lastProgress;
      done = now;
      if (nanos - lastProgress > STUCK.toNanos()) {
        throw new BenchFailure(
            "%s takes no more events after %,.0f of %,.0f"
                .formatted(stage.text(), done, course.all()));
      }
    }
  }

  /** Watches it until it has taken all events, or takes no more. */
  Measured record(Course course) throws BenchFailure, InterruptedException {
    Recording recording = new Recording();
    long begin = System.nanoTime();
    long lastProgress = begin;
    boolean isComplete = false;
    while (!isComplete) {
      double before = recording.done();
      Sample sample = sample(next(course));
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
    return new Measured(stage, recording.rounds(), isComplete, recording.done());
  }

  /** How far it is after the next interval. */
  private double next(Course course) throws BenchFailure, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(SAMPLE_INTERVAL.toMillis());
    job.requireRunning();
    broker.requireRunning();
    return course.done();
  }

  private Sample sample(double done) {
    CpuTimes ofJob =
        stage == BenchStage.POSTGRES ? cpu.readWithChildren(job.handle()) : cpu.read(job.handle());
    return new Sample(System.nanoTime(), done, ofJob, cpu.read(broker.handle()));
  }
}
