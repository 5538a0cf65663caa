package io.tracklayer.job.delivery.claim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one turn of a claim.
 *
 * @param claim the claim afterwards; none if nothing of it is to be kept
 * @param changes whether the claim has changed, and so has to be written
 */
public record ClaimStep(@Nullable Claim claim, boolean changes, List<Effect> effects) {

  /** The effect by which the claim joins a batch; none if it does not. */
  public Effect.@Nullable Join join() {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Join join) {
        return join;
      }
    }
    return null;
  }
}
