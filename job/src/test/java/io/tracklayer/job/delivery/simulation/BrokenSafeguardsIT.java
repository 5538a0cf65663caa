package io.tracklayer.job.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The properties notice when a safeguard is missing: a simulation that holds without one proves
 * nothing about it.
 */
class BrokenSafeguardsIT {

  private static final int RUNS = 2_000;

  @ParameterizedTest
  @EnumSource
  void aMissingSafeguardIsNoticed(Safeguard missing) {
    Optional<String> noticed =
        LongStream.range(0, RUNS)
            .mapToObj(seed -> Runs.failure(seed, Safeguards.without(missing), Trace.NONE))
            .flatMap(Optional::stream)
            .findFirst();
    assertThat(noticed).as("what is wrong in one of %d runs", RUNS).isPresent();
    System.out.println("without " + missing + ": " + noticed.get());
  }
}
