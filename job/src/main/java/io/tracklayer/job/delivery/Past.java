package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is read back from the log at a start. It may be that of an attempt, which fixes
 * the event id.
 *
 * @param eventId the event id that the claim was sent under; none if it was not sent
 * @param settlesClaim see {@link Told#settlesClaim}
 * @param at when it was settled, epoch milliseconds
 * @param sender the sender that published it
 */
public record Past(
    String claim,
    String messageId,
    @Nullable String eventId,
    Outcome outcome,
    boolean settlesClaim,
    long at,
    Sender sender) {

  /** The same outcome, published once more by another sender. */
  public Past by(Sender other) {
    return new Past(claim, messageId, eventId, outcome, settlesClaim, at, other);
  }

  public boolean isFinal() {
    return outcome != Outcome.RETRYING;
  }
}
