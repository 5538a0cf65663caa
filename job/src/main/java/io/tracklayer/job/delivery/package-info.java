/**
 * Delivery to one destination, keyed by claim: each claim is delivered once, whichever of its
 * copies goes out.
 *
 * <p>{@link io.tracklayer.job.delivery.claim.ClaimRules} decides. The operator around it keeps one
 * value for each claim, the {@link io.tracklayer.job.delivery.claim.Claim}. Each subtask keeps the
 * {@link io.tracklayer.job.delivery.claim.Withdrawals}, its own {@link
 * io.tracklayer.job.delivery.journal.Started} and its positions in the log; a restore gives all of
 * these to each. Which claims are in flight is kept in memory. The operator sets a timer for each
 * {@link io.tracklayer.job.delivery.claim.Effect.WakeAt}.
 */
@NullMarked
package io.tracklayer.job.delivery;

import org.jspecify.annotations.NullMarked;
