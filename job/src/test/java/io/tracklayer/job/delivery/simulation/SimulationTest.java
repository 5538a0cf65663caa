package io.tracklayer.job.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What delivery promises, in runs that differ in everything that is left to chance. */
class SimulationTest {

  private static final int RUNS = 10_000;
  private static final int RUNS_OF_THE_SOAK = 1_000_000;

  @Test
  void allPropertiesHoldInTenThousandRuns() {
    assertThat(firstFailure(RUNS)).isEmpty();
  }

  @Test
  @Tag("soak")
  void allPropertiesHoldInAMillionRuns() {
    assertThat(firstFailure(Integer.getInteger("claims.seeds", RUNS_OF_THE_SOAK))).isEmpty();
  }

  /** Of this many runs; or of the one that {@code -Dclaims.seed} asks for, step by step. */
  private static Optional<String> firstFailure(long runs) {
    Long asked = Long.getLong("claims.seed");
    if (asked != null) {
      return Runs.failure(asked, Safeguards.ALL, new Trace(System.out::println));
    }
    return LongStream.range(0, runs)
        .parallel()
        .mapToObj(seed -> Runs.failure(seed, Safeguards.ALL, Trace.NONE).orElse(null))
        .filter(Objects::nonNull)
        .findFirst();
  }
}
