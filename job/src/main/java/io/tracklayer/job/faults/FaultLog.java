package io.tracklayer.job.faults;

import io.tracklayer.contract.reason.Reason;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs faults in our own code that one event brought to light, at most once a minute. The event is
 * rejected, and the log says where the fault happened.
 *
 * <p>Not thread-safe.
 */
public final class FaultLog {

  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String where;
  private final Reason reason;
  private final LongSupplier nanos;
  private boolean hasLogged;
  private long loggedAt;
  private long sinceThen;

  /**
   * @param where the step or the destination whose code it is
   * @param reason with which the events are rejected
   * @param nanos nanoseconds that only ever rise, such as {@link System#nanoTime}
   */
  public FaultLog(String where, Reason reason, LongSupplier nanos) {
    this.where = where;
    this.reason = reason;
    this.nanos = nanos;
  }

  /** A log of the faults in the code of one destination. */
  public static FaultLog ofDestination(String destination, LongSupplier nanos) {
    return new FaultLog("destination " + destination, Reason.MAPPING_FAILED, nanos);
  }

  public void report(String deed, Throwable fault) {
    sinceThen++;
    long now = nanos.getAsLong();
    if (!hasLogged || now - loggedAt >= QUIET_NANOS) {
      LOG.error(
          "{}: {} failed, {} times since this was last logged; such events are rejected as {}",
          where,
          deed,
          sinceThen,
          reason.text(),
          withoutMessage(fault));
      hasLogged = true;
      loggedAt = now;
      sinceThen = 0;
    }
  }

  /** Leaves out the message, which may quote the event: where it happened is enough. */
  private static Throwable withoutMessage(Throwable fault) {
    Exception shown = new IllegalStateException(fault.getClass().getName());
    shown.setStackTrace(fault.getStackTrace());
    return shown;
  }
}
