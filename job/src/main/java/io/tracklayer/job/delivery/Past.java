package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is read back from the log at a start; also of an attempt, which fixes the event
 * id.
 *
 * @param eventId that the claim was told under; none where it was not told
 * @param settlesClaim see {@link Told#settlesClaim}
 * @param endsCopy whether the copy has its final outcome
 * @param at when it was settled, epoch milliseconds
 * @param sender whose it is
 */
public record Past(
    String claim,
    String messageId,
    @Nullable String eventId,
    Outcome outcome,
    boolean settlesClaim,
    boolean endsCopy,
    long at,
    Sender sender) {

  public Past(
      String claim,
      String messageId,
      @Nullable String eventId,
      Outcome outcome,
      boolean settlesClaim,
      long at,
      Sender sender) {
    this(claim, messageId, eventId, outcome, settlesClaim, outcome != Outcome.RETRYING, at, sender);
  }

  /**
   * What the claims topic tells: that the claim is settled. A process that died may have written it
   * there and not in the deliveries topic, so it does not tell that the copy has its outcome.
   */
  Past ofClaim() {
    return new Past(claim, messageId, eventId, outcome, settlesClaim, false, at, sender);
  }
}
