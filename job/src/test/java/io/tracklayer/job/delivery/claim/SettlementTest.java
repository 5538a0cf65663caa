package io.tracklayer.job.delivery.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.job.delivery.claim.Settlement.Fate;
import io.tracklayer.job.delivery.claim.Settlement.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettlementTest {

  private static final List<Verdict> ALL =
      List.of(
          new Verdict.Delivered(),
          new Verdict.Retry(Cause.of(Reason.SERVER_ERROR), null, null),
          new Verdict.RetryWithout("fbc", Cause.of(Reason.MALFORMED_FBC), null),
          new Verdict.RejectedSome(Set.of(0), Cause.of(Reason.INVALID_REQUEST), null),
          new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), null),
          new Verdict.RejectedAll(Cause.of(Reason.INVALID_REQUEST), null),
          new Verdict.PerEvent(List.of(new Verdict.Delivered(), new Verdict.Delivered())),
          new Verdict.CredentialsWrong(Cause.of(Reason.TOKEN_INVALID), null));

  private static Settlement of(Verdict verdict) {
    return Settlement.of(verdict, 2, false);
  }

  @Test
  void everyVerdictThereIsGivesEveryEventAFate() {
    List<Class<?>> handled = new ArrayList<>();
    ALL.forEach(verdict -> handled.add(verdict.getClass()));
    assertThat(handled)
        .containsAll(
            Stream.of(Verdict.class, Verdict.OfOne.class)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .filter(type -> !type.isInterface())
                .toList());
    assertThat(ALL).allSatisfy(verdict -> assertThat(of(verdict).fates()).hasSize(2));
  }

  @Test
  void aFailureIsRetriedNotBeforeTheDestinationWantsIt() {
    Settlement settlement =
        of(new Verdict.Retry(Cause.of(Reason.RATE_LIMITED), null, Duration.ofSeconds(7)));

    assertThat(settlement.signal()).isEqualTo(Signal.FAILS);
    assertThat(settlement.hold()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settlement.fates())
        .containsOnly(new Fate.Retry(Cause.of(Reason.RATE_LIMITED), null, Duration.ofSeconds(7)));
  }

  @Test
  void theOthersOfARequestGoAgain() {
    assertThat(
            of(new Verdict.RejectedSome(Set.of(1), Cause.of(Reason.INVALID_REQUEST), "why"))
                .fates())
        .containsExactly(
            new Fate.Again(ClaimCopy.ANY_NUMBER),
            new Fate.Rejected(Cause.of(Reason.INVALID_REQUEST), "why"));
  }

  @Test
  void aRequestRefusedWithoutSayingWhyGoesAgainInHalves() {
    assertThat(
            Settlement.of(
                    new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), null), 5, false)
                .fates())
        .hasSize(5)
        .containsOnly(new Fate.Again(3));
  }

  @Test
  void aRequestOfOneRefusedAsAWholeIsRejected() {
    assertThat(
            Settlement.of(
                    new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), null), 1, false)
                .fates())
        .containsExactly(new Fate.Rejected(Cause.of(Reason.INVALID_REQUEST), null));
  }

  @Test
  void eachEventHasTheFateThatTheAnswerGivesIt() {
    Verdict verdict =
        new Verdict.PerEvent(
            List.of(
                new Verdict.Delivered(),
                new Verdict.RejectedAll(Cause.of(Reason.INVALID_REQUEST), null)));

    assertThat(of(verdict).fates())
        .containsExactly(
            new Fate.Delivered(), new Fate.Rejected(Cause.of(Reason.INVALID_REQUEST), null));
  }

  @Test
  void wrongCredentialsBurnNothing() {
    Settlement settlement =
        of(new Verdict.CredentialsWrong(Cause.of(Reason.TOKEN_INVALID), "expired"));

    assertThat(settlement.signal()).isEqualTo(Signal.MUST_PAUSE);
    assertThat(settlement.fates())
        .containsOnly(new Fate.Retry(Cause.of(Reason.TOKEN_INVALID), "expired", null));
  }

  @Test
  void whatMayHaveBeenDeliveredIsNotARefusalAndTheDestinationIsFailing() {
    Settlement settlement = of(new Verdict.RejectedAll(Cause.of(Reason.MAYBE_DELIVERED), null));

    assertThat(settlement.fates())
        .containsOnly(new Fate.MaybeDelivered(Cause.of(Reason.MAYBE_DELIVERED), null));
    assertThat(settlement.signal()).isEqualTo(Signal.FAILS);
    assertThat(settlement.refusal()).isNull();
  }

  @Test
  void aRefusalAsAWholeIsNamed() {
    assertThat(of(new Verdict.RejectedAll(Cause.of(Reason.NOT_ACCESSIBLE), null)).refusal())
        .isEqualTo(Cause.of(Reason.NOT_ACCESSIBLE));
  }

  @Test
  void whileASettingLooksWrongWhatIsRefusedAsAWholeIsKept() {
    Settlement settlement =
        Settlement.of(new Verdict.RejectedAll(Cause.of(Reason.NOT_ACCESSIBLE), null), 1, true);

    assertThat(settlement.signal()).isEqualTo(Signal.MUST_PAUSE);
    assertThat(settlement.fates())
        .containsOnly(new Fate.Retry(Cause.of(Reason.NOT_ACCESSIBLE), null, null));
  }
}
