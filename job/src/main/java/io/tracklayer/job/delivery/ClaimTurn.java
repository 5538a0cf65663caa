package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.gate.Copy;
import java.util.ArrayList;
import java.util.List;

/** One turn of one claim: collects what comes of it. */
final class ClaimTurn {

  private final Claim before;
  private final Situation situation;
  private final List<Effect> effects = new ArrayList<>(2);
  private Claim claim;

  /**
   * @param before null for a claim that nothing is known of
   */
  ClaimTurn(Claim before, Situation situation) {
    this.before = before;
    this.situation = situation;
    claim = before == null ? Claim.unknown(situation.now()) : before;
  }

  Claim claim() {
    return claim;
  }

  Situation situation() {
    return situation;
  }

  long now() {
    return situation.now();
  }

  void become(Claim other) {
    claim = other;
  }

  void touch() {
    claim = claim.touched(now());
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  /** The copy has its final outcome. */
  void conclude(
      ClaimCopy.Waiting copy,
      Outcome outcome,
      Integer status,
      String reason,
      String detail,
      int attempt) {
    Told told = told(copy, outcome, status, reason, detail, attempt);
    claim =
        claim.with(new ClaimCopy.Concluded(copy.messageId(), outcome, told.at())).touched(now());
    tell(told, copy.copy());
  }

  /** The copy has its final outcome, and nothing of it is remembered. */
  void pass(ClaimCopy.Waiting copy, Outcome outcome, String reason) {
    Told told = told(copy, outcome, null, reason, null, 0);
    claim = claim.without(copy.messageId());
    tell(told, copy.copy());
  }

  /** A request failed; another one will follow. */
  void retrying(ClaimCopy.Waiting copy, Integer status, String reason, String detail) {
    add(new Effect.Publish(told(copy, Outcome.RETRYING, status, reason, detail, copy.attempts())));
  }

  private void tell(Told told, Copy copy) {
    add(new Effect.Publish(told));
    if (told.outcome().isDeadLetter()) {
      add(new Effect.Bury(told, copy.json()));
    }
  }

  private Told told(
      ClaimCopy.Waiting waiting,
      Outcome outcome,
      Integer status,
      String reason,
      String detail,
      int attempt) {
    Copy copy = waiting.copy();
    return new Told(
        claim.eventId() == null ? copy.ref() : copy.ref().under(claim.eventId()),
        outcome,
        attempt,
        status,
        reason,
        detail,
        copy.consent(),
        waiting.concludedAt(now()),
        now() - copy.receivedAt(),
        claim.isSettled() && isSettling(outcome));
  }

  private static boolean isSettling(Outcome outcome) {
    return outcome == Outcome.DELIVERED || outcome == Outcome.REJECTED;
  }

  ClaimStep end() {
    boolean isNothing =
        claim.copies().isEmpty()
            && claim.profiles().isEmpty()
            && claim.deniedAt().isEmpty()
            && claim.eventId() == null
            && !claim.isSettled();
    Claim after = isNothing ? null : claim;
    boolean changes = before == null ? after != null : !before.equals(claim);
    return new ClaimStep(after, changes, effects);
  }
}
