package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

  private final RetrySchedule schedule = new RetrySchedule(new Random(7));

  @ParameterizedTest
  @CsvSource({"1,1000", "2,2000", "3,4000", "6,32000", "7,60000", "8,60000", "5000,60000"})
  void delaysFillTheWholeOfTheirCeiling(int failures, long ceiling) {
    LongStream delays = LongStream.range(0, 2_000).map(i -> schedule.delay(failures));
    var seen = delays.summaryStatistics();
    assertThat(seen.getMin()).isBetween(1L, ceiling / 20);
    assertThat(seen.getMax()).isBetween(ceiling - ceiling / 20, ceiling);
  }

  @Test
  void twoEventsThatFailedTogetherDoNotComeBackTogether() {
    assertThat(LongStream.range(0, 100).map(i -> schedule.delay(5)).distinct().count())
        .isGreaterThan(90);
  }
}
