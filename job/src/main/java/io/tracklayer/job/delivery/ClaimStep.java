package io.tracklayer.job.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of a claim led to.
 *
 * @param claim afterwards; none when nothing of it is to be kept
 * @param changes whether that is another state than before, and so to be written
 */
public record ClaimStep(@Nullable Claim claim, boolean changes, List<Effect> effects) {

  /** The batch that the claim is to join; none when it is not. */
  public Effect.@Nullable Join join() {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Join join) {
        return join;
      }
    }
    return null;
  }
}
