package io.tracklayer.job.delivery.sending;

/**
 * Holds back requests from a destination that fails, and finds out when it works again. After
 * {@value #FAILURES_TO_OPEN} failures in a row it opens. Single requests then probe, first after 5
 * s, then at intervals that grow to 30 s. One success closes it.
 *
 * <p>A probe counts as used when its request has left, not when it was planned: if the events of a
 * planned probe are settled otherwise, the next request is the probe.
 *
 * <p>Not thread-safe. Times are milliseconds of a clock that never steps back.
 */
public final class CircuitBreaker {

  static final int FAILURES_TO_OPEN = 5;

  private static final long FIRST_PROBE_MS = 5_000;
  private static final long LAST_PROBE_MS = 30_000;

  private int failuresInARow;
  private long probeInterval = FIRST_PROBE_MS;
  private boolean isOpen;
  private boolean isPaused;
  private boolean isProbing;
  private long probeAt;
  private long heldUntil = Long.MIN_VALUE;

  /** When a request may leave: {@code now} or earlier if at once. Asking changes nothing. */
  public long mayLeaveAt(long now) {
    if (!isOpen) {
      return heldUntil;
    }
    return Math.max(heldUntil, isProbing ? now + probeInterval : probeAt);
  }

  public boolean mayLeave(long now) {
    return mayLeaveAt(now) <= now;
  }

  /** A request has left; while open, it is the probe. */
  public void left() {
    isProbing = isOpen;
  }

  public boolean isOpen() {
    return isOpen;
  }

  /** Whether it is open because somebody has to act. */
  public boolean isPaused() {
    return isPaused;
  }

  public void succeeded() {
    failuresInARow = 0;
    probeInterval = FIRST_PROBE_MS;
    isOpen = false;
    isPaused = false;
    isProbing = false;
  }

  public void failed(long now) {
    failuresInARow++;
    if (isProbing) {
      probeInterval = Math.min(LAST_PROBE_MS, probeInterval * 2);
    }
    if (isProbing || failuresInARow >= FAILURES_TO_OPEN) {
      open(now);
    }
  }

  /** Opens at once: every further request would fail too. */
  public void pause(long now) {
    probeInterval = LAST_PROBE_MS;
    isPaused = true;
    open(now);
  }

  /** Nothing leaves before this time, because the destination asked for that. */
  public void hold(long until) {
    heldUntil = Math.max(heldUntil, until);
  }

  private void open(long now) {
    isOpen = true;
    isProbing = false;
    probeAt = now + probeInterval;
  }
}
