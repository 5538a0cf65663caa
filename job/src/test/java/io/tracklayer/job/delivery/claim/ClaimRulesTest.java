package io.tracklayer.job.delivery.claim;

import static io.tracklayer.job.delivery.claim.Copies.CLAIM;
import static io.tracklayer.job.delivery.claim.Copies.PURPOSE;
import static io.tracklayer.job.delivery.claim.Copies.denied;
import static io.tracklayer.job.delivery.claim.Copies.granted;
import static io.tracklayer.job.delivery.claim.Copies.redriven;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.consent.ConsentWords;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.job.delivery.claim.Settlement.Fate;
import io.tracklayer.job.delivery.claim.Situation.Permission;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.News.Withdrawn;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClaimRulesTest extends OneClaim {

  private static final Fate REJECTED =
      new Fate.Rejected(Cause.of(Reason.INVALID_REQUEST), "no currency");

  private Mapping mapping;
  private final List<String> mappedUnder = new ArrayList<>();
  private final Mapper mapper =
      (copy, eventId, states, restatement) -> {
        mappedUnder.add(eventId);
        return mapping != null ? mapping : new Mapping.Mapped(eventId, copy.copy().json());
      };
  private final ClaimRules rules = rules(Mode.SEND, mapper);

  @Override
  ClaimRules rules() {
    return rules;
  }

  private void answer(Fate fate) {
    answer(fate, now + 1_000);
  }

  private void answer(Fate fate, long retryAt) {
    answer(fate, 400, retryAt);
  }

  private CopyOutcome only() {
    assertThat(published()).hasSize(1);
    return published().get(0);
  }

  private PastOutcome past(String messageId, Outcome outcome, long at) {
    boolean settles = outcome == Outcome.DELIVERED;
    return new PastOutcome(
        CLAIM, messageId, settles ? "e9" : null, outcome, settles, at, Sender.UNKNOWN, null, null);
  }

  private static Copy notTaken(Copy copy) {
    return new Copy(
        copy.ref(),
        1,
        2,
        copy.consent(),
        Denials.NONE,
        true,
        Cause.of(Reason.NOT_CONFIGURED),
        Copy.NOTHING,
        null,
        null,
        false);
  }

  @Nested
  class Settling {

    @Test
    void aCopyGoesOutAndItsAnswerSettlesTheClaim() {
      take(granted("m1", 1));
      assertThat(inFlight.mapped().eventId()).isEqualTo("e1");

      answer(new Fate.Delivered());

      assertThat(only().outcome()).isEqualTo(Outcome.DELIVERED);
      assertThat(only().settlesClaim()).isTrue();
      assertThat(only().attempt()).isEqualTo(1);
      assertThat(claim.isSettled()).isTrue();
      assertThat(claim.isOpen()).isFalse();
    }

    @Test
    void aDeliveredCopySaysByWhatThePersonCanBeRecognisedAndOthersDoNot() {
      MatchKeys keys = MatchKeys.of(List.of("email", "phone"), List.of("phone"));
      mapping = new Mapping.Mapped("e1", new byte[0]).matchedBy(keys);
      take(granted("m1", 1));
      answer(new Fate.Retry(Cause.of(Reason.SERVER_ERROR), null, null));
      assertThat(only().matched()).isNull();

      now += 1_000;
      advance();
      answer(new Fate.Delivered());

      assertThat(only().matched()).isEqualTo(keys);
    }

    @Test
    void allLaterCopiesOfASettledClaimAreDuplicates() {
      take(granted("m1", 1));
      answer(new Fate.Delivered());

      take(granted("m2", 1));

      assertThat(only().outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(inFlight).isNull();
    }

    @Test
    void aSecondCopyWaitsWhileTheFirstIsOut() {
      take(granted("m1", 1));
      take(granted("m2", 1));

      assertThat(last.effects()).isEmpty();
      assertThat(claim.copies()).hasSize(2);
    }

    @Test
    void whenTheFirstCopyIsRejectedTheNextHasItsTurnUnderTheSameId() {
      take(granted("m1", 1));
      take(granted("m2", 1));

      answer(REJECTED);

      assertThat(only().outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(only().settlesClaim()).isFalse();
      assertThat(inFlight.messageId()).isEqualTo("m2");
      assertThat(inFlight.mapped().eventId()).isEqualTo("e1");
    }

    @Test
    void aCopyThatTheMappingRefusesMakesRoomForTheNext() {
      mapping = new Mapping.Invalid(Reason.MISSING_CURRENCY);
      take(granted("m1", 1));
      assertThat(only().cause()).isEqualTo(Cause.of(Reason.MISSING_CURRENCY));

      mapping = null;
      take(granted("m2", 1));

      assertThat(inFlight.messageId()).isEqualTo("m2");
    }

    @Test
    void aRejectedCopyIsADeadLetterWithItsJson() {
      take(granted("m1", 1));
      answer(REJECTED);

      assertThat(last.effects())
          .anySatisfy(
              effect -> {
                assertThat(effect).isInstanceOf(Effect.Bury.class);
                assertThat(((Effect.Bury) effect).json()).asString().isEqualTo("{}");
              });
    }

    @Test
    void aCopyThatComesAgainGetsNoSecondOutcome() {
      take(granted("m1", 1));
      answer(REJECTED);

      take(granted("m1", 1));

      assertThat(last.effects()).isEmpty();
    }

    @Test
    void whatMayHaveBeenDeliveredSettlesTheClaim() {
      take(granted("m1", 1));
      take(granted("m2", 1));

      answer(new Fate.MaybeDelivered(Cause.of(Reason.MAYBE_DELIVERED), null));

      assertThat(published())
          .extracting(CopyOutcome::outcome)
          .containsExactly(Outcome.REJECTED, Outcome.DUPLICATE);
      assertThat(published().get(0).settlesClaim()).isTrue();
    }

    @Test
    void aRepeatOfADeliveredCopyChangesNothing() {
      take(granted("m1", 1));
      answer(new Fate.Delivered());

      take(granted("m1", 1));

      assertThat(last.changes()).isFalse();
      assertThat(claim.profiles()).isEmpty();
    }

    @Test
    void whatADestinationDoesNotTakeIsNotApplicable() {
      Copy copy = granted("m1", 1);
      take(notTaken(copy));

      assertThat(only().outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
      assertThat(only().cause()).isEqualTo(Cause.of(Reason.NOT_CONFIGURED));
    }

    @Test
    void aCopyThatADestinationDoesNotTakeSettlesNothingForTheNextOne() {
      take(notTaken(granted("m1", 1)));
      take(granted("m2", 1));
      assertThat(inFlight.messageId()).isEqualTo("m2");

      answer(new Fate.Delivered());
      assertThat(only().outcome()).isEqualTo(Outcome.DELIVERED);
      take(notTaken(granted("m3", 1)));
      assertThat(only().outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void whatIsOnlyLoggedSaysByWhatThePersonCouldBeRecognisedAndIsNotRemembered() {
      MatchKeys keys = MatchKeys.of(List.of("email", "phone"), List.of("phone"));
      mapping = new Mapping.Mapped("e1", new byte[0]).matchedBy(keys);

      ClaimStep step = rules(Mode.LOG, mapper).take(null, Copies.of(null, "m1"), situation());

      assertThat(step.claim()).isNull();
      assertThat(step.changes()).isFalse();
      CopyOutcome told = ((Effect.Publish) step.effects().get(0)).outcome();
      assertThat(told.cause()).isEqualTo(Cause.of(Reason.WOULD_SEND));
      assertThat(told.matched()).isEqualTo(keys);
    }
  }

  @Nested
  class Consent {

    @Test
    void aCopyThatComesAgainUnderAnotherProfileIsHeldBackByAWithdrawalOfEither() {
      permission = Permission.SETTLE;
      take(Copies.of("p1", "m1"));
      take(Copies.of("p2", "m1"));
      profileDenies("p2", 5);

      permission = Permission.SEND;
      advance();

      assertThat(only().outcome()).isEqualTo(Outcome.CONSENT_DENIED);
      assertThat(only().cause()).isEqualTo(Cause.of(Reason.NO_CONSENT, "marketing"));
    }

    @Test
    void aCopyThatWaitedTellsWhichStatementStoppedItAndWhetherThatWasUnreadable() {
      Statement unreadable =
          new Statement(
              ConsentState.DENIED,
              "context.consent",
              ConsentWords.unreadable("a number"),
              5,
              "m-0");
      permission = Permission.SETTLE;
      take(granted("m1", 1));
      withdrawals.hear(new Withdrawn("p1", Revocations.ofDenial(PURPOSE, unreadable)), now);

      advance();

      assertThat(only().cause()).isEqualTo(Cause.of(Reason.CONSENT_UNREADABLE, PURPOSE));
      assertThat(only().consent()).isEqualTo(Map.of(PURPOSE, unreadable));
    }

    @Test
    void aCopyThatWaitedTellsWhereTheAnswerThatStoppedItWasTakenBack() {
      Statement empty = new Statement(ConsentState.UNKNOWN, "traits.opt_in", "empty", 5);
      permission = Permission.SETTLE;
      take(granted("m1", 1));
      withdrawals.hear(new Withdrawn("p1", Revocations.ofAnswerTakenBack(PURPOSE, empty)), now);

      advance();

      assertThat(only().cause()).isEqualTo(Cause.of(Reason.NO_CONSENT, PURPOSE));
      assertThat(only().consent()).isEqualTo(Map.of(PURPOSE, empty));
    }

    @Test
    void whatOneCopyDeniesCountsForTheClaim() {
      permission = Permission.SETTLE;
      take(granted("m1", 1));
      take(denied("m2", 5));
      assertThat(published())
          .extracting(CopyOutcome::outcome)
          .containsOnly(Outcome.CONSENT_DENIED)
          .hasSize(2);
    }

    @Test
    void aDenialThatComesFirstStopsWhatWasGrantedBeforeIt() {
      take(denied("m1", 5));
      take(granted("m2", 4));

      assertThat(only().outcome()).isEqualTo(Outcome.CONSENT_DENIED);
    }

    @Test
    void whatTheProfileOfARefusedCopyDeniesLaterCountsForTheClaim() {
      permission = Permission.SETTLE;
      take(denied("m1", 1));
      take(Copies.granted("p2", "m2", 3));
      profileDenies("p1", 5);

      advance();

      assertThat(claim.isOpen()).isFalse();
    }

    @Test
    void whatAProfileDeniedBeforeItGrantedAgainCountsForCopiesUnderOthers() {
      permission = Permission.SETTLE;
      take(Copies.grantedAgain("m1", 5, 6));
      take(Copies.granted("p2", "m2", 3));

      assertThat(claim.firstWaiting().messageId()).isEqualTo("m1");
      profileDenies("p1", 7);
      advance();
      assertThat(claim.isOpen()).isFalse();
    }

    @Test
    void anAnswerThatIsTakenBackStopsTheCopyOfItsProfileAndNotThatOfAnother() {
      permission = Permission.SETTLE;
      take(Copies.of("p1", "m1"));
      take(Copies.of("p2", "m2"));
      profileTakesBack("p1", 5);

      permission = Permission.SEND;
      advance();

      assertThat(only().outcome()).isEqualTo(Outcome.CONSENT_DENIED);
      assertThat(only().consent())
          .isEqualTo(Map.of(PURPOSE, new Statement(ConsentState.UNKNOWN, null, 5)));
      assertThat(inFlight.messageId()).isEqualTo("m2");
      assertThat(inFlight.states()).isEqualTo(Map.of(PURPOSE, ConsentState.GRANTED));
    }

    @Test
    void aDenialCountsAlsoWhereTheAnswerWasTakenBackAfterIt() {
      permission = Permission.SETTLE;
      take(Copies.of("p1", "m1"));
      profileDenies("p1", 5);
      profileTakesBack("p1", 6);

      advance();

      assertThat(only().consent())
          .isEqualTo(Map.of(PURPOSE, new Statement(ConsentState.DENIED, null, 5)));
    }

    @Test
    void anAnswerThatIsGivenAgainAfterItWasTakenBackCounts() {
      permission = Permission.SETTLE;
      take(Copies.granted("p1", "m1", 6));
      profileTakesBack("p1", 5);

      permission = Permission.SEND;
      advance();

      assertThat(inFlight.messageId()).isEqualTo("m1");
    }

    @Test
    void aGrantAfterTheDenialGoes() {
      take(denied("m1", 5));
      take(granted("m2", 6));

      assertThat(inFlight.messageId()).isEqualTo("m2");
    }

    @Test
    void aBatchedCopyIsJudgedAgainWhenItsRequestIsBuilt() {
      take(granted("m1", 1));
      assertThat(rules.stillGoes(claim, inFlight, situation())).isTrue();

      profileDenies("p1", 5);

      assertThat(rules.stillGoes(claim, inFlight, situation())).isFalse();
      inFlight = null;
      advance();
      assertThat(only().outcome()).isEqualTo(Outcome.CONSENT_DENIED);
    }

    @Test
    void aPurposeThatIsRequiredSinceTheLastStartHoldsBackWhatWaits() {
      permission = Permission.SETTLE;
      take(granted("m1", 1));
      permission = Permission.SEND;

      after(rules(Mode.SEND, mapper, PURPOSE, "analytics").advance(claim, situation()));

      assertThat(only().cause()).isEqualTo(Cause.of(Reason.NO_CONSENT, "analytics"));
    }

    @Test
    void aWithdrawalOfASignalledPurposeHasTheCopyMappedAnew() {
      take(granted("m1", 1));
      withdrawals.hear(
          new Withdrawn(
              "p1",
              Revocations.ofDenial("personalisation", new Statement(ConsentState.DENIED, null, 5))),
          now);

      assertThat(rules.stillGoes(claim, inFlight, situation())).isFalse();
      inFlight = null;
      advance();

      assertThat(inFlight.states()).containsEntry("personalisation", ConsentState.DENIED);
      assertThat(rules.stillGoes(claim, inFlight, situation())).isTrue();
    }

    @Test
    void anEventWhoseConsentIsNobodysIsJudgedByItself() {
      take(Copies.of(null, "m1"));

      assertThat(inFlight.states()).isEqualTo(Map.of(PURPOSE, ConsentState.GRANTED));
      assertThat(claim.profiles()).isEmpty();
    }
  }

  @Nested
  class AgeAndAttempts {

    @Test
    void aBatchedCopyThatGrewTooOldDoesNotGo() {
      take(granted("m1", 1));

      now = Copies.OCCURRED_AT + MAX_AGE.toMillis() + 1;

      assertThat(rules.stillGoes(claim, inFlight, situation())).isFalse();
    }

    @Test
    void whatIsTooOldExpires() {
      now = Copies.OCCURRED_AT + MAX_AGE.toMillis() + 1;
      take(granted("m1", 1));

      assertThat(only().outcome()).isEqualTo(Outcome.EXPIRED);
      assertThat(only().cause()).isEqualTo(Cause.of(Reason.TOO_OLD));
    }

    @Test
    void aFailedCopyWaitsUntilItIsDue() {
      take(granted("m1", 1));
      answer(new Fate.Retry(Cause.of(Reason.SERVER_ERROR), null, null), now + 500);

      assertThat(only().outcome()).isEqualTo(Outcome.RETRYING);
      assertThat(only().ref().eventId()).isEqualTo("e1");
      assertThat(last.effects()).contains(new Effect.WakeAt(now + 500));
      assertThat(inFlight).isNull();

      now += 500;
      advance();
      assertThat(inFlight.messageId()).isEqualTo("m1");
    }

    @Test
    void aStepBackOfTheClockDoesNotMakeAFailedCopyWaitLonger() {
      take(granted("m1", 1));
      answer(new Fate.Retry(Cause.of(Reason.SERVER_ERROR), null, null), now + 500);

      now -= 3_600_000;
      advance();

      assertThat(inFlight.messageId()).isEqualTo("m1");
    }

    @Test
    void attemptsAreCounted() {
      take(granted("m1", 1));
      answer(new Fate.Retry(Cause.of(Reason.SERVER_ERROR), null, null), now);
      assertThat(only().attempt()).isEqualTo(1);

      answer(new Fate.Delivered());
      assertThat(only().attempt()).isEqualTo(2);
    }

    @Test
    void aCopyOfAHalvedBatchGoesAgainAtOnceInASmallerOne() {
      take(granted("m1", 1));
      answer(new Fate.Again(4));

      assertThat(published()).isEmpty();
      assertThat(inFlight.mostTogether()).isEqualTo(4);
    }

    @Test
    void aFieldIsLeftOutOnce() {
      take(granted("m1", 1));
      Fate without = new Fate.Without("fbc", Cause.of(Reason.MALFORMED_FBC), null);
      answer(without);
      assertThat(claim.firstWaiting().without()).containsExactly("fbc");

      answer(without);

      assertThat(only().outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void nothingIsSentThatMayNotGoNow() {
      permission = Permission.SETTLE;
      take(granted("m1", 1));

      assertThat(last.effects()).containsExactly(new Effect.Park());
      assertThat(claim.eventId()).isNull();
    }
  }

  @Nested
  class Limits {

    @Test
    void theNinthCopyThatWaitsIsOneTooMany() {
      permission = Permission.SETTLE;
      for (int i = 1; i <= Claim.MOST_COPIES; i++) {
        take(granted("m" + i, 1));
        assertThat(published()).isEmpty();
      }

      take(granted("m9", 1));

      assertThat(only().outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(only().cause()).isEqualTo(Cause.of(Reason.TOO_MANY_COPIES));
      assertThat(claim.copies()).hasSize(Claim.MOST_COPIES);
    }

    @Test
    void aCopyThatIsDoneMakesRoomForTheNinth() {
      permission = Permission.SETTLE;
      take(denied("m0", 1));
      for (int i = 1; i <= Claim.MOST_COPIES; i++) {
        take(granted("m" + i, 2));
      }

      assertThat(published()).isEmpty();
      assertThat(claim.copy("m0")).isNull();
    }

    @Test
    void aClaimRemembersAFewProfilesOnly() {
      permission = Permission.SETTLE;
      for (int i = 0; i < 20; i++) {
        take(Copies.of("p" + i, "m1"));
      }

      assertThat(claim.profiles()).hasSize(Claim.MOST_PROFILES).contains("p19");
    }

    @Test
    void theProfileOfACopyThatWaitsCountsAmongTooManyOthers() {
      permission = Permission.SETTLE;
      take(Copies.of("p0", "m1"));
      for (int i = 1; i < 20; i++) {
        take(Copies.of("p" + i, "m1"));
      }
      profileDenies("p0", 5);

      advance();

      assertThat(only().outcome()).isEqualTo(Outcome.CONSENT_DENIED);
    }

    @Test
    void aClaimOfABusinessKeyIsRememberedForTheBusinessWindow() {
      take(granted("m1", 1));
      answer(new Fate.Delivered());
      long afterTheDeliveryWindow = now + Duration.ofDays(8).toMillis();
      long afterTheBusinessWindow = now + Duration.ofDays(31).toMillis();

      assertThat(rules.isForgotten(CLAIM, claim, afterTheDeliveryWindow)).isFalse();
      assertThat(rules.isForgotten(CLAIM, claim, afterTheBusinessWindow)).isTrue();
      assertThat(rules.isForgotten("e0", claim, afterTheDeliveryWindow)).isTrue();
    }

    @Test
    void aClaimThatWaitsIsNeverForgotten() {
      take(granted("m1", 1));

      assertThat(rules.isForgotten(CLAIM, claim, Long.MAX_VALUE)).isFalse();
    }
  }

  @Nested
  class Redriving {

    @Test
    void aRedriveLiftsTheOutcomeThatItNamesOnce() {
      take(granted("m1", 1));
      answer(REJECTED);
      long rejectedAt = now;
      now += 1_000;

      take(redriven("m1", rejectedAt));
      assertThat(inFlight.messageId()).isEqualTo("m1");
      answer(REJECTED);

      take(redriven("m1", rejectedAt));
      assertThat(last.effects()).isEmpty();
    }

    @Test
    void theOutcomeOfARedriveIsLaterThanTheOneItLiftedAlsoWhenTheClockStepsBack() {
      take(granted("m1", 1));
      answer(REJECTED);
      long rejectedAt = now;
      now -= 3_600_000;

      take(redriven("m1", rejectedAt));
      answer(REJECTED);

      assertThat(only().at()).isEqualTo(rejectedAt + 1);
      take(redriven("m1", rejectedAt));
      assertThat(last.effects()).isEmpty();
    }

    @Test
    void aRedriveOfAnExpiredCopyAgesAnew() {
      now = Copies.OCCURRED_AT + MAX_AGE.toMillis() + 1;
      take(granted("m1", 1));

      take(redriven("m1", now));

      assertThat(inFlight.messageId()).isEqualTo("m1");
    }

    @Test
    void aRedriveOfASettledClaimSendsNothing() {
      take(granted("m1", 1));
      answer(new Fate.MaybeDelivered(Cause.of(Reason.MAYBE_DELIVERED), null));

      take(redriven("m1", now));

      assertThat(only().outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(inFlight).isNull();
    }
  }

  @Nested
  class Replacing {

    @Test
    void aReplacedSenderSettlesNothingButAnswersToItsOwnRequests() {
      take(granted("m1", 1));
      take(granted("m2", 1));
      permission = Permission.NOTHING;

      answer(new Fate.Delivered());
      assertThat(only().outcome()).isEqualTo(Outcome.DELIVERED);

      advance();
      assertThat(last.effects()).isEmpty();
      assertThat(claim.isOpen()).isTrue();
    }

    @Test
    void aReplacedSenderLeavesRefusalsToWhoeverStartsFromItsState() {
      Copy copy = granted("m1", 1);
      permission = Permission.NOTHING;

      take(notTaken(copy));
      assertThat(last.effects()).isEmpty();
      take(denied("m2", 1));
      assertThat(last.effects()).isEmpty();

      permission = Permission.SEND;
      advance();
      assertThat(published())
          .extracting(CopyOutcome::outcome)
          .containsExactly(Outcome.NOT_APPLICABLE, Outcome.CONSENT_DENIED);
      assertThat(inFlight).isNull();
    }

    @Test
    void whatIsGivenUpEndsEveryCopyThatWaitsAsADeadLetter() {
      permission = Permission.SETTLE;
      take(granted("m1", 1));
      take(granted("m2", 1));

      ClaimStep step = ClaimRules.giveUp(claim, now);

      after(step);
      assertThat(published())
          .extracting(told -> told.ref().messageId())
          .containsExactly("m1", "m2");
      assertThat(published())
          .extracting(CopyOutcome::cause)
          .containsOnly(Cause.of(Reason.DESTINATION_REMOVED));
      assertThat(step.effects()).filteredOn(Effect.Bury.class::isInstance).hasSize(2);
      assertThat(claim.isOpen()).isFalse();
    }

    @Test
    void whatIsGivenUpIsADuplicateWhereAnotherCopyWasDelivered() {
      take(granted("m1", 1));
      take(granted("m2", 1));
      permission = Permission.NOTHING;
      answer(new Fate.Delivered());

      after(ClaimRules.giveUp(claim, now));

      assertThat(only().outcome()).isEqualTo(Outcome.DUPLICATE);
    }
  }

  @Nested
  class ReadingBack {

    @Test
    void aClaimReadBackAsDeliveredStaysSettledUnderTheIdItWasToldUnder() {
      claim = ClaimRules.recall(null, past("m1", Outcome.DELIVERED, 5));

      take(granted("m2", 1));

      assertThat(only().outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(only().ref().eventId()).isEqualTo("e9");
    }

    @Test
    void aCopyThatIsReadBackAsRejectedIsNotSentAgain() {
      permission = Permission.SETTLE;
      take(granted("m1", 1));
      claim = ClaimRules.recall(claim, past("m1", Outcome.REJECTED, 5));

      permission = Permission.SEND;
      advance();

      assertThat(last.effects()).isEmpty();
      assertThat(claim.isOpen()).isFalse();
    }

    @Test
    void anAttemptThatIsReadBackFixesTheIdAndLeavesTheCopyWaiting() {
      permission = Permission.SETTLE;
      take(granted("m1", 1));
      claim =
          ClaimRules.recall(
              claim,
              new PastOutcome(
                  CLAIM, "m1", "e7", Outcome.RETRYING, false, 5, Sender.UNKNOWN, null, null));

      permission = Permission.SEND;
      advance();

      assertThat(inFlight.mapped().eventId()).isEqualTo("e7");
      assertThat(mappedUnder).containsExactly("e7");
    }

    @Test
    void theOutcomeThatARedriveLiftedIsNotReadBackAsItsOwn() {
      permission = Permission.SETTLE;
      take(redriven("m1", 500));

      claim = ClaimRules.recall(claim, past("m1", Outcome.REJECTED, 500));
      assertThat(claim.isOpen()).isTrue();

      claim = ClaimRules.recall(claim, past("m1", Outcome.REJECTED, 501));
      assertThat(claim.isOpen()).isFalse();
    }
  }
}
