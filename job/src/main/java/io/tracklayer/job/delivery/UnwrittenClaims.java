package io.tracklayer.job.delivery;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds, while a start reads back, the claims that are settled by what is among the deliveries and
 * not among the claims: a process that is killed may have written the one record without the other.
 * They are to be written among the claims then, since deliveries are read back for a shorter time.
 *
 * <p>Claims are to be read before deliveries. Not thread-safe.
 */
public final class UnwrittenClaims {

  private final Map<String, Past> unwritten = new LinkedHashMap<>();

  /** Of the claims topic. */
  public void readAmongClaims(Past past) {
    unwritten.remove(past.claim());
  }

  /**
   * Of the deliveries topic.
   *
   * @param known of its claim, from the checkpoint and from what was read; what a checkpoint knows
   *     is settled is among the claims
   */
  public void readAmongDeliveries(Past past, @Nullable Claim known) {
    boolean isTold = past.settlesClaim() && past.eventId() != null;
    if (isTold && (known == null || !known.isSettled())) {
      unwritten.put(past.claim(), past);
    }
  }

  /** When everything is read. */
  public Collection<Past> all() {
    return List.copyOf(unwritten.values());
  }
}
