package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

  private static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private long wallMs = START;
  private long nanos = -5;
  private final SteadyClock clock = new SteadyClock(() -> wallMs, () -> nanos);

  @Test
  void showsTheMachinesTimeWhileThatGoesForward() {
    assertThat(clock.millis()).isEqualTo(START);
    pass(1_500);
    assertThat(clock.millis()).isEqualTo(START + 1_500);
    assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(START + 1_500));
  }

  @Test
  void goesOnByTheTimeThatPassesWhenTheMachinesClockStepsBack() {
    clock.millis();
    wallMs -= HOUR;
    assertThat(clock.millis()).isEqualTo(START);
    pass(700);
    pass(800);
    assertThat(clock.millis()).isEqualTo(START + 1_500);
  }

  @Test
  void losesNoPartOfAMillisecondHoweverOftenItIsAsked() {
    clock.millis();
    wallMs -= HOUR;
    for (int i = 0; i < 10; i++) {
      nanos += 300_000;
      clock.millis();
    }
    assertThat(clock.millis()).isEqualTo(START + 3);
  }

  @Test
  void followsAStepForwardAndASecondStepBackFromThere() {
    clock.millis();
    wallMs += HOUR;
    assertThat(clock.millis()).isEqualTo(START + HOUR);
    wallMs -= 2 * HOUR;
    pass(250);
    assertThat(clock.millis()).isEqualTo(START + HOUR + 250);
  }

  @Test
  void showsTheMachinesTimeAgainWhenThatHasCaughtUp() {
    clock.millis();
    wallMs -= HOUR;
    pass(1_000);
    clock.millis();
    wallMs += HOUR + 20;
    assertThat(clock.millis()).isEqualTo(wallMs);
  }

  private void pass(long ms) {
    wallMs += ms;
    nanos += ms * 1_000_000;
  }
}
