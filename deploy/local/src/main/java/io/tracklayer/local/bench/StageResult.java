package io.tracklayer.local.bench;

import java.util.List;

/** What came of one stage. */
sealed interface StageResult {

  BenchStage stage();

  /**
   * @param rounds at least one
   * @param isComplete whether it took all events, or was stopped before
   * @param events that it took
   */
  record Measured(BenchStage stage, List<Round> rounds, boolean isComplete, double events)
      implements StageResult {

    public Measured {
      rounds = List.copyOf(rounds);
    }

    Spread eventsPerSecond() {
      return Spread.of(rounds, Round::eventsPerSecond);
    }

    Spread cpuMicros() {
      return Spread.of(rounds, Round::cpuMicros);
    }

    double jobMicros() {
      return Spread.of(rounds, Round::jobMicros).median();
    }

    double brokerMicros() {
      return Spread.of(rounds, Round::brokerMicros).median();
    }

    double jitShare() {
      return Spread.of(rounds, Round::jitShare).median();
    }
  }

  /**
   * @param reason in words for a reader
   */
  record Skipped(BenchStage stage, String reason) implements StageResult {}
}
