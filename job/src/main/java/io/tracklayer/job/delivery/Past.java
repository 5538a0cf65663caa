package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is read back from the log at a start; also of an attempt, which fixes the event
 * id.
 *
 * @param eventId that the claim was told under; none where it was not told
 * @param settlesClaim see {@link Told#settlesClaim}
 * @param at when it was settled, epoch milliseconds
 * @param sender whose it is
 */
public record Past(
    String claim,
    String messageId,
    @Nullable String eventId,
    Outcome outcome,
    boolean settlesClaim,
    long at,
    Sender sender) {

  /** The same in the words of whoever tells it once more. */
  public Past by(Sender other) {
    return new Past(claim, messageId, eventId, outcome, settlesClaim, at, other);
  }

  public boolean isFinal() {
    return outcome != Outcome.RETRYING;
  }
}
