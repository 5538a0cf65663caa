package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.gate.Copy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn of one claim; collects the effects. */
final class ClaimTurn {

  private final @Nullable Claim before;
  private final Situation situation;
  private final List<Effect> effects = new ArrayList<>(2);
  private Claim claim;

  /**
   * @param before none for a claim that nothing is known of
   */
  ClaimTurn(@Nullable Claim before, Situation situation) {
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

  /** Gives the copy its final outcome. */
  void conclude(
      ClaimCopy.Waiting copy,
      Outcome outcome,
      @Nullable Integer status,
      @Nullable Cause cause,
      @Nullable String said,
      int attempt) {
    Told told = told(copy, outcome, status, cause, said, attempt);
    claim =
        claim.with(new ClaimCopy.Concluded(copy.messageId(), outcome, told.at())).touched(now());
    tell(told, copy.copy());
  }

  /** Gives the copy its final outcome, of which nothing is remembered. */
  void pass(ClaimCopy.Waiting copy, Outcome outcome, Reason reason) {
    Told told = told(copy, outcome, null, Cause.of(reason), null, 0);
    claim = claim.without(copy.messageId());
    tell(told, copy.copy());
  }

  /** A request failed; another one will follow. */
  void retrying(
      ClaimCopy.Waiting copy, @Nullable Integer status, Cause cause, @Nullable String said) {
    add(new Effect.Publish(told(copy, Outcome.RETRYING, status, cause, said, copy.attempts())));
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
      @Nullable Integer status,
      @Nullable Cause cause,
      @Nullable String said,
      int attempt) {
    Copy copy = waiting.copy();
    return new Told(
        claim.eventId() == null ? copy.ref() : copy.ref().under(claim.eventId()),
        outcome,
        attempt,
        status,
        cause,
        said,
        situation.consent(claim, copy),
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
