package io.tracklayer.job.delivery.claim;

import static io.tracklayer.job.delivery.claim.Copies.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.delivery.claim.Settlement.Fate;
import io.tracklayer.job.delivery.claim.Situation.Permission;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.News.Withdrawn;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import java.time.Duration;
import java.util.List;

/** One claim as a delivery task keeps it: its state, the request that it is in, and the time. */
abstract class OneClaim {

  static final Duration MAX_AGE = Duration.ofDays(7);

  final Withdrawals withdrawals = new Withdrawals(MAX_AGE, List.of());

  Claim claim;
  ClaimStep last;
  Effect.Join inFlight;
  long now = 10_000;
  Permission permission = Permission.SEND;

  abstract ClaimRules rules();

  static ClaimRules rules(Mode mode, Mapper mapper) {
    return rules(mode, mapper, PURPOSE);
  }

  static ClaimRules rules(Mode mode, Mapper mapper, String... purposes) {
    return new ClaimRules(
        new ClaimTerms(
            RequiredConsent.of(List.of(purposes), false),
            mode,
            MAX_AGE,
            Duration.ofDays(7),
            Duration.ofDays(30)),
        mapper);
  }

  Situation situation() {
    return new Situation(now, withdrawals, inFlight != null, permission);
  }

  void take(Copy copy) {
    after(rules().take(claim, copy, situation()));
  }

  void advance() {
    after(rules().advance(claim, situation()));
  }

  /** Delivery hears that a profile denied the purpose. */
  void profileDenies(String profile, long at) {
    Statement denial = new Statement(ConsentState.DENIED, null, at);
    withdrawals.hear(new Withdrawn(profile, Revocations.ofDenial(PURPOSE, denial)), now);
  }

  /** Delivery hears that a profile took its answer back. */
  void profileTakesBack(String profile, long at) {
    Statement nothing = new Statement(ConsentState.UNKNOWN, null, at);
    withdrawals.hear(new Withdrawn(profile, Revocations.ofAnswerTakenBack(PURPOSE, nothing)), now);
  }

  void answer(Fate fate, int status, long retryAt) {
    Effect.Join joined = inFlight;
    inFlight = null;
    after(rules().answered(claim, joined, fate, status, retryAt, situation()));
  }

  void after(ClaimStep step) {
    last = step;
    claim = step.claim();
    if (step.join() != null) {
      assertThat(inFlight).as("never two at once").isNull();
      inFlight = step.join();
    }
  }

  /** What the last step published. */
  List<CopyOutcome> published() {
    return last.effects().stream()
        .filter(Effect.Publish.class::isInstance)
        .map(effect -> ((Effect.Publish) effect).outcome())
        .toList();
  }
}
