/**
 * Delivery of one destination, keyed by claim: what is delivered once, whichever of its copies goes
 * out.
 *
 * <p>{@link io.tracklayer.job.delivery.ClaimRules} decides, one turn of one claim at a time. An
 * operator around it keeps under each claim one value, the {@link
 * io.tracklayer.job.delivery.Claim}; in each subtask the {@link
 * io.tracklayer.job.delivery.Withdrawals}, its own {@link io.tracklayer.job.delivery.Started} and
 * its positions in the log, of which a restore gives all to each; in memory which claims are in
 * hand. It sets a timer for each {@link io.tracklayer.job.delivery.Effect.WakeAt}.
 */
@NullMarked
package io.tracklayer.job.delivery;

import org.jspecify.annotations.NullMarked;
