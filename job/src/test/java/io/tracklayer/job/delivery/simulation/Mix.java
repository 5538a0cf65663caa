package io.tracklayer.job.delivery.simulation;

import java.util.List;

/**
 * The kind of a run.
 *
 * @param isOneJob whether both halves share their checkpoints
 * @param windowsEnd whether events grow too old and claims are forgotten within the run
 * @param losesState whether a crash loses the state as well
 * @param startsInLogMode whether destinations are first only to log what they would send
 * @param forgetsMessages whether a message that is sent twice reaches the copies step twice
 * @param clockSteps whether the clock that retries and outcomes go by steps back
 * @param maxAge ticks, like the windows
 * @param pace steps that a pipeline takes at once
 * @param faultRate of each step
 */
record Mix(
    int rawPartitions,
    int canonicalPartitions,
    int logPartitions,
    int destinations,
    boolean grantedWhenUnknown,
    boolean isOneJob,
    boolean windowsEnd,
    boolean losesState,
    boolean startsInLogMode,
    boolean forgetsMessages,
    boolean clockSteps,
    int maxAge,
    int deliveryWindow,
    int businessWindow,
    int pace,
    double faultRate) {

  private static final int NEVER = 1_000_000_000;

  static Mix random(Chance chance) {
    boolean windowsEnd = chance.of(0.15);
    boolean losesState = windowsEnd && chance.of(0.5);
    int shortWindow = losesState ? 60 : 150;
    return new Mix(
        2 + chance.below(2),
        1 + chance.below(3),
        1 + chance.below(3),
        1 + chance.below(2),
        chance.of(0.3),
        chance.of(0.5),
        windowsEnd,
        losesState,
        chance.of(0.1),
        chance.of(0.2),
        !windowsEnd && chance.of(0.2),
        windowsEnd ? shortWindow : NEVER,
        windowsEnd ? shortWindow : NEVER,
        windowsEnd ? 600 : NEVER,
        chance.pick(List.of(1, 3, 8)),
        chance.pick(List.of(0.0, 0.004, 0.012, 0.03)));
  }

  /** In ticks, of a claim of an order or of an event. */
  int window(boolean isOrder) {
    return isOrder ? businessWindow : deliveryWindow;
  }
}
