package io.tracklayer.job.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimiterTest {

  @Test
  void slotsAreReservedAheadAtEvenDistances() {
    RateLimiter limiter = new RateLimiter(4);

    assertThat(limiter.reserve(1_000)).isEqualTo(1_000);
    assertThat(limiter.reserve(1_000)).isEqualTo(1_250);
    assertThat(limiter.reserve(1_000)).isEqualTo(1_500);
  }

  @Test
  void askingForTheNextSlotDoesNotTakeIt() {
    RateLimiter limiter = new RateLimiter(4);
    limiter.reserve(1_000);

    assertThat(limiter.next(1_000)).isEqualTo(1_250);
    assertThat(limiter.next(1_000)).isEqualTo(1_250);
  }

  @Test
  void timeThatNobodyUsedIsNotMadeUpFor() {
    RateLimiter limiter = new RateLimiter(4);
    limiter.reserve(1_000);

    assertThat(limiter.reserve(60_000)).isEqualTo(60_000);
    assertThat(limiter.reserve(60_000)).isEqualTo(60_250);
  }

  @Test
  void aRateOfManyInAMillisecondIsKept() {
    RateLimiter limiter = new RateLimiter(3_000);
    long last = 0;
    for (int i = 0; i < 3_000; i++) {
      last = limiter.reserve(0);
    }

    assertThat(last).isBetween(990L, 1_000L);
  }

  @Test
  void aClockThatStartsBelowZeroIsAsGoodAsAny() {
    RateLimiter limiter = new RateLimiter(4);

    assertThat(limiter.reserve(-1_000)).isEqualTo(-1_000);
    assertThat(limiter.reserve(-1_000)).isEqualTo(-750);
  }
}
