package io.tracklayer.job.delivery;

import io.tracklayer.job.delivery.claim.Effect;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.journal.Journal;

/**
 * Publishes what one sender settles, and counts it.
 *
 * <p>Not thread-safe.
 */
final class Outcomes {

  private final Journal journal;
  private final Sender sender;
  private final DeliveryMetrics tells;

  Outcomes(Journal journal, Sender sender, DeliveryMetrics tells) {
    this.journal = journal;
    this.sender = sender;
    this.tells = tells;
  }

  void tell(Effect.Telling effect) {
    if (effect instanceof Effect.Publish publish) {
      tells.count(publish.outcome());
      journal.publish(publish.outcome(), sender);
    } else if (effect instanceof Effect.Bury bury) {
      journal.bury(bury.outcome(), bury.json());
    }
  }
}
