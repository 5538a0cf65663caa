package io.tracklayer.job.delivery;

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

  Situation notInFlight() {
    return new Situation(now, withdrawals, false, permission);
  }
}
