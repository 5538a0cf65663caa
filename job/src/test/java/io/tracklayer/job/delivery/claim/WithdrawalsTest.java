package io.tracklayer.job.delivery.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.gate.News.Withdrawn;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithdrawalsTest {

  private static final Duration MAX_AGE = Duration.ofDays(7);

  private final Withdrawals withdrawals = new Withdrawals(MAX_AGE, List.of());

  private static Withdrawn of(String profile, long at) {
    return new Withdrawn(
        profile, Revocations.ofDenial("marketing", new Statement(ConsentState.DENIED, null, at)));
  }

  @Test
  void ofAClaimsProfilesTheLatestCounts() {
    withdrawals.hear(of("p1", 5), 100);
    withdrawals.hear(of("p2", 9), 100);

    assertThat(withdrawals.deniedBy(List.of("p1", "p2")))
        .isEqualTo(Denials.of("marketing", new Statement(ConsentState.DENIED, null, 9)));
    assertThat(withdrawals.deniedBy(List.of("p1")))
        .isEqualTo(Denials.of("marketing", new Statement(ConsentState.DENIED, null, 5)));
    assertThat(withdrawals.deniedBy(List.of("p3")).isEmpty()).isTrue();
  }

  @Test
  void theOrderInWhichTheyAreHeardDoesNotMatter() {
    withdrawals.hear(of("p1", 9), 100);
    withdrawals.hear(of("p1", 5), 200);

    assertThat(withdrawals.deniedBy(List.of("p1")))
        .isEqualTo(Denials.of("marketing", new Statement(ConsentState.DENIED, null, 9)));
  }

  @Test
  void whatWasTakenBackCountsUnderItsOwnProfileAlone() {
    withdrawals.hear(of("p1", 5), 100);
    withdrawals.hear(
        new Withdrawn(
            "p1",
            Revocations.ofAnswerTakenBack(
                "marketing", new Statement(ConsentState.UNKNOWN, null, 9))),
        100);

    assertThat(withdrawals.deniedBy(List.of("p1")))
        .isEqualTo(Denials.of("marketing", new Statement(ConsentState.DENIED, null, 5)));
    assertThat(withdrawals.by("p1"))
        .isEqualTo(
            new Revocations(
                Denials.of("marketing", new Statement(ConsentState.DENIED, null, 5)),
                Denials.of("marketing", new Statement(ConsentState.UNKNOWN, null, 9))));
    assertThat(withdrawals.by("p2").isEmpty()).isTrue();
  }

  @Test
  void theyAreForgottenWhenNothingCanWaitAnyLongerThatTheyCouldStop() {
    withdrawals.hear(of("p1", 5), 100);

    withdrawals.forget(100 + MAX_AGE.toMillis());
    assertThat(withdrawals.size()).isEqualTo(1);

    withdrawals.forget(101 + MAX_AGE.toMillis());
    assertThat(withdrawals.size()).isZero();
  }

  @Test
  void aRestoreGivesThoseOfAllSubtasksToEach() {
    withdrawals.hear(of("p1", 5), 100);
    Withdrawals other = new Withdrawals(MAX_AGE, List.of());
    other.hear(of("p1", 7), 50);
    other.hear(of("p2", 9), 50);
    List<Withdrawals.Entry> both =
        List.of(withdrawals.snapshot().get(0), other.snapshot().get(0), other.snapshot().get(1));

    Withdrawals restored = new Withdrawals(MAX_AGE, both);

    assertThat(restored.deniedBy(List.of("p1")))
        .isEqualTo(Denials.of("marketing", new Statement(ConsentState.DENIED, null, 7)));
    assertThat(restored.deniedBy(List.of("p2")))
        .isEqualTo(Denials.of("marketing", new Statement(ConsentState.DENIED, null, 9)));
  }
}
