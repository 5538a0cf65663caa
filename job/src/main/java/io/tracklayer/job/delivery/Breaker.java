package io.tracklayer.job.delivery;

/**
 * Keeps events back from a destination that is failing, and finds out when it works again. After
 * {@value #FAILURES_TO_OPEN} failed requests in a row it opens; then single requests probe, first
 * after 5 s, then ever later up to 30 s. One success closes it.
 *
 * <p>Not thread-safe. Times are epoch milliseconds.
 */
final class Breaker {

  static final int FAILURES_TO_OPEN = 5;

  private static final long FIRST_PROBE_MS = 5_000;
  private static final long LAST_PROBE_MS = 30_000;

  private int failuresInARow;
  private long probeInterval = FIRST_PROBE_MS;
  private boolean open;
  private boolean paused;
  private boolean probing;
  private long probeAt;
  private long heldUntil;

  /** When an event may be tried: {@code now} or earlier if at once. */
  long mayTryAt(long now) {
    if (open) {
      return Math.max(heldUntil, probing ? now + probeInterval : probeAt);
    }
    return heldUntil;
  }

  /** Whether a request may go out now; while open, one that may is the probe. */
  boolean admits(long now) {
    if (mayTryAt(now) > now) {
      return false;
    }
    probing = open;
    return true;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether it is open because somebody has to act. */
  boolean isPaused() {
    return paused;
  }

  void succeeded() {
    failuresInARow = 0;
    probeInterval = FIRST_PROBE_MS;
    open = false;
    paused = false;
    probing = false;
  }

  void failed(long now) {
    failuresInARow++;
    if (probing) {
      probeInterval = Math.min(LAST_PROBE_MS, probeInterval * 2);
    }
    if (probing || failuresInARow >= FAILURES_TO_OPEN) {
      openUntilProbe(now);
    }
  }

  /** Opens at once, for credentials that are wrong: every further request would fail too. */
  void pause(long now) {
    probeInterval = LAST_PROBE_MS;
    paused = true;
    openUntilProbe(now);
  }

  /** Nothing goes out before this time: the destination asked for it. */
  void hold(long until) {
    heldUntil = Math.max(heldUntil, until);
  }

  private void openUntilProbe(long now) {
    open = true;
    probing = false;
    probeAt = now + probeInterval;
  }
}
