package io.tracklayer.job.gate;

import static io.tracklayer.contract.consent.ConsentState.DENIED;
import static io.tracklayer.contract.consent.ConsentState.GRANTED;
import static io.tracklayer.contract.consent.ConsentState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final String MARKETING = "marketing";
  private static final String ANALYTICS = "analytics";
  private static final byte[] JSON = {'{', '}'};

  private final Gate gate = new Gate(RequiredConsent.of(List.of(MARKETING, ANALYTICS), false));
  private final Gate onlyMarketing = new Gate(RequiredConsent.of(List.of(MARKETING), false));
  private final Gate grantedWhenUnknown = new Gate(RequiredConsent.of(List.of(MARKETING), true));

  private static Statement said(ConsentState state, long at) {
    return new Statement(state, "banner", at);
  }

  private static ProfileConsent known(String purpose, Statement said) {
    return new ProfileConsent(Map.of(purpose, said), Denials.NONE, false);
  }

  private static Gate.Arrival event(Map<String, Statement> said) {
    return event("p1", said, Map.of());
  }

  private static Gate.Arrival event(
      String profileId, Map<String, Statement> said, Map<String, Statement> denies) {
    CopyRef ref =
        new CopyRef(
            "b1",
            new EventRef("e1", "m1", "purchase", "acct", "production"),
            "e1",
            profileId,
            null);
    return new Gate.Arrival(ref, 90, 100, said, denies, null, JSON, null, null, false);
  }

  @Test
  void anEventGoesWhenAllRequiredPurposesAreGranted() {
    Copy copy =
        gate.handle(
                ProfileConsent.NOTHING,
                event(Map.of(MARKETING, said(GRANTED, 1), ANALYTICS, said(GRANTED, 2))))
            .copy();

    assertThat(copy.isPermitted()).isTrue();
    assertThat(copy.json()).isEqualTo(JSON);
  }

  @Test
  void oneThatIsRefusedIsSentOnAllTheSameWithoutItsJson() {
    Copy copy =
        gate.handle(ProfileConsent.NOTHING, event(Map.of(MARKETING, said(GRANTED, 1)))).copy();

    assertThat(copy.isPermitted()).isFalse();
    assertThat(copy.json()).isEmpty();
  }

  @Test
  void unknownCountsAsConfigured() {
    assertThat(onlyMarketing.handle(ProfileConsent.NOTHING, event(Map.of())).copy().isPermitted())
        .isFalse();
    assertThat(
            grantedWhenUnknown.handle(ProfileConsent.NOTHING, event(Map.of())).copy().isPermitted())
        .isTrue();
  }

  @Test
  void anEventsOwnDenialCountsWhateverIsSaidLater() {
    Statement own = new Statement(DENIED, "traits.marketing_opt_in", "no", 100);
    Gate.Arrival event = event("p1", Map.of(MARKETING, said(GRANTED, 200)), Map.of(MARKETING, own));

    Copy copy = onlyMarketing.handle(ProfileConsent.NOTHING, event).copy();

    assertThat(copy.isPermitted()).isFalse();
    assertThat(copy.consent().get(MARKETING)).isEqualTo(own);
  }

  @Test
  void anEventsOwnDenialDoesNotHideALaterOneOfItsProfile() {
    Gate.Arrival event =
        event("p1", Map.of(MARKETING, said(DENIED, 200)), Map.of(MARKETING, said(DENIED, 100)));

    Copy copy = onlyMarketing.handle(ProfileConsent.NOTHING, event).copy();

    assertThat(copy.consent().get(MARKETING).at()).isEqualTo(200);
  }

  @Test
  void anOlderStatementThatComesLaterChangesNothing() {
    ProfileConsent known = known(MARKETING, said(DENIED, 50));

    Gate.Decision step = onlyMarketing.handle(known, event(Map.of(MARKETING, said(GRANTED, 40))));

    assertThat(step.state().statements()).isEqualTo(known.statements());
    assertThat(step.copy().isPermitted()).isFalse();
  }

  @Test
  void aStatementThatTakesAGrantAwayIsToldToEverybody() {
    ProfileConsent known = known(MARKETING, said(GRANTED, 1));

    Gate.Decision step = onlyMarketing.learn("p1", known, Map.of(MARKETING, said(DENIED, 70)));

    assertThat(step.withdrawn())
        .isEqualTo(new News.Withdrawn("p1", Revocations.ofDenial(MARKETING, said(DENIED, 70))));
    assertThat(step.copy()).isNull();
  }

  @Test
  void aDenialWhereNothingHadBeenGrantedIsNoNews() {
    Gate.Decision step =
        onlyMarketing.learn("p1", ProfileConsent.NOTHING, Map.of(MARKETING, said(DENIED, 70)));

    assertThat(step.withdrawn()).isNull();
    assertThat(step.changes()).isTrue();
  }

  @Test
  void whatTheProfileOfAnOrderDeniesIsToldAlsoWhereItHadNotGrantedIt() {
    Gate.Decision order = onlyMarketing.handle(ProfileConsent.NOTHING, event(Map.of()));
    Gate.Decision denied =
        onlyMarketing.learn("p1", order.state(), Map.of(MARKETING, said(DENIED, 70)));
    Gate.Decision again =
        onlyMarketing.learn("p1", denied.state(), Map.of(MARKETING, said(DENIED, 80)));

    assertThat(order.withdrawn()).isNull();
    assertThat(denied.withdrawn().what())
        .isEqualTo(Revocations.ofDenial(MARKETING, said(DENIED, 70)));
    assertThat(again.withdrawn().what())
        .isEqualTo(Revocations.ofDenial(MARKETING, said(DENIED, 80)));
  }

  @Test
  void aCopyTellsWhatItsProfileDeniedBeforeItGrantedAgain() {
    ProfileConsent denied =
        onlyMarketing
            .learn("p1", ProfileConsent.NOTHING, Map.of(MARKETING, said(DENIED, 70)))
            .state();

    Copy copy = onlyMarketing.handle(denied, event(Map.of(MARKETING, said(GRANTED, 80)))).copy();

    assertThat(copy.isPermitted()).isTrue();
    assertThat(copy.denied()).isEqualTo(Denials.of(MARKETING, said(DENIED, 70)));
  }

  @Test
  void whereUnknownCountsAsGrantedTheFirstDenialTakesAGrantAway() {
    Gate.Decision step =
        grantedWhenUnknown.learn("p1", ProfileConsent.NOTHING, Map.of(MARKETING, said(DENIED, 70)));

    assertThat(step.withdrawn().what())
        .isEqualTo(Revocations.ofDenial(MARKETING, said(DENIED, 70)));
  }

  @Test
  void aWithdrawalOfAPurposeThatIsOnlySignalledIsTold() {
    ProfileConsent known = known("ads_data", said(GRANTED, 1));

    assertThat(gate.learn("p1", known, Map.of("ads_data", said(DENIED, 2))).withdrawn())
        .isNotNull();
  }

  @Test
  void anAnswerThatIsTakenBackIsToldAsSuchAndOnlyWhereItHadGranted() {
    ProfileConsent known = known(MARKETING, said(GRANTED, 1)).withOrder();
    ProfileConsent denied = known(MARKETING, said(DENIED, 1)).withOrder();
    Map<String, Statement> takesBack = Map.of(MARKETING, said(UNKNOWN, 70));

    assertThat(onlyMarketing.learn("p1", known, takesBack).withdrawn())
        .isEqualTo(
            new News.Withdrawn("p1", Revocations.ofAnswerTakenBack(MARKETING, said(UNKNOWN, 70))));
    assertThat(onlyMarketing.learn("p1", denied, takesBack).withdrawn()).isNull();
    assertThat(grantedWhenUnknown.learn("p1", known, takesBack).withdrawn()).isNull();
  }

  @Test
  void nothingIsKeptOfNobody() {
    Gate.Arrival event = event(null, Map.of(MARKETING, said(GRANTED, 1)), Map.of());

    Gate.Decision step = onlyMarketing.handle(ProfileConsent.NOTHING, event);

    assertThat(step.changes()).isFalse();
    assertThat(step.withdrawn()).isNull();
    assertThat(step.copy().isPermitted()).isTrue();
  }

  @Test
  void purposesBeyondTheBoundAreNotRememberedUnlessRequired() {
    Map<String, Statement> many = new HashMap<>();
    for (int i = 0; i < ProfileConsent.MOST_PURPOSES; i++) {
      many.put("purpose " + i, said(GRANTED, 1));
    }
    ProfileConsent full = onlyMarketing.learn("p1", ProfileConsent.NOTHING, many).state();

    Gate.Decision step =
        onlyMarketing.learn(
            "p1", full, Map.of("one more", said(GRANTED, 2), MARKETING, said(GRANTED, 2)));

    assertThat(step.state().statements()).containsKey(MARKETING).doesNotContainKey("one more");
  }
}
