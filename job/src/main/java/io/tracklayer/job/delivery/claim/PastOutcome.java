package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Sale;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is read back from the log at a start. It may be that of an attempt, which fixes
 * the event id.
 *
 * @param eventId the event id that the claim was sent under; none if it was not sent
 * @param settlesClaim see {@link CopyOutcome#settlesClaim}
 * @param at when it was settled, epoch milliseconds
 * @param sender the sender that published it
 * @param sale see {@link CopyOutcome#sale}
 * @param refunded see {@link CopyOutcome#refunded}
 */
public record PastOutcome(
    String claim,
    String messageId,
    @Nullable String eventId,
    Outcome outcome,
    boolean settlesClaim,
    long at,
    Sender sender,
    @Nullable Sale sale,
    @Nullable Refunded refunded) {

  /** The outcome as it will be read back. */
  public static PastOutcome of(CopyOutcome told, Sender sender) {
    return new PastOutcome(
        told.ref().claim(),
        told.ref().messageId(),
        told.ref().eventId(),
        told.outcome(),
        told.settlesClaim(),
        told.at(),
        sender,
        told.sale(),
        told.refunded());
  }

  /** The same outcome, published once more by another sender. */
  public PastOutcome by(Sender other) {
    return new PastOutcome(
        claim, messageId, eventId, outcome, settlesClaim, at, other, sale, refunded);
  }

  /** The claim that it is kept with, see {@link io.tracklayer.job.gate.Copy#home}. */
  public String home() {
    return refunded == null ? claim : refunded.purchase();
  }

  public boolean isFinal() {
    return outcome != Outcome.RETRYING;
  }
}
