package io.tracklayer.job.delivery;

/**
 * What a claim's turn depends on besides the claim.
 *
 * @param now epoch milliseconds
 * @param isInHand whether the claim is in a batch or a request: nothing else of it may go then
 */
public record Situation(
    long now, Withdrawals withdrawals, boolean isInHand, Permission permission) {

  /** How far a sender may go. */
  public enum Permission {
    /** Everything. */
    SEND,
    /** No request goes now; what needs none is settled. */
    SETTLE,
    /**
     * Another sender has taken over: of what waits nothing is settled any more but by answers to
     * own requests. Whatever else is written is void.
     */
    NOTHING;

    /**
     * What follows from how things stand with this sender.
     *
     * @param isReplaced see {@link SenderFence#hasReplaced}
     * @param hasCaughtUp whether everything has been read that the canonical topic held at the
     *     start: else what waits would go out before a withdrawal is read again that the process
     *     before had heard
     * @param isStopping whether a savepoint to stop with is under way
     * @param isHeld whether outcomes wait too long for their acknowledgement, or an operator has
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

  Situation notInHand() {
    return new Situation(now, withdrawals, false, permission);
  }
}
