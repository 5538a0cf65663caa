package io.tracklayer.job.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final long NOW = -50;

  private final CircuitBreaker breaker = new CircuitBreaker();

  private void open() {
    for (int i = 0; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
      breaker.failed(NOW);
    }
  }

  @Test
  void aFewFailuresDoNotOpenIt() {
    for (int i = 1; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
      breaker.failed(NOW);
    }

    assertThat(breaker.mayLeave(NOW)).isTrue();
  }

  @Test
  void aSuccessBetweenFailuresCountsThemAnew() {
    for (int i = 0; i < 20; i++) {
      breaker.failed(NOW);
      breaker.succeeded();
    }

    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void openItLetsOneProbeLeaveAfterFiveSeconds() {
    open();
    assertThat(breaker.mayLeave(NOW + 4_999)).isFalse();
    assertThat(breaker.mayLeave(NOW + 5_000)).isTrue();

    breaker.left();

    assertThat(breaker.mayLeave(NOW + 1_000_000)).isFalse();
  }

  @Test
  void aProbeThatNeverLeftLeavesItsPlaceToTheNext() {
    open();
    assertThat(breaker.mayLeave(NOW + 5_000)).isTrue();

    assertThat(breaker.mayLeave(NOW + 5_001)).isTrue();
  }

  @Test
  void probesThatFailComeEverLaterUpToThirtySeconds() {
    open();
    long now = NOW;
    for (long interval : new long[] {5_000, 10_000, 20_000, 30_000, 30_000}) {
      assertThat(breaker.mayLeaveAt(now)).isEqualTo(now + interval);
      now += interval;
      breaker.left();
      breaker.failed(now);
    }
  }

  @Test
  void aProbeThatSucceedsClosesIt() {
    open();
    breaker.left();
    breaker.succeeded();

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.mayLeave(NOW)).isTrue();
  }

  @Test
  void aPauseOpensItAtOnceAndEndsWithASuccess() {
    breaker.pause(NOW);
    assertThat(breaker.isPaused()).isTrue();
    assertThat(breaker.mayLeaveAt(NOW)).isEqualTo(NOW + 30_000);

    breaker.left();
    breaker.succeeded();

    assertThat(breaker.isPaused()).isFalse();
  }

  @Test
  void nothingLeavesBeforeTheTimeThatTheDestinationAskedFor() {
    breaker.hold(NOW + 700);
    breaker.hold(NOW + 300);

    assertThat(breaker.mayLeaveAt(NOW)).isEqualTo(NOW + 700);
  }
}
