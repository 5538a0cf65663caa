package io.tracklayer.job.identity.simulation;

import java.util.Optional;

/** Runs seed by seed, and says of one that fails what to do with it. */
final class Runs {

  private Runs() {}

  /** What is wrong with a run; empty if nothing is. */
  static Optional<String> failure(long seed, Safeguards safeguards, Trace trace) {
    try {
      Properties.check(Simulation.run(seed, safeguards, trace));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          "run %d (%s) with -Dsimulation.seed=%d: %s"
              .formatted(seed, Regime.of(seed), seed, e instanceof Violation ? e.getMessage() : e));
    }
  }
}
