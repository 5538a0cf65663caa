package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingTest {

  private final Recording recording = new Recording();

  @Test
  void theFirstSixtyPercentWarmUpAndTheRestIsCutIntoFiveRounds() {
    for (int second = 0; second <= 100; second++) {
      // Slow, and with much of the JIT compilers, until all is warm.
      boolean isWarm = second >= 60;
      add(second, 10 * second, isWarm ? 60 + 2 * (second - 60) : second, isWarm ? 30 : second / 2);
    }

    List<Round> rounds = recording.rounds();

    assertThat(rounds).hasSize(5);
    assertThat(rounds)
        .allSatisfy(
            round -> {
              assertThat(round.seconds()).isEqualTo(8, offset(1e-9));
              assertThat(round.eventsPerSecond()).isEqualTo(10, offset(1e-9));
              assertThat(round.jobMicros()).isEqualTo(0.2, offset(1e-9));
              assertThat(round.brokerMicros()).isEqualTo(0.1, offset(1e-9));
              assertThat(round.jitShare()).isZero();
            });
  }

  @Test
  void aRoundIsAsLongAsItsSamplesNotAsItsShare() {
    add(0, 0, 0, 0);
    add(1, 59, 0, 0);
    add(2, 70, 10, 0);
    add(4, 100, 30, 0);

    List<Round> rounds = recording.rounds();

    assertThat(rounds).hasSize(1);
    assertThat(rounds.get(0).events()).isEqualTo(30);
    assertThat(rounds.get(0).eventsPerSecond()).isEqualTo(15);
  }

  @Test
  void ifAllCameAtOnceTheWholeIsTheOnlyRound() {
    add(0, 0, 0, 0);
    add(2, 100, 400, 100);
    add(9, 100, 500, 100);

    List<Round> rounds = recording.rounds();

    assertThat(rounds).hasSize(1);
    assertThat(rounds.get(0).eventsPerSecond()).isEqualTo(50);
    assertThat(rounds.get(0).jobMicros()).isEqualTo(3);
    assertThat(rounds.get(0).jitShare()).isEqualTo(100.0 / (400 + 10), offset(1e-9));
  }

  /** The broker takes a microsecond for ten events. */
  private void add(int second, double done, long job, long jit) {
    recording.add(
        new Sample(
            second * 1_000_000_000L,
            done,
            new CpuTimes(job, jit, Map.of()),
            new CpuTimes((long) done / 10, 0, Map.of())));
  }
}
