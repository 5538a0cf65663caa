package io.tracklayer.job.delivery.claim;

import static io.tracklayer.job.delivery.claim.Copies.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.delivery.claim.Settlement.Fate;
import io.tracklayer.job.delivery.claim.Situation.Permission;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.RefundOf;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests how refunds restate the value of a purchase. */
class RefundsTest extends OneClaim {

  private static final Sale SALE = sale("100", "EUR");

  private Sale sale = SALE;
  private final List<CopyOutcome> told = new ArrayList<>();
  private final ClaimRules rules =
      rules(
          Mode.SEND,
          (copy, eventId, states, restatement) -> {
            Mapping.Mapped mapped = new Mapping.Mapped(eventId, copy.copy().json());
            return copy.copy().refundOf() == null ? mapped.countedAs(sale) : mapped;
          });

  private static Sale sale(String value, String currency) {
    return new Sale(
        "order-1",
        "1234567890",
        "777",
        Instant.EPOCH,
        value == null ? null : new BigDecimal(value),
        currency);
  }

  private static Copy refund(String refund, String messageId, String amount) {
    return refund(refund, messageId, amount, "EUR", ConsentState.GRANTED);
  }

  private static Copy refund(
      String refund, String messageId, String amount, String currency, ConsentState state) {
    return new Copy(
        new CopyRef(
            "b-of-" + refund,
            new EventRef(messageId, messageId, "refund", "acct", "production"),
            messageId,
            "p9",
            null),
        1_000,
        2_000,
        Map.of(PURPOSE, new Statement(state, "banner", 1)),
        Denials.NONE,
        state == ConsentState.GRANTED,
        null,
        new byte[] {'{', '}'},
        null,
        new RefundOf(Copies.CLAIM, amount == null ? null : new BigDecimal(amount), currency),
        false);
  }

  @Override
  ClaimRules rules() {
    return rules;
  }

  private void answer(Fate fate) {
    answer(fate, 200, now + 1_000);
  }

  private void delivered() {
    answer(new Fate.Delivered());
  }

  @Override
  void after(ClaimStep step) {
    super.after(step);
    told.addAll(published());
  }

  private void purchaseDelivered() {
    take(Copies.granted("m1", 1));
    delivered();
  }

  /** The value that is on its way to the destination. */
  private String stated() {
    return inFlight.restatement().of(sale).value().toPlainString();
  }

  private CopyOutcome last() {
    return told.get(told.size() - 1);
  }

  private void restart(List<CopyOutcome> readBack) {
    inFlight = null;
    claim = null;
    for (CopyOutcome outcome : readBack) {
      claim = ClaimRules.recallClaim(claim, PastOutcome.of(outcome, Sender.UNKNOWN));
    }
    told.clear();
  }

  @Test
  void aRefundStatesWhatIsLeftOfThePurchase() {
    purchaseDelivered();

    take(refund("r1", "m2", "30.50"));

    assertThat(inFlight.messageId()).isEqualTo("m2");
    assertThat(inFlight.claim()).isEqualTo(Copies.CLAIM);
    assertThat(inFlight.restatement().sale()).isEqualTo(SALE);
    assertThat(stated()).isEqualTo("69.50");
  }

  @Test
  void refundsAddUpAndNeverGoBelowZero() {
    purchaseDelivered();

    take(refund("r1", "m2", "30"));
    delivered();
    take(refund("r2", "m3", "50"));
    assertThat(stated()).isEqualTo("20");
    delivered();
    take(refund("r3", "m4", "50"));

    assertThat(stated()).isEqualTo("0");
  }

  @Test
  void copiesOfOneRefundCountOnce() {
    purchaseDelivered();
    take(refund("r1", "m2", "30"));
    delivered();

    take(refund("r1", "m3", "30"));
    assertThat(inFlight).isNull();
    assertThat(last().outcome()).isEqualTo(Outcome.DUPLICATE);
    take(refund("r2", "m4", "10"));

    assertThat(stated()).isEqualTo("60");
  }

