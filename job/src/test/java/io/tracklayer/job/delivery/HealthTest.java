package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Verdict REFUSED =
      new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), "no such pixel");
  private static final int ENOUGH_TO_SUSPECT_A_SETTING = 51;
  private static final long PROBE_MS = Duration.ofSeconds(30).toMillis();

  private final Health health = new Health("api");
  private long now = 1_000_000;

  @Test
  void aWrongSettingPausesAndIsToldApartFromWrongCredentials() {
    suspectASetting();

    assertThat(health.isPausedByRefusals()).isTrue();
    assertThat(health.credentialsAreWrong()).isFalse();
    assertThat(health.mayLeave(now)).isFalse();
    assertThat(health.mayLeave(now + PROBE_MS)).isTrue();

    health.judge(new Verdict.Delivered(), 1, now);

    assertThat(health.isPausedByRefusals()).isFalse();
    assertThat(health.mayLeave(now)).isTrue();
  }

  @Test
  void aRefusedBatchThatIsSplitSaysNothingForTheSetting() {
    for (int i = 0; i < ENOUGH_TO_SUSPECT_A_SETTING; i++) {
      health.judge(REFUSED, 100, now);
      health.judge(REFUSED, 1, now);
    }

    assertThat(health.isPausedByRefusals()).isTrue();
  }

  @Test
  void norDoesItEndThePause() {
    suspectASetting();
    now += PROBE_MS;
    health.left();

    health.judge(REFUSED, 100, now);

    assertThat(health.isPausedByRefusals()).isTrue();
  }

  @Test
  void wrongCredentialsPauseToo() {
    health.judge(
        new Verdict.CredentialsWrong(Cause.of(Reason.TOKEN_INVALID), "who are you"), 1, now);

    assertThat(health.credentialsAreWrong()).isTrue();
    assertThat(health.isPausedByRefusals()).isFalse();
    assertThat(health.mayLeave(now)).isFalse();
  }

  private void suspectASetting() {
    for (int i = 0; i < ENOUGH_TO_SUSPECT_A_SETTING; i++) {
      health.judge(REFUSED, 1, now);
    }
  }
}
