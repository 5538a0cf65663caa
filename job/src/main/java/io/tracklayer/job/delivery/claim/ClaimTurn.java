package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.RefundOf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of one claim; collects the effects. The turn is about the claim itself, or about one of
 * its refunds; {@link #turnTo} changes that.
 */
final class ClaimTurn {

  private final @Nullable Claim before;
  private final Situation situation;
  private final List<Effect> effects = new ArrayList<>(2);
  private Claim whole;
  private @Nullable String refund;

  /**
   * @param before none for a claim that nothing is known of
   */
  ClaimTurn(@Nullable Claim before, Situation situation) {
    this.before = before;
    this.situation = situation;
    whole = before == null ? Claim.unknown(situation.now()) : before;
  }

  /**
   * From now on, the turn is about this refund.
   *
   * @param claim the refund's own claim; none for the claim itself
   */
  void turnTo(@Nullable String claim) {
    refund = claim;
  }

  /** What the turn is about. */
  Claim claim() {
    if (refund == null) {
      return whole;
    }
    Claim known = whole.refunds().find(refund);
    return known == null ? Claim.unknown(now()) : known;
  }

  Refunds refunds() {
    return whole.refunds();
  }

  void become(Refunds other) {
    whole = whole.with(other);
  }

  Situation situation() {
    return situation;
  }

  long now() {
    return situation.now();
  }

  /** Changes what the turn is about. A purchase is remembered for as long as its refunds. */
  void become(Claim other) {
    whole =
        refund == null
            ? other
            : whole.with(whole.refunds().with(refund, other)).touched(other.touchedAt());
  }

  void touch() {
    become(claim().touched(now()));
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
    conclude(copy, told(copy, outcome, status, cause, said, null, attempt));
  }

  /**
   * The copy was delivered.
   *
   * @param matched by what the person can be recognised; none if that is not known
   */
  void delivered(
      ClaimCopy.Waiting copy, @Nullable Integer status, @Nullable MatchKeys matched, int attempt) {
    conclude(copy, told(copy, Outcome.DELIVERED, status, null, null, matched, attempt));
  }

  private void conclude(ClaimCopy.Waiting copy, CopyOutcome told) {
    become(
        claim()
            .with(new ClaimCopy.Concluded(copy.messageId(), told.outcome(), told.at()))
            .touched(now()));
    tell(told, copy.copy());
  }

  /** Gives the copy its final outcome, of which nothing is remembered. */
  void pass(ClaimCopy.Waiting copy, Outcome outcome, Reason reason) {
    pass(copy, told(copy, outcome, null, Cause.of(reason), null, null, 0));
  }

  /**
   * The copy could have been sent, but nothing is in {@code mode: log}. Nothing is remembered.
   *
   * @param matched by what the person could have been recognised; none if that is not known
   */
  void wouldSend(ClaimCopy.Waiting copy, @Nullable MatchKeys matched) {
    Cause cause = Cause.of(Reason.WOULD_SEND);
    pass(copy, told(copy, Outcome.NOT_APPLICABLE, null, cause, null, matched, 0));
  }

  private void pass(ClaimCopy.Waiting copy, CopyOutcome told) {
    become(claim().without(copy.messageId()));
    tell(told, copy.copy());
  }

  /** Gives a copy that was never taken in its final outcome. */
  void turnAway(Copy copy, Outcome outcome, Reason reason) {
    tell(
        told(ClaimCopy.Waiting.first(copy, now()), outcome, null, Cause.of(reason), null, null, 0),
        copy);
  }

  /** A request failed; another one will follow. */
  void retrying(
      ClaimCopy.Waiting copy, @Nullable Integer status, Cause cause, @Nullable String said) {
    add(
        new Effect.Publish(
            told(copy, Outcome.RETRYING, status, cause, said, null, copy.attempts())));
  }

  private void tell(CopyOutcome told, Copy copy) {
    add(new Effect.Publish(told));
    if (told.outcome().isDeadLetter() && !copy.isValidation()) {
      add(new Effect.Bury(told, copy.json()));
    }
  }

  private CopyOutcome told(
      ClaimCopy.Waiting waiting,
      Outcome outcome,
      @Nullable Integer status,
      @Nullable Cause cause,
      @Nullable String said,
      @Nullable MatchKeys matched,
      int attempt) {
    Copy copy = waiting.copy();
    Claim claim = claim();
    boolean settles = claim.isSettled() && isSettling(outcome);
    return new CopyOutcome(
        claim.eventId() == null ? copy.ref() : copy.ref().under(claim.eventId()),
        outcome,
        attempt,
        status,
        cause,
        said,
        situation.consent(claim, copy),
        waiting.concludedAt(now()),
        now() - copy.receivedAt(),
        settles,
        settles && refund == null ? refunds().sale() : null,
        refunded(copy, settles),
        matched);
  }

  private static @Nullable Refunded refunded(Copy copy, boolean settles) {
    RefundOf order = copy.refundOf();
    return order == null ? null : new Refunded(order.purchase(), settles ? order.amount() : null);
  }

  private static boolean isSettling(Outcome outcome) {
    return outcome == Outcome.DELIVERED || outcome == Outcome.REJECTED;
  }

  ClaimStep end() {
    boolean isNothing =
        whole.copies().isEmpty()
            && whole.profiles().isEmpty()
            && whole.deniedAt().isEmpty()
            && whole.eventId() == null
            && !whole.isSettled()
            && whole.refunds().all().isEmpty();
    Claim after = isNothing ? null : whole;
    boolean changes = before == null ? after != null : !before.equals(whole);
    return new ClaimStep(after, changes, effects);
  }
}
