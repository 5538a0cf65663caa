package io.tracklayer.job.delivery.claim;

import io.tracklayer.job.delivery.journal.SenderFence;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.consent.Statement;
import java.util.Map;

/**
 * What a claim's turn depends on besides the claim.
 *
 * @param now epoch milliseconds
 * @param isInFlight whether the claim is in a batch or a request: nothing else of it may go then
 */
public record Situation(
    long now, Withdrawals withdrawals, boolean isInFlight, Permission permission) {

  /** How far a sender may go. */
  public enum Permission {
    /** Everything. */
    SEND,
    /** No request goes now; copies that need none are settled. */
    SETTLE,
    /**
     * Another sender has taken over: copies that wait are settled only by answers to this sender's
     * own requests. Whatever else it writes is void.
     */
    NOTHING;

    /**
     * The permission that follows from the state of the sender.
     *
     * @param isReplaced see {@link SenderFence#hasReplaced}
     * @param hasCaughtUp whether everything that the canonical topic held at the start has been
     *     read; if not, copies that wait could go out before a withdrawal is read again
     * @param isStopping whether a stop with savepoint is under way
     * @param isHeld whether outcomes have been unacknowledged for too long, or an operator has
     *     paused the destination
     */
    public static Permission of(
        boolean isReplaced, boolean hasCaughtUp, boolean isStopping, boolean isHeld) {
      if (isReplaced) {
        return NOTHING;
      }
      return hasCaughtUp && !isStopping && !isHeld ? SEND : SETTLE;
    }
  }

  /**
   * The consent of a copy as it counts now. Whoever of the claim's profiles denied something denied
   * it for every copy; an answer that is taken back is missing under its own profile alone. The
   * copy's profile counts even if the claim has come under too many others since. What a claim is
   * denied no longer matters once it is settled.
   */
  Map<String, Statement> consent(Claim claim, Copy copy) {
    if (claim.isSettled()) {
      return copy.consent();
    }
    return withdrawals
        .by(copy.ref().profileId())
        .and(claim.deniedAt())
        .and(withdrawals.deniedBy(claim.profiles()))
        .over(copy.consent());
  }

  Situation notInFlight() {
    return new Situation(now, withdrawals, false, permission);
  }
}
