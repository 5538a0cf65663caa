package io.tracklayer.job.gate.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.EventCondition;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.RefundOf;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.testing.Events;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests where refunds go at a destination whose orders' values they restate. */
class SelectionTest {

  private static final EventCondition OF_A_HUNDRED =
      new EventCondition(List.of(), List.of(), new BigDecimal("100"), Map.of());

  private static Gate.Arrival arrival(boolean restate, EventCondition when, CanonicalEvent event) {
    return new Selection(Events.restating(restate, when), Events.RESTATING)
        .arrival(event, Json.write(event), null);
  }

  private static Gate.Arrival arrival(CanonicalEvent event) {
    return arrival(true, EventCondition.NONE, event);
  }

  private static CanonicalEvent refund(String orderId) {
    return Events.named("refund", "r1").ofOrder(orderId).build();
  }

  @Test
  void aRefundIsDeliveredWithTheClaimOfItsPurchase() {
    Gate.Arrival refund = arrival(refund("A-1"));

    assertThat(refund.refundOf())
        .isEqualTo(
            new RefundOf(
                Events.purchase("p1").ofOrder("A-1").claim(), new BigDecimal("12.50"), "EUR"));
    assertThat(refund.ref().claim()).isEqualTo(Events.named("refund", "r1").claim());
    assertThat(refund.json()).isNotEmpty();
  }

  @Test
  void otherSpellingsOfAnOrderIdAreTheSameOrder() {
    assertThat(arrival(refund("#10017")).refundOf()).isEqualTo(arrival(refund("10017")).refundOf());
  }

  @Test
  void aRefundThatNamesNoOrderIsDeliveredByItself() throws Exception {
    ObjectNode tree = (ObjectNode) Json.parse(Json.write(refund("A-1")));
    tree.remove("order_id");
    CanonicalEvent noOrder = Json.read(Json.write(tree), CanonicalEvent.class);

    assertThat(arrival(noOrder).refundOf()).isNull();
    assertThat(arrival(noOrder).refusal()).isNull();
  }

  @Test
  void aRefundNeedsNoEntryAmongTheEventsAndMeetsNoConditions() {
    CanonicalEvent purchase = Events.purchase("p1").build();

    assertThat(arrival(true, OF_A_HUNDRED, purchase).refusal())
        .isEqualTo(Cause.of(Reason.CONDITION, "value: 12.50"));
    assertThat(arrival(true, OF_A_HUNDRED, refund("A-1")).refusal()).isNull();
  }

  @Test
  void withoutTheSettingARefundIsAnEventLikeAnyOther() {
    Gate.Arrival refund = arrival(false, EventCondition.NONE, refund("A-1"));

    assertThat(refund.refundOf()).isNull();
    assertThat(refund.refusal()).isEqualTo(Cause.of(Reason.NOT_CONFIGURED));
  }

  @Test
  void whatAnEventDeniesKeepsItsOwnWordsWhereALaterStatementIsNewer() {
    Instant later = Instant.ofEpochMilli(9_000);
    CanonicalEvent event =
        Events.purchase("p1")
            .consent(
                Map.of("marketing", ConsentState.GRANTED, "analytics", ConsentState.DENIED),
                Map.of(
                    "marketing",
                    new ConsentEvidence(
                        ConsentState.DENIED, "traits.opt_in", "no", "consent", "yes", later, null),
                    "analytics",
                    new ConsentEvidence(
                        ConsentState.DENIED, null, null, "consent", "declined", later, null)))
            .build();
    long receivedAt = event.receivedAt().toEpochMilli();

    assertThat(arrival(event).denies())
        .containsEntry(
            "marketing", new Statement(ConsentState.DENIED, "traits.opt_in", "no", receivedAt))
        .containsEntry(
            "analytics", new Statement(ConsentState.DENIED, "consent", "declined", receivedAt));
  }

  @Test
  void nothingElseIsDeliveredWithAPurchase() {
    assertThat(arrival(Events.purchase("p1").build()).refundOf()).isNull();
    assertThat(arrival(Events.named("order_cancelled", "c1").ofOrder("A-1").build()).refundOf())
        .isNull();
  }

  @Test
  void aTestByTheCommandValidateIsMarkedAndRestatesNoOrder() {
    Gate.Arrival refund =
        arrival(Events.named("refund", "r1").ofOrder("A-1").forValidation().build());

    assertThat(refund.isValidation()).isTrue();
    assertThat(refund.refundOf()).isNull();
    assertThat(arrival(refund("A-1")).isValidation()).isFalse();
  }
}
