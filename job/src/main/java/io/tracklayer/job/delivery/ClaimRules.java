package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.job.delivery.Settlement.Fate;
import io.tracklayer.job.delivery.Situation.Permission;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Denials;
import io.tracklayer.job.gate.Statement;
import java.util.HashMap;
import java.util.Map;
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
 * </ul>
 */
public final class ClaimRules {

  private final ClaimTerms terms;
  private final Mapper mapper;

  public ClaimRules(ClaimTerms terms, Mapper mapper) {
    this.terms = terms;
    this.mapper = mapper;
  }

  /** A copy arrives from the gate, for the first time or again. */
  public ClaimStep take(@Nullable Claim before, Copy copy, Situation situation) {
    ClaimTurn turn = new ClaimTurn(before, situation);
    hear(turn, copy);
    ClaimCopy known = turn.claim().copy(copy.ref().messageId());
    if (known instanceof ClaimCopy.Concluded concluded && isLifted(concluded, copy)) {
      turn.become(turn.claim().without(concluded.messageId()));
      known = null;
    }
    if (known == null) {
      admit(turn, copy);
    }
    advance(turn);
    return turn.end();
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
  static boolean isLifted(ClaimCopy.Concluded concluded, Copy copy) {
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
    if (copy.refusal() != null) {
      turn.conclude(waiting, Outcome.NOT_APPLICABLE, null, Cause.of(copy.refusal()), null, 0);
      return true;
    }
    if (!copy.isPermitted()) {
      Cause refusal = noConsent(copy, terms.required().firstRefused(copy.consent()));
      turn.conclude(waiting, Outcome.CONSENT_DENIED, null, refusal, null, 0);
      return true;
    }
    return false;
  }

  private static Cause noConsent(Copy copy, @Nullable String purpose) {
    Statement statement = copy.consent().getOrDefault(purpose, Statement.NONE);
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

  /** Settles the copies that may not be sent, and sends the first that may. */
  private void advance(ClaimTurn turn) {
    Situation situation = turn.situation();
    if (situation.isInFlight() || situation.permission() == Permission.NOTHING) {
      return;
    }
    ClaimCopy.Waiting copy = turn.claim().firstWaiting();
    while (copy != null) {
      if (!settleWhatMayNotBeSent(turn, copy)) {
        if (!copy.isDue(turn.now())) {
          turn.add(new Effect.WakeAt(copy.dueAt()));
          return;
        }
        if (situation.permission() == Permission.SETTLE) {
          turn.add(new Effect.Park());
          return;
        }
        if (send(turn, copy)) {
          return;
        }
      }
      copy = turn.claim().firstWaiting();
    }
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
          noConsent(copy.copy(), refused),
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
    return now - copy.agesFrom() > terms.maxAge().toMillis();
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
    Mapping mapping = mapper.map(copy, eventId, states);
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
    if (terms.mode() == Mode.LOG) {
      turn.pass(copy, Outcome.NOT_APPLICABLE, Reason.WOULD_SEND);
      return false;
    }
    turn.become(turn.claim().toldUnder(eventId));
    turn.add(
        new Effect.Join(
            copy.copy().ref().claim(),
            copy.messageId(),
            (Mapping.Mapped) mapping,
            copy.mostTogether(),
            states));
    return true;
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
    if (situation.permission() != Permission.SEND || claim.isSettled()) {
      return false;
    }
    ClaimCopy.Waiting copy = claim.firstWaiting();
    return copy != null
        && copy.messageId().equals(joined.messageId())
        && !isTooOld(copy, situation.now())
        && firstRefused(claim, copy, situation) == null
        && states(claim, copy, situation).equals(joined.states());
  }

  /**
   * The request that the copy was in was answered, or given up.
   *
   * @param status the answer's HTTP status; none if there was no answer
   * @param retryAt when the copy is tried again, if it is, epoch milliseconds
   */
  public ClaimStep answered(
      Claim before,
      String messageId,
      Fate fate,
      @Nullable Integer status,
      long retryAt,
      Situation situation) {
    ClaimTurn turn = new ClaimTurn(before, situation.notInFlight());
    turn.touch();
    if (turn.claim().copy(messageId) instanceof ClaimCopy.Waiting copy) {
      settle(turn, copy, fate, status, retryAt);
    }
    advance(turn);
    return turn.end();
  }

  private static void settle(
      ClaimTurn turn, ClaimCopy.Waiting copy, Fate fate, @Nullable Integer status, long retryAt) {
    int attempt = copy.attempts() + 1;
    if (fate instanceof Fate.Delivered) {
      turn.become(turn.claim().settled());
      turn.conclude(copy, Outcome.DELIVERED, status, null, null, attempt);
    } else if (fate instanceof Fate.MaybeDelivered maybe) {
      turn.become(turn.claim().settled());
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

  /**
   * Takes an outcome that is read back at a start into the claim and its copy. The caller leaves
   * out outcomes that do not count ({@link SenderFence}). Nothing is published, and nothing is
   * sent.
   */
  public static Claim recall(@Nullable Claim before, Past past) {
    Claim claim = recallClaim(before, past);
    return past.isFinal() ? concluded(claim, past) : claim;
  }

  /**
   * Takes such an outcome into the claim alone. That the claim is settled and that the copy has its
   * outcome are recorded in two topics, and a process that is killed may have written the first
   * record without the second.
   */
  public static Claim recallClaim(@Nullable Claim before, Past past) {
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

  private static Claim concluded(Claim claim, Past past) {
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
    return turn.end();
  }

  /** Whether nothing of a claim needs to be remembered any longer. */
  public boolean isForgotten(String claim, Claim kept, long now) {
    return !kept.isOpen() && kept.touchedAt() + terms.window(claim).toMillis() < now;
  }
}
