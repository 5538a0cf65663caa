package io.tracklayer.job.delivery.journal;

import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.PastOutcome;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds, while a start reads back, the claims that are settled in the deliveries topic but not in
 * the claims topic: a process that is killed may have written one record without the other. They
 * then have to be written to the claims topic, since deliveries are read back for a shorter time.
 *
 * <p>The claims topic has to be read before the deliveries topic. Not thread-safe.
 */
public final class UnwrittenClaims {

  private final Map<String, PastOutcome> unwritten = new LinkedHashMap<>();

  /** Takes in a record of the claims topic. */
  public void readAmongClaims(PastOutcome past) {
    unwritten.remove(past.claim());
  }

  /**
   * Takes in a record of the deliveries topic.
   *
   * @param known what is known of its claim, from the checkpoint and from what was read; a claim
   *     that a checkpoint has as settled is in the claims topic
   */
  public void readAmongDeliveries(PastOutcome past, @Nullable Claim known) {
    boolean isTold = past.settlesClaim() && past.eventId() != null;
    if (isTold && (known == null || !known.isSettled())) {
      unwritten.put(past.claim(), past);
    }
  }

  /** The claims to be written; to be called when everything is read. */
  public Collection<PastOutcome> all() {
    return List.copyOf(unwritten.values());
  }
}
