package io.tracklayer.job.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.clock.Clock;

/**
 * Time as on a real machine: its clock may step back, but a timer that has been registered fires
 * after the time that remained until then.
 */
final class MachineTime implements ProcessingTimeService {

  private static final long NANOS_PER_MS = 1_000_000;

  private final ProcessingTimeService passing;
  private long behindMs;

  /**
   * @param passing the time that really passes
   */
  MachineTime(ProcessingTimeService passing) {
    this.passing = passing;
  }

  void stepBack(Duration step) {
    behindMs += step.toMillis();
  }

  /** The operator's clock, as in production. */
  SteadyClock steady() {
    return new SteadyClock(
        this::getCurrentProcessingTime, () -> passing.getCurrentProcessingTime() * NANOS_PER_MS);
  }

  @Override
  public long getCurrentProcessingTime() {
    return passing.getCurrentProcessingTime() - behindMs;
  }

  @Override
  public Clock getClock() {
    throw new UnsupportedOperationException("nobody asks for it");
  }

  @Override
  public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
    return passing.registerTimer(timestamp + behindMs, fired -> target.onProcessingTime(timestamp));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      ProcessingTimeCallback callback, long initialDelay, long period) {
    return passing.scheduleAtFixedRate(callback, initialDelay, period);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      ProcessingTimeCallback callback, long initialDelay, long period) {
    return passing.scheduleWithFixedDelay(callback, initialDelay, period);
  }

  @Override
  public CompletableFuture<Void> quiesce() {
    return passing.quiesce();
  }
}
