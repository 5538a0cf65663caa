package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.consent.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One outcome of one copy, to be published.
 *
 * @param ref the copy, with the event id that the claim was sent under, if it was sent
 * @param attempt 1 for the first request, 0 if none was made
 * @param status the answer's HTTP status; none if there was no answer
 * @param cause none if delivered
 * @param said what the destination said, redacted; none if it said nothing
 * @param consent the consent that counted for the copy, by purpose
 * @param at epoch milliseconds
 * @param latencyMs the time since it was received
 * @param settlesClaim whether no copy of the claim may be sent after it
 * @param sale what the purchase was counted as, if it was delivered and may be restated
 * @param refunded of a refund that restates a purchase's value
 * @param matched by what the destination can recognise the person, or could have if it had been
 *     sent, if it was delivered or only logged and that is known
 */
public record CopyOutcome(
    CopyRef ref,
    Outcome outcome,
    int attempt,
    @Nullable Integer status,
    @Nullable Cause cause,
    @Nullable String said,
    Map<String, Statement> consent,
    long at,
    long latencyMs,
    boolean settlesClaim,
    @Nullable Sale sale,
    @Nullable Refunded refunded,
    @Nullable MatchKeys matched) {

  /**
   * Whether the copy was not sent because of {@code mode: log}. Such an outcome does not count for
   * a later start that sends.
   */
  public boolean isOnlyLogged() {
    return cause != null && cause.reason() == Reason.WOULD_SEND;
  }

  /**
   * Whether the outcome is final; if not, another request follows if the copy may still be sent.
   */
  public boolean isFinal() {
    return outcome != Outcome.RETRYING;
  }
}
