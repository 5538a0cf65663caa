package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final long START = 1_000_000;

  private final Breaker breaker = new Breaker();

  @Test
  void fewerFailuresThanItTakesLeaveItClosed() {
    fail(Breaker.FAILURES_TO_OPEN - 1, START);
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.admits(START)).isTrue();
  }

  @Test
  void aSuccessInBetweenStartsTheCountAnew() {
    fail(Breaker.FAILURES_TO_OPEN - 1, START);
    breaker.succeeded();
    fail(Breaker.FAILURES_TO_OPEN - 1, START);
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void openItAdmitsOneProbeAfterFiveSecondsAndNothingBesideIt() {
    fail(Breaker.FAILURES_TO_OPEN, START);
    assertThat(breaker.admits(START + 4_999)).isFalse();
    assertThat(breaker.admits(START + 5_000)).isTrue();
    assertThat(breaker.admits(START + 5_000)).isFalse();
  }

  @Test
  void probesThatFailComeLaterAndLaterUpToThirtySeconds() {
    fail(Breaker.FAILURES_TO_OPEN, START);
    long now = START;
    for (long wait : new long[] {5_000, 10_000, 20_000, 30_000, 30_000}) {
      assertThat(breaker.mayTryAt(now)).isEqualTo(now + wait);
      now += wait;
      assertThat(breaker.admits(now)).isTrue();
      breaker.failed(now);
    }
  }

  @Test
  void aProbeThatSucceedsClosesIt() {
    fail(Breaker.FAILURES_TO_OPEN, START);
    breaker.admits(START + 5_000);
    breaker.succeeded();
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.admits(START + 5_000)).isTrue();
    assertThat(breaker.admits(START + 5_000)).isTrue();
  }

  @Test
  void whatTheDestinationAskedForHoldsEverythingBack() {
    breaker.hold(START + 7_000);
    assertThat(breaker.admits(START + 6_999)).isFalse();
    assertThat(breaker.admits(START + 7_000)).isTrue();
  }

  @Test
  void wrongCredentialsPauseAtOnce() {
    breaker.pause(START);
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.mayTryAt(START)).isEqualTo(START + 30_000);
  }

  private void fail(int times, long now) {
    for (int i = 0; i < times; i++) {
      breaker.failed(now);
    }
  }
}
