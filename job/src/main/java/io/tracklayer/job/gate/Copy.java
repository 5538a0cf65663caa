package io.tracklayer.job.gate;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a claim as a gate passes it on to delivery. A copy that the gate refuses is passed on
 * too, since only delivery settles claims.
 *
 * @param occurredAt epoch milliseconds
 * @param receivedAt epoch milliseconds
 * @param consent by purpose, the statement that counts for this copy: the profile's newest
 *     statement, or the event's own denial
 * @param denied when its profile last denied each required purpose, even if it granted the purpose
 *     since; counts for other copies of the same claim, under other profiles
 * @param isPermitted whether {@code consent} grants every purpose that the destination requires
 * @param refusal why the destination does not take such events at all; null if it does; {@link
 *     #FAILED} if our own code could not find that out
 * @param json the canonical event; empty if it can neither be sent nor become a dead letter
 * @param liftedAt for a redriven copy, when the outcome that the redrive lifts was settled, epoch
 *     milliseconds; null for any other copy
 * @param refundOf the order whose value it restates; null for all but refunds, and for refunds that
 *     restate nothing
 * @param isValidation whether it is a test by the command {@code validate}, which no destination
 *     may count
 */
public record Copy(
    CopyRef ref,
    long occurredAt,
    long receivedAt,
    Map<String, Statement> consent,
    Denials denied,
    boolean isPermitted,
    @Nullable Cause refusal,
    byte[] json,
    @Nullable Long liftedAt,
    @Nullable RefundOf refundOf,
    boolean isValidation) {

  public static final byte[] NOTHING = {};

  /** The refusal of an event on which our own code fails. */
  public static final Cause FAILED = Cause.of(Reason.MAPPING_FAILED);

  public Copy {
    consent = Map.copyOf(consent);
  }

  public boolean hasFailed() {
    return FAILED.equals(refusal);
  }

  /** The same copy, after our own code failed on it. */
  public Copy failed() {
    return new Copy(
        ref,
        occurredAt,
        receivedAt,
        consent,
        denied,
        isPermitted,
        FAILED,
        json,
        liftedAt,
        refundOf,
        isValidation);
  }

  public boolean isRedriven() {
    return liftedAt != null;
  }

  /** The claim that it is delivered with: its own or, if it restates a purchase, the purchase's. */
  public String home() {
    return refundOf == null ? ref.claim() : refundOf.purchase();
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Copy[" + ref.messageId() + " of " + ref.claim() + "]";
  }
}
