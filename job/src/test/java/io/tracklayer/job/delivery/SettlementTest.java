package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.destinations.Verdict;
import io.tracklayer.job.delivery.Settlement.Fate;
import io.tracklayer.job.delivery.Settlement.Health;
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
          new Verdict.Retry("server_error", null, null),
          new Verdict.RetryWithout("fbc", "bad_fbc", null),
          new Verdict.RejectedSome(Set.of(0), "invalid", null),
          new Verdict.RejectedAsWhole("invalid", null),
          new Verdict.RejectedAll("invalid", null),
          new Verdict.PerEvent(List.of(new Verdict.Delivered(), new Verdict.Delivered())),
          new Verdict.CredentialsWrong("unauthorized", null));

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
    Settlement settlement = of(new Verdict.Retry("too_many_requests", null, Duration.ofSeconds(7)));

    assertThat(settlement.health()).isEqualTo(Health.FAILS);
    assertThat(settlement.hold()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settlement.fates())
        .containsOnly(new Fate.Retry("too_many_requests", null, Duration.ofSeconds(7)));
  }

  @Test
  void theOthersOfARequestGoAgain() {
    assertThat(of(new Verdict.RejectedSome(Set.of(1), "invalid", "why")).fates())
        .containsExactly(new Fate.Again(ClaimCopy.ANY_NUMBER), new Fate.Rejected("invalid", "why"));
  }

  @Test
  void aRequestRefusedWithoutSayingWhyGoesAgainInHalves() {
    assertThat(Settlement.of(new Verdict.RejectedAsWhole("invalid", null), 5, false).fates())
        .hasSize(5)
        .containsOnly(new Fate.Again(3));
  }

  @Test
  void aRequestOfOneRefusedAsAWholeIsRejected() {
    assertThat(Settlement.of(new Verdict.RejectedAsWhole("invalid", null), 1, false).fates())
        .containsExactly(new Fate.Rejected("invalid", null));
  }

  @Test
  void eachEventHasTheFateThatTheAnswerGivesIt() {
    Verdict verdict =
        new Verdict.PerEvent(
            List.of(new Verdict.Delivered(), new Verdict.RejectedAll("invalid", null)));

    assertThat(of(verdict).fates())
        .containsExactly(new Fate.Delivered(), new Fate.Rejected("invalid", null));
  }

  @Test
  void wrongCredentialsBurnNothing() {
    Settlement settlement = of(new Verdict.CredentialsWrong("unauthorized", "expired"));

    assertThat(settlement.health()).isEqualTo(Health.MUST_PAUSE);
    assertThat(settlement.fates()).containsOnly(new Fate.Retry("unauthorized", "expired", null));
  }

  @Test
  void whatMayHaveBeenDeliveredIsNotARefusalAndTheDestinationIsFailing() {
    Settlement settlement = of(new Verdict.RejectedAll("maybe_delivered", null));

    assertThat(settlement.fates()).containsOnly(new Fate.MaybeDelivered("maybe_delivered", null));
    assertThat(settlement.health()).isEqualTo(Health.FAILS);
    assertThat(settlement.refusal()).isNull();
  }

  @Test
  void aRefusalAsAWholeIsNamed() {
    assertThat(of(new Verdict.RejectedAll("unknown_pixel", null)).refusal())
        .isEqualTo("unknown_pixel");
  }

  @Test
  void whileASettingLooksWrongWhatIsRefusedAsAWholeIsKept() {
    Settlement settlement = Settlement.of(new Verdict.RejectedAll("unknown_pixel", null), 1, true);

    assertThat(settlement.health()).isEqualTo(Health.MUST_PAUSE);
    assertThat(settlement.fates()).containsOnly(new Fate.Retry("unknown_pixel", null, null));
  }
}
