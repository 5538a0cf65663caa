package io.tracklayer.job;

import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Runs of a simulation, each with a seed of its own.
 *
 * @param property the property that asks for one seed only, step by step: {@code -Dproperty=7}
 * @param quietly returns what is wrong with the run of a seed; empty if nothing is
 * @param stepByStep the same, and shows what happens
 */
public record SeededRuns(
    String property,
    LongFunction<Optional<String>> quietly,
    LongFunction<Optional<String>> stepByStep) {

  /** What is wrong with the first of so many runs that fails, or with the one that is asked for. */
  public Optional<String> firstFailure(long runs) {
    Long asked = Long.getLong(property);
    if (asked != null) {
      return stepByStep.apply(asked);
    }
    return LongStream.range(0, runs)
        .parallel()
        .mapToObj(seed -> quietly.apply(seed).orElse(null))
        .filter(Objects::nonNull)
        .findFirst();
  }
}
