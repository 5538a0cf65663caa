package io.tracklayer.job.identity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.SeededRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What identity promises, in runs that differ in everything that is left to chance. */
class SimulationIT {

  private static final int RUNS = 1_500;
  private static final int RUNS_OF_THE_SOAK = 1_000_000;

  private final SeededRuns simulation =
      new SeededRuns(
          "simulation.seed",
          seed -> Runs.failure(seed, Safeguards.ALL, Trace.NONE),
          seed -> Runs.failure(seed, Safeguards.ALL, new Trace(System.out::println)));

  @Test
  void allPropertiesHoldInThreeThousandRuns() {
    assertThat(simulation.firstFailure(RUNS)).isEmpty();
  }

  @Test
  @Tag("soak")
  void allPropertiesHoldInAMillionRuns() {
    assertThat(simulation.firstFailure(Integer.getInteger("simulation.seeds", RUNS_OF_THE_SOAK)))
        .isEmpty();
  }
}