  @Test
  void aRefundIsSentUnderItsOwnEventIdAndToldUnderItsOwnClaim() {
    purchaseDelivered();
    take(refund("r1", "m2", "30"));
    delivered();

    assertThat(last().ref().claim()).isEqualTo("b-of-r1");
    assertThat(last().ref().eventId()).isEqualTo("m2");
    assertThat(last().settlesClaim()).isTrue();
    assertThat(last().refunded()).isEqualTo(new Refunded(Copies.CLAIM, new BigDecimal("30")));
  }

  @Test
  void aRefundWaitsForAPurchaseThatIsOnItsWay() {
    take(Copies.granted("m1", 1));
    take(refund("r1", "m2", "30"));
    assertThat(inFlight.messageId()).isEqualTo("m1");
    answer(new Fate.Retry(Cause.of(Reason.SERVER_ERROR), null, null));
    assertThat(inFlight).isNull();
    now += 1_000;
    advance();
    assertThat(inFlight.messageId()).isEqualTo("m1");

    delivered();

    assertThat(inFlight.messageId()).isEqualTo("m2");
    assertThat(stated()).isEqualTo("70");
  }

  @Test
  void aRefundOfARefusedPurchaseIsNotSent() {
    take(Copies.granted("m1", 1));
    take(refund("r1", "m2", "30"));
    answer(new Fate.Rejected(Cause.of(Reason.INVALID_REQUEST), null));
    now += ClaimRules.PURCHASE_MAY_BE_LATE.toMillis();

    advance();

    assertThat(inFlight).isNull();
    assertThat(last().outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(last().cause().reason()).isEqualTo(Reason.PURCHASE_NOT_DELIVERED);
  }

  @Test
  void aRefundThatComesFirstIsSentIfItsPurchaseComesSoon() {
    take(refund("r1", "m2", "30"));
    assertThat(last.effects())
        .containsExactly(new Effect.WakeAt(now + ClaimRules.PURCHASE_MAY_BE_LATE.toMillis()));
    purchaseDelivered();
    now += ClaimRules.PURCHASE_MAY_BE_LATE.toMillis();

    advance();

    assertThat(stated()).isEqualTo("70");
  }

  @Test
  void aRefundOfAnUnknownPurchaseIsNotDecidedBeforeEverythingIsRead() {
    permission = Permission.SETTLE;
    take(refund("r1", "m2", "30"));
    now += ClaimRules.PURCHASE_MAY_BE_LATE.toMillis();
    advance();

    assertThat(told).isEmpty();
    assertThat(last.effects()).containsExactly(new Effect.Park());
  }

  @Test
  void aPurchaseThatMayHaveBeenDeliveredIsNotRestated() {
    take(Copies.granted("m1", 1));
    answer(new Fate.MaybeDelivered(Cause.of(Reason.MAYBE_DELIVERED), null));
    take(refund("r1", "m2", "30"));
    now += ClaimRules.PURCHASE_MAY_BE_LATE.toMillis();
    advance();

    assertThat(last().cause().reason()).isEqualTo(Reason.PURCHASE_NOT_DELIVERED);
  }

  @Test
  void aRefundInAnotherCurrencyIsRejected() {
    purchaseDelivered();

    take(refund("r1", "m2", "30", "USD", ConsentState.GRANTED));

    assertThat(last().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(last().cause().reason()).isEqualTo(Reason.CURRENCY_DIFFERS);
    assertThat(last.effects()).hasAtLeastOneElementOfType(Effect.Bury.class);
  }

  @Test
  void aRefundWithoutAnAmountIsRejected() {
    purchaseDelivered();

    take(refund("r1", "m2", null));

    assertThat(last().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(last().cause().reason()).isEqualTo(Reason.MISSING_VALUE);
  }

  @Test
  void aRefundOfAPurchaseWithoutAValueIsRejected() {
    sale = sale(null, null);
    purchaseDelivered();

    take(refund("r1", "m2", "30"));

    assertThat(last().cause().reason()).isEqualTo(Reason.PURCHASE_WITHOUT_VALUE);
  }

  @Test
  void aRefundWithoutConsentIsNeitherSentNorCounted() {
    purchaseDelivered();

    take(refund("r1", "m2", "30", "EUR", ConsentState.DENIED));
    assertThat(last().outcome()).isEqualTo(Outcome.CONSENT_DENIED);
    take(refund("r2", "m3", "10"));

    assertThat(stated()).isEqualTo("90");
  }

  @Test
  void aRefundThatWaitsCountsInARestatementUnlessItMayNoLongerBeSent() {
    purchaseDelivered();
    take(refund("r1", "m2", "30"));
    take(refund("r2", "m3", "10"));
    answer(new Fate.Retry(Cause.of(Reason.SERVER_ERROR), null, null));

    assertThat(inFlight.messageId()).isEqualTo("m3");
    assertThat(stated()).isEqualTo("60");
    withdrawals.hear(
        new News.Withdrawn(
            "p9",
            new Revocations(
                Denials.of(PURPOSE, new Statement(ConsentState.DENIED, null, 5)), Denials.NONE)),
        now);

    assertThat(rules.stillGoes(claim, inFlight, situation())).isFalse();
  }

  @Test
  void aStartWithoutStateKnowsWhatWasSoldAndWhatRefundsTook() {
    purchaseDelivered();
    take(refund("r1", "m2", "30"));
    delivered();

    restart(List.copyOf(told));
    take(refund("r2", "m3", "50"));

    assertThat(stated()).isEqualTo("20");
  }

  @Test
  void aPurchaseThatIsSentAgainAfterARefundDoesNotUndoIt() {
    purchaseDelivered();
    take(refund("r1", "m2", "30"));
    delivered();
    CopyOutcome ofTheRefund = last();

    restart(List.of(ofTheRefund));
    take(Copies.granted("m1", 1));

    assertThat(inFlight.messageId()).isEqualTo("m1");
    assertThat(stated()).isEqualTo("70");
    delivered();
    take(refund("r2", "m3", "50"));
    assertThat(stated()).isEqualTo("20");
  }

  @Test
  void aRefundThatIsSentAgainAfterARestartStatesTheSameValue() {
    purchaseDelivered();
    List<CopyOutcome> acknowledged = List.copyOf(told);
    take(refund("r1", "m2", "30"));
    delivered();
    take(refund("r2", "m3", "10"));
    String before = stated();

    restart(acknowledged);
    permission = Permission.SETTLE;
    take(refund("r2", "m3", "10"));
    take(refund("r1", "m2", "30"));
    permission = Permission.SEND;
    advance();

    assertThat(stated()).isEqualTo(before);
  }

  @Test
  void anOrderKeepsSoManyRefundsAndNoMore() {
    purchaseDelivered();
    for (int i = 0; i < Refunds.MOST; i++) {
      take(refund("r" + i, "m-r" + i, "1"));
      delivered();
    }

    take(refund("one-more", "m9", "1"));

    assertThat(inFlight).isNull();
    assertThat(last().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(last().cause().reason()).isEqualTo(Reason.TOO_MANY_REFUNDS);
    assertThat(last().ref().eventId()).isEqualTo("m9");
    assertThat(last().settlesClaim()).isFalse();
    assertThat(claim.refunds().all()).hasSize(Refunds.MOST);
  }

  @Test
  void refundsThatTookNothingMakeRoom() {
    purchaseDelivered();
    for (int i = 0; i < Refunds.MOST; i++) {
      take(refund("r" + i, "m-r" + i, "1", "EUR", ConsentState.DENIED));
    }

    take(refund("one-more", "m9", "1"));

    assertThat(stated()).isEqualTo("99");
  }

  @Test
  void aRemovedDestinationsRefundsBecomeDeadLetters() {
    take(refund("r1", "m2", "30"));

    after(ClaimRules.giveUp(claim, now));

    assertThat(last().cause().reason()).isEqualTo(Reason.DESTINATION_REMOVED);
    assertThat(claim.isOpen()).isFalse();
  }
}
