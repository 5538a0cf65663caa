package io.tracklayer.job.delivery;

import java.util.random.RandomGenerator;

/**
 * When a failed event is tried again: after 1 s, doubling, at most 60 s, with full jitter so that
 * events that failed together do not come back together. A delay that the destination asks for
 * takes precedence.
 */
final class RetrySchedule {

  private static final long FIRST_MS = 1_000;
  private static final long CAP_MS = 60_000;
  private static final int DOUBLINGS_TO_CAP = 6;

  private final RandomGenerator random;

  RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /**
   * How long to wait, in milliseconds.
   *
   * @param failures so far, at least 1
   */
  long delay(int failures) {
    long ceiling = Math.min(CAP_MS, FIRST_MS << Math.min(failures - 1, DOUBLINGS_TO_CAP));
    return 1 + random.nextLong(ceiling);
  }
}
