package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void reservationsForOneMomentAreSpreadEvenly() {
    Pace pace = new Pace(50);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      times.add(pace.reserve(1_000));
    }
    assertThat(times).containsExactly(1_000L, 1_020L, 1_040L, 1_060L);
  }

  @Test
  void aPaceFasterThanTheClockStillAddsUp() {
    Pace pace = new Pace(5_000);
    long last = 0;
    for (int i = 0; i < 5_000; i++) {
      last = pace.reserve(1_000);
    }
    assertThat(last).isBetween(1_998L, 2_000L);
  }

  @Test
  void timeThatPassedUnusedIsNotSavedUp() {
    Pace pace = new Pace(1);
    pace.reserve(1_000);
    assertThat(pace.reserve(60_000)).isEqualTo(60_000);
    assertThat(pace.reserve(60_000)).isEqualTo(61_000);
  }

  @Test
  void lookingAtTheNextTimeTakesNothing() {
    Pace pace = new Pace(1);
    pace.reserve(1_000);
    assertThat(pace.next(1_000)).isEqualTo(2_000);
    assertThat(pace.next(1_000)).isEqualTo(2_000);
  }
}
