package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One outcome of one copy, to be published.
 *
 * @param ref with the event id that the claim was told under, where it was told
 * @param attempt 1 for the first request, 0 where none was made
 * @param status the HTTP status of the answer; none without one
 * @param cause none when delivered
 * @param said by the destination, redacted; none when it said nothing
 * @param consent what counted for the copy, by purpose
 * @param at epoch milliseconds
 * @param latencyMs from when it was received
 * @param settlesClaim whether no copy of the claim may be sent after it
 */
public record Told(
    CopyRef ref,
    Outcome outcome,
    int attempt,
    @Nullable Integer status,
    @Nullable Cause cause,
    @Nullable String said,
    Map<String, Statement> consent,
    long at,
    long latencyMs,
    boolean settlesClaim) {

  /**
   * Whether the copy was not sent because nothing is, in {@code mode: log}: that binds no start
   * that sends.
   */
  public boolean isOnlyLogged() {
    return cause != null && cause.reason() == Reason.WOULD_SEND;
  }

  /** Else one more request will follow, if the copy may still be sent then. */
  public boolean isFinal() {
    return outcome != Outcome.RETRYING;
  }
}
