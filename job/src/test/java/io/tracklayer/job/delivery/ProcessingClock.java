package io.tracklayer.job.delivery;

import io.tracklayer.job.flink.FlinkShell;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** The clock that timers fire by, so that what is judged due and what fires never disagree. */
@FlinkShell
final class ProcessingClock extends Clock {

  private final ProcessingTimeService service;

  ProcessingClock(ProcessingTimeService service) {
    this.service = service;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    return service.getCurrentProcessingTime();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("all times are UTC");
  }
}
