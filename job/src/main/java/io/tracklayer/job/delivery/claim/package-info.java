/**
 * What becomes of a claim: it is delivered once, whichever of its copies goes out.
 *
 * <p>{@link io.tracklayer.job.delivery.claim.ClaimRules} decides, one turn of one claim at a time,
 * from what is known of it, the {@link io.tracklayer.job.delivery.claim.Claim}, and returns what is
 * to be done, the {@link io.tracklayer.job.delivery.claim.Effect}s.
 */
@NullMarked
package io.tracklayer.job.delivery.claim;

import org.jspecify.annotations.NullMarked;
