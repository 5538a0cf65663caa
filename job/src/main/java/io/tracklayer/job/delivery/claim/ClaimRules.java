package io.tracklayer.job.delivery.claim;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Restatement;
import io.tracklayer.job.delivery.claim.Settlement.Fate;
import io.tracklayer.job.delivery.claim.Situation.Permission;
import io.tracklayer.job.delivery.journal.SenderFence;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.RefundOf;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.Statement;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which one destination settles a claim: once, whichever of its copies goes out, and
 * with one final outcome for every copy. Pure: each method takes a claim from state, and returns
 * the claim to keep and the effects to carry out.
 *
 * <p>The rules rely on three things: a claim's turns come one after another; the claim is in flight
 * from {@link Effect.Join} until its request was {@link #answered}, or until it was taken out of
 * the batch again; state and effects become durable together, so outcomes are flushed before a
 * checkpoint. What a crash loses is found again by {@link #recall}, and by a turn of every open
 * claim.
 *
 * <ul>
 *   <li>A copy that comes again is the same copy: it gets no second outcome, but its denials and
 *       its profile count.
 *   <li>A denial in any copy counts for the claim; it stops copies that were granted before it, in
 *       whatever order they come. An answer that is taken back is no denial: it stops the copies
 *       under its own profile, and leaves the order to a copy that another profile permits.
 *   <li>A sender that another has replaced settles claims only by answers to its own requests. The
 *       copies that it takes in wait in its state, for the job that starts from that state.
 *   <li>After a crash, only events that were unanswered, or whose outcome was not durable, are sent
 *       again, under the same event id.
 *   <li>A validation event settles no claim, is never {@code delivered}, waits for two minutes at
 *       most, and leaves no dead letter.
 *   <li>A refund goes only if its purchase is known as delivered, and by turns with the purchase
 *       and its other refunds. It sends what is left of the purchase's value, so that sending it
 *       again changes nothing. See {@link Refunds}.
 * </ul>
 */
public final class ClaimRules {

  /**
   * How long a refund waits for a purchase of which nothing is known: copies of one order come by
   * different partitions, of which one may lag.
   */
  public static final Duration PURCHASE_MAY_BE_LATE = Duration.ofMinutes(5);

  /** Whoever validates a system has long stopped waiting by then. */
  public static final Duration VALIDATION_MAX_AGE = Duration.ofMinutes(2);

  /** The detail of {@link Reason#VALIDATION}, by what was done. */
  private static final Map<Mapping.Use, String> VALIDATED =
      Map.of(Mapping.Use.TEST, "tested", Mapping.Use.CONNECTION, "connected");

  private final ClaimTerms terms;
  private final Mapper mapper;

  public ClaimRules(ClaimTerms terms, Mapper mapper) {
    this.terms = terms;
    this.mapper = mapper;
  }

  /** A copy arrives from the gate, for the first time or again. */
  public ClaimStep take(@Nullable Claim before, Copy copy, Situation situation) {
    ClaimTurn turn = new ClaimTurn(before, situation);
    if (copy.refundOf() == null) {
      takeIn(turn, copy);
    } else {
      takeInRefund(turn, copy);
    }
    advance(turn);
    return turn.end();
  }

  /** A refund that its purchase has no room for is turned away. */
  private void takeInRefund(ClaimTurn turn, Copy copy) {
    String refund = copy.ref().claim();
    Refunds withRoom = turn.refunds().withRoomFor(refund);
    turn.turnTo(refund);
    if (withRoom != null) {
      turn.become(withRoom);
      takeIn(turn, copy);
    } else if (turn.situation().permission() != Permission.NOTHING) {
      turn.turnAway(copy, Outcome.REJECTED, Reason.TOO_MANY_REFUNDS);
    }
  }

  private void takeIn(ClaimTurn turn, Copy copy) {
    hear(turn, copy);
    ClaimCopy known = turn.claim().copy(copy.ref().messageId());
    if (known instanceof ClaimCopy.Concluded concluded && isLifted(concluded, copy)) {
      turn.become(turn.claim().without(concluded.messageId()));
      known = null;
    }
    if (known == null) {
      admit(turn, copy);
    }
  }

  /**
   * Takes in what the copy denies. Its profile counts even if the copy is refused: what the profile
   * denies later, it denies for the claim.
   */
  private void hear(ClaimTurn turn, Copy copy) {
    turn.become(turn.claim().under(copy.ref().profileId()).denied(copy.denied()));
    if (copy.isPermitted()) {
      return;
    }
    Denials denials = terms.required().denials(copy.consent());
    if (!denials.isEmpty()) {
      turn.become(turn.claim().denied(denials));
      turn.touch();
    }
  }

  /** Whether the copy is a redrive that lifts the outcome it was concluded with. */
  public static boolean isLifted(ClaimCopy.Concluded concluded, Copy copy) {
    Long liftedAt = copy.liftedAt();
    return liftedAt != null && concluded.at() <= liftedAt;
  }

  private void admit(ClaimTurn turn, Copy copy) {
    ClaimCopy.Waiting waiting = ClaimCopy.Waiting.first(copy, turn.now());
    Claim grown = turn.claim().withOneMore(waiting);
    turn.touch();
    if (grown == null) {
      if (turn.situation().permission() != Permission.NOTHING) {
        turn.pass(waiting, Outcome.DUPLICATE, Reason.TOO_MANY_COPIES);
      }
      return;
    }
    turn.become(grown.touched(turn.now()));
    if (turn.situation().permission() != Permission.NOTHING) {
      settleWhatTheGateRefused(turn, waiting);
    }
  }

  private boolean settleWhatTheGateRefused(ClaimTurn turn, ClaimCopy.Waiting waiting) {
    Copy copy = waiting.copy();
    if (copy.refusal() != null && !copy.hasFailed()) {
      turn.conclude(waiting, Outcome.NOT_APPLICABLE, null, copy.refusal(), null, 0);
      return true;
    }
    if (!copy.isPermitted()) {
      Cause refusal = noConsent(copy.consent(), terms.required().firstRefused(copy.consent()));
      turn.conclude(waiting, Outcome.CONSENT_DENIED, null, refusal, null, 0);
      return true;
    }
    if (copy.hasFailed()) {
      turn.conclude(waiting, Outcome.REJECTED, null, Copy.FAILED, null, 0);
      return true;
    }
    return false;
  }

  /**
   * @param consent as it counts for the copy, or counted when the gate refused it
   */
  private static Cause noConsent(Map<String, Statement> consent, @Nullable String purpose) {
    Statement statement = consent.getOrDefault(purpose, Statement.NONE);
    return new Cause(
        statement.isUnreadable() ? Reason.CONSENT_UNREADABLE : Reason.NO_CONSENT, purpose);
  }

  /**
   * The claim's turn without a new copy or answer: by a timer, when there is room, or after a
   * restore.
   */
  public ClaimStep advance(Claim claim, Situation situation) {
    ClaimTurn turn = new ClaimTurn(claim, situation);
    advance(turn);
    return turn.end();
  }

  /** What a turn has come to. */
  private enum Progress {
    /** No copy waits. */
    DONE,
    /** A copy waits for its time. */
    LATER,
    /** A request is to go, or has to wait until requests may go: nothing else can have a turn. */
    OVER
  }

  /**
   * Settles the copies that may not be sent, and sends the first that may. A refund's turn comes
   * when its purchase is decided, and when no other refund is out: the restatement that arrives
   * last is then the one that was sent last.
   */
  private void advance(ClaimTurn turn) {
    Situation situation = turn.situation();
    if (situation.isInFlight() || situation.permission() == Permission.NOTHING) {
      return;
    }
    turn.turnTo(null);
    Progress progress = advanceCopies(turn);
    Iterator<Refund> refunds = turn.refunds().all().iterator();
    boolean isDecided = progress == Progress.DONE;
    while (isDecided && progress != Progress.OVER && refunds.hasNext()) {
      turn.turnTo(refunds.next().claim());
      progress = advanceCopies(turn);
    }
  }

  private Progress advanceCopies(ClaimTurn turn) {
    ClaimCopy.Waiting copy = turn.claim().firstWaiting();
    while (copy != null) {
      if (!settleWhatMayNotBeSent(turn, copy)) {
        if (!copy.isDue(turn.now())) {
          turn.add(new Effect.WakeAt(copy.dueAt()));
          return Progress.LATER;
        }
        if (turn.situation().permission() == Permission.SETTLE) {
          turn.add(new Effect.Park());
          if (copy.copy().isValidation()) {
            turn.add(new Effect.WakeAt(lastMoment(copy) + 1));
          }
          return Progress.OVER;
        }
        if (!settleWhatRestatesNothing(turn, copy) && send(turn, copy)) {
          return Progress.OVER;
        }
      }
      copy = turn.claim().firstWaiting();
    }
    return Progress.DONE;
  }

  /**
   * Settles a refund that its purchase does not permit. If the purchase is not known as delivered,
   * and is not on its way, the refund is first put off: the purchase may be late.
   */
  private static boolean settleWhatRestatesNothing(ClaimTurn turn, ClaimCopy.Waiting copy) {
    RefundOf order = copy.copy().refundOf();
    Reason reason = order == null ? null : turn.refunds().refusal(order);
    if (reason == null) {
      return false;
    }
    if (reason == Reason.PURCHASE_NOT_DELIVERED && !copy.wasPutOff()) {
      long until = turn.now() + PURCHASE_MAY_BE_LATE.toMillis();
      turn.become(turn.claim().with(copy.putOff(turn.now(), until)));
      return true;
    }
    boolean isOfTheRefund = reason != Reason.PURCHASE_NOT_DELIVERED;
    turn.conclude(
        copy,
        isOfTheRefund ? Outcome.REJECTED : Outcome.NOT_APPLICABLE,
        null,
        Cause.of(reason),
        null,
        copy.attempts());
    return true;
  }

  private boolean settleWhatMayNotBeSent(ClaimTurn turn, ClaimCopy.Waiting copy) {
    if (settleWhatTheGateRefused(turn, copy)) {
      return true;
    }
    Claim claim = turn.claim();
    if (claim.isSettled()) {
      concludeAsDuplicate(turn, copy);
      return true;
    }
    if (isTooOld(copy, turn.now())) {
      turn.conclude(copy, Outcome.EXPIRED, null, Cause.of(Reason.TOO_OLD), null, copy.attempts());
      return true;
    }
    String refused = firstRefused(claim, copy, turn.situation());
    if (refused != null) {
      turn.conclude(
          copy,
          Outcome.CONSENT_DENIED,
          null,
          noConsent(turn.situation().consent(claim, copy.copy()), refused),
          null,
          copy.attempts());
      return true;
    }
    return false;
  }

  private static void concludeAsDuplicate(ClaimTurn turn, ClaimCopy.Waiting copy) {
    turn.conclude(
        copy, Outcome.DUPLICATE, null, Cause.of(Reason.CLAIM_SETTLED), null, copy.attempts());
  }

  private boolean isTooOld(ClaimCopy.Waiting copy, long now) {
    return now > lastMoment(copy);
  }

  /** When the copy may be sent at the latest. A validation event's age counts by our own clock. */
  private long lastMoment(ClaimCopy.Waiting copy) {
    return copy.copy().isValidation()
        ? copy.copy().receivedAt() + VALIDATION_MAX_AGE.toMillis()
        : copy.agesFrom() + terms.maxAge().toMillis();
  }

  /**
   * The first required purpose that is not granted, or not any longer; none if there is none. The
   * purposes that are required now count, whatever was required when the copy was permitted.
   */
  private @Nullable String firstRefused(Claim claim, ClaimCopy.Waiting copy, Situation situation) {
    return terms.required().firstRefused(situation.consent(claim, copy.copy()));
  }

  /**
   * @return false if the copy was settled without being sent
   */
  private boolean send(ClaimTurn turn, ClaimCopy.Waiting copy) {
    String eventId =
        turn.claim().eventId() == null ? copy.copy().ref().eventId() : turn.claim().eventId();
    Map<String, ConsentState> states = states(turn.claim(), copy, turn.situation());
    Restatement restatement = restatement(turn.refunds(), copy, turn.situation());
    Mapping mapping = mapper.map(copy, eventId, states, restatement);
    if (mapping instanceof Mapping.NotApplicable none) {
      turn.conclude(
          copy, Outcome.NOT_APPLICABLE, null, Cause.of(none.reason()), null, copy.attempts());
      return false;
    }
    if (mapping instanceof Mapping.Invalid invalid) {
      turn.conclude(
          copy, Outcome.REJECTED, null, Cause.of(invalid.reason()), null, copy.attempts());
      return false;
    }
    Mapping.Mapped mapped = (Mapping.Mapped) mapping;
    if (terms.mode() == Mode.LOG) {
      turn.wouldSend(copy, mapped.keys());
      return false;
    }
    turn.become(turn.claim().toldUnder(eventId));
    turn.add(
        new Effect.Join(
            copy.copy().home(),
            copy.messageId(),
            mapped,
            copy.mostTogether(),
            states,
            restatement,
            copy.copy().json()));
    return true;
  }

  /**
   * What a refund restates: its purchase's value without what it takes, and without what every
   * other refund took, or takes that waits and may be sent. A purchase that has to be sent again
   * after a refund, because its outcome was lost in a crash, is sent without what that took: at its
   * full value it would undo the refund. None for everything else.
   */
  private @Nullable Restatement restatement(
      Refunds refunds, ClaimCopy.Waiting copy, Situation situation) {
    RefundOf order = copy.copy().refundOf();
    if (order == null) {
      BigDecimal taken = refunds.taken();
      return taken.signum() == 0 ? null : new Restatement(null, taken);
    }
    Sale sale = refunds.sale();
    if (sale == null || refunds.refusal(order) != null) {
      return null;
    }
    BigDecimal taken = refunds.taken();
    for (Refund refund : refunds.all()) {
      taken = taken.add(stillToTake(refunds, refund, situation));
    }
    return new Restatement(sale, taken);
  }

  /** What a refund takes from the value that waits and may be sent. */
  private BigDecimal stillToTake(Refunds refunds, Refund refund, Situation situation) {
    ClaimCopy.Waiting copy = refund.state().firstWaiting();
    if (copy == null || refund.state().isSettled() || !mayBeSent(refund.state(), copy, situation)) {
      return BigDecimal.ZERO;
    }
    RefundOf order = copy.copy().refundOf();
    return order != null && refunds.refusal(order) == null
        ? requireNonNull(order.amount())
        : BigDecimal.ZERO;
  }

  private boolean mayBeSent(Claim claim, ClaimCopy.Waiting copy, Situation situation) {
    return copy.copy().refusal() == null
        && !isTooOld(copy, situation.now())
        && firstRefused(claim, copy, situation) == null;
  }

  /** The state of every known purpose, as it counts now. */
  private static Map<String, ConsentState> states(
      Claim claim, ClaimCopy.Waiting copy, Situation situation) {
    Map<String, ConsentState> states = new HashMap<>();
    situation
        .consent(claim, copy.copy())
        .forEach((purpose, statement) -> states.put(purpose, statement.state()));
    return states;
  }

  /**
   * Judges again, when the request is built, whether an event that was put into a batch may go. If
   * not, its claim is no longer in flight, and has another turn ({@link #advance}), which settles
   * the copy, or puts it, or another copy, into a batch anew.
   */
  public boolean stillGoes(Claim claim, Effect.Join joined, Situation situation) {
    Claim part = claim.partWith(joined.messageId());
    if (situation.permission() != Permission.SEND || part.isSettled()) {
      return false;
    }
    ClaimCopy.Waiting copy = part.firstWaiting();
    return copy != null
        && copy.messageId().equals(joined.messageId())
        && mayBeSent(part, copy, situation)
        && states(part, copy, situation).equals(joined.states())
        && Objects.equals(restatement(claim.refunds(), copy, situation), joined.restatement());
  }

  /**
   * The request that the copy was in was answered, or given up.
   *
   * @param joined the copy, as it went into the request
   * @param status the answer's HTTP status; none if there was no answer
   * @param retryAt when the copy is tried again, if it is, epoch milliseconds
   */
  public ClaimStep answered(
      Claim before,
      Effect.Join joined,
      Fate fate,
      @Nullable Integer status,
      long retryAt,
      Situation situation) {
    ClaimTurn turn = new ClaimTurn(before, situation.notInFlight());
    Refund refund = before.refunds().having(joined.messageId());
    turn.turnTo(refund == null ? null : refund.claim());
    turn.touch();
    if (turn.claim().copy(joined.messageId()) instanceof ClaimCopy.Waiting copy) {
      settle(turn, copy, joined, fate, status, retryAt);
    }
    advance(turn);
    return turn.end();
  }

  private static void settle(
      ClaimTurn turn,
      ClaimCopy.Waiting copy,
      Effect.Join joined,
      Fate fate,
      @Nullable Integer status,
      long retryAt) {
    int attempt = copy.attempts() + 1;
    Mapping.Use use = joined.mapped().use();
    if (fate instanceof Fate.Delivered && use != Mapping.Use.DELIVERY) {
      Cause ready = Cause.of(Reason.VALIDATION, VALIDATED.get(use));
      turn.conclude(copy, Outcome.NOT_APPLICABLE, status, ready, null, attempt);
    } else if (fate instanceof Fate.Delivered) {
      settled(turn, copy);
      if (joined.mapped().sale() != null) {
        turn.become(turn.refunds().countedAs(joined.mapped().sale()));
      }
      turn.delivered(copy, status, joined.mapped().keys(), attempt);
    } else if (fate instanceof Fate.MaybeDelivered maybe) {
      settled(turn, copy);
      turn.conclude(copy, Outcome.REJECTED, status, maybe.cause(), maybe.said(), attempt);
    } else if (fate instanceof Fate.Rejected rejected) {
      turn.conclude(copy, Outcome.REJECTED, status, rejected.cause(), rejected.said(), attempt);
    } else if (fate instanceof Fate.Retry retry) {
      ClaimCopy.Waiting later = copy.failed(turn.now(), retryAt);
      turn.become(turn.claim().with(later));
      turn.retrying(later, status, retry.cause(), retry.said());
    } else if (fate instanceof Fate.Again again) {
      turn.become(turn.claim().with(copy.inRequestsOf(again.mostTogether())));
    } else if (fate instanceof Fate.Without without) {
      if (copy.without().contains(without.field())) {
        turn.conclude(copy, Outcome.REJECTED, status, without.cause(), without.said(), attempt);
      } else {
        turn.become(turn.claim().with(copy.leavingOut(without.field())));
      }
    } else {
      throw new IllegalStateException("no rule for " + fate.getClass());
    }
  }

  private static void settled(ClaimTurn turn, ClaimCopy.Waiting copy) {
    turn.become(turn.claim().settled());
    RefundOf order = copy.copy().refundOf();
    if (order != null) {
      turn.become(turn.refunds().taken(copy.copy().ref().claim(), order.amount()));
    }
  }

  /**
   * Takes an outcome that is read back at a start into the claim and its copy. The caller leaves
   * out outcomes that do not count ({@link SenderFence}). Nothing is published, and nothing is
   * sent.
   */
  public static Claim recall(@Nullable Claim before, PastOutcome past) {
    Claim claim = recallClaim(before, past);
    Claim part = known(claim, past);
    return past.isFinal() && part != null ? put(claim, past, concluded(part, past)) : claim;
  }

  /** What is known of the claim that an outcome is of; none if nothing is. */
  public static @Nullable Claim known(@Nullable Claim claim, PastOutcome past) {
    return claim == null || past.refunded() == null ? claim : claim.refunds().find(past.claim());
  }

  private static Claim put(Claim claim, PastOutcome past, Claim part) {
    return past.refunded() == null ? part : claim.with(claim.refunds().with(past.claim(), part));
  }

  /**
   * Takes such an outcome into the claim alone. That the claim is settled and that the copy has its
   * outcome are recorded in two topics, and a process that is killed may have written the first
   * record without the second.
   */
  public static Claim recallClaim(@Nullable Claim before, PastOutcome past) {
    Claim claim = before == null ? Claim.unknown(past.at()) : before.touched(past.at());
    Refunded refunded = past.refunded();
    if (refunded == null) {
      Claim settled = recallPart(claim, past);
      return past.sale() == null ? settled : settled.with(settled.refunds().countedAs(past.sale()));
    }
    Refunds refunds = claim.refunds().withRoomFor(past.claim());
    if (refunds == null) {
      return claim;
    }
    Refunds known = refunds.with(past.claim(), recallPart(refunds.find(past.claim()), past));
    return claim.with(
        refunded.amount() == null ? known : known.taken(past.claim(), refunded.amount()));
  }

  private static Claim recallPart(@Nullable Claim before, PastOutcome past) {
    Claim claim = before == null ? Claim.unknown(past.at()) : before.touched(past.at());
    boolean wasTold = past.outcome() == Outcome.DELIVERED || past.outcome() == Outcome.RETRYING;
    if (claim.eventId() == null && wasTold && past.eventId() != null) {
      claim = claim.toldUnder(past.eventId());
    }
    if (past.outcome() == Outcome.DELIVERED || past.settlesClaim()) {
      claim = claim.settled();
    }
    return claim;
  }

  private static Claim concluded(Claim claim, PastOutcome past) {
    ClaimCopy.Concluded done = new ClaimCopy.Concluded(past.messageId(), past.outcome(), past.at());
    ClaimCopy known = claim.copy(past.messageId());
    if (known == null) {
      Claim grown = claim.withOneMore(done);
      return grown == null ? claim : grown;
    }
    boolean isNews =
        known instanceof ClaimCopy.Waiting waiting
            ? waiting.isConcludedBy(past.at())
            : known instanceof ClaimCopy.Concluded concluded && past.at() > concluded.at();
    return isNews ? claim.with(done) : claim;
  }

  /**
   * Ends a claim that nobody delivers any more: every copy that waits gets a final outcome, from
   * which an operator can redrive it if there is a destination of that name again.
   */
  public static ClaimStep giveUp(Claim claim, long now) {
    ClaimTurn turn =
        new ClaimTurn(claim, new Situation(now, Withdrawals.none(), false, Permission.NOTHING));
    giveUpCopies(turn);
    for (Refund refund : claim.refunds().all()) {
      turn.turnTo(refund.claim());
      giveUpCopies(turn);
    }
    return turn.end();
  }

  private static void giveUpCopies(ClaimTurn turn) {
    ClaimCopy.Waiting copy = turn.claim().firstWaiting();
    while (copy != null) {
      if (turn.claim().isSettled()) {
        concludeAsDuplicate(turn, copy);
      } else {
        Cause removed = Cause.of(Reason.DESTINATION_REMOVED);
        turn.conclude(copy, Outcome.REJECTED, null, removed, null, copy.attempts());
      }
      copy = turn.claim().firstWaiting();
    }
  }

  /** Whether nothing of a claim needs to be remembered any longer. */
  public boolean isForgotten(String claim, Claim kept, long now) {
    return !kept.isOpen() && kept.touchedAt() + terms.window(claim).toMillis() < now;
  }
}
