package io.tracklayer.job.delivery.simulation;

import java.util.Map;
import java.util.Optional;

/** Runs seed by seed, and says of one that fails what to do with it. */
final class Runs {

  private Runs() {}

  /** What is wrong with a run; empty if nothing is. */
  static Optional<String> failure(long seed, Safeguards safeguards, Trace trace) {
    Map<String, Integer> broken = broken(seed, safeguards, trace);
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of("run %d with -Dclaims.seed=%d: %s".formatted(seed, seed, broken));
  }

  private static Map<String, Integer> broken(long seed, Safeguards safeguards, Trace trace) {
    try {
      return Simulation.run(seed, safeguards, trace);
    } catch (RuntimeException e) {
      return Map.of("exception " + e + " at " + e.getStackTrace()[0], 1);
    }
  }
}
