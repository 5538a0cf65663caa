package io.tracklayer.job.delivery;

import io.tracklayer.contract.reason.Reason;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs faults in a destination's code, at most once a minute. The event is rejected, and the log
 * says where the fault happened.
 *
 * <p>Not thread-safe.
 */
public final class HandlerFaults {

  private static final Logger LOG = LoggerFactory.getLogger(HandlerFaults.class);
  private static final long QUIET_MS = 60_000;

  private final String destination;
  private final Clock clock;
  private long quietUntil = Long.MIN_VALUE;
  private long sinceThen;

  public HandlerFaults(String destination, Clock clock) {
    this.destination = destination;
    this.clock = clock;
  }

  void report(String deed, Exception fault) {
    sinceThen++;
    long now = clock.millis();
    if (now >= quietUntil) {
      LOG.error(
          "destination {}: {} failed, {} times since this was last logged; such events are"
              + " rejected as {}",
          destination,
          deed,
          sinceThen,
          Reason.MAPPING_FAILED.text(),
          withoutMessage(fault));
      quietUntil = now + QUIET_MS;
      sinceThen = 0;
    }
  }

  /** Leaves out the message, which may quote the event: where it happened is enough. */
  private static Throwable withoutMessage(Exception fault) {
    Exception shown = new IllegalStateException(fault.getClass().getName());
    shown.setStackTrace(fault.getStackTrace());
    return shown;
  }
}
