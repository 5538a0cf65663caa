package io.tracklayer.job.delivery;

import io.tracklayer.job.delivery.claim.Withdrawals;
import io.tracklayer.job.delivery.journal.Journal;
import io.tracklayer.job.delivery.journal.ReadBack;
import io.tracklayer.job.delivery.journal.SenderRights;
import java.time.Clock;

/** The state of one delivery subtask, as gauges that may be read at any time. */
final class DeliveryGauges {

  private final DeliveryMetrics metrics;
  private final Clock clock;

  DeliveryGauges(DeliveryMetrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  void showWhatWaits(PendingAges ages) {
    long restored = ages.pending();
    metrics.gauge("restored_events", () -> restored);
    metrics.gauge("pending_events", ages::pending);
    metrics.gauge(
        "oldest_pending_ms", () -> clock.millis() - ages.oldest().orElseGet(clock::millis));
    metrics.gauge("since_last_delivery_ms", () -> clock.millis() - metrics.deliveredAt());
  }

  void showTheStart(ReadBack readBack, Restore restore) {
    metrics.gauge("replayed_outcomes", readBack::recalled);
    metrics.gauge("replay_ms", readBack::tookMs);
    metrics.flag("catching_up", () -> !restore.hasCaughtUp());
  }

  void showWhatIsOut(ClaimTurns turns, Journal journal, Withdrawals withdrawals) {
    metrics.gauge("requests_in_flight", turns::requestsOut);
    metrics.gauge("unacknowledged_outcomes", journal::unacknowledged);
    metrics.gauge("withdrawals", withdrawals::size);
  }

  void showWhatStandsInTheWay(
      SenderRights rights, OperatorPause pause, Journal journal, Health health) {
    metrics.flag("sender_replaced", rights::isReplaced);
    metrics.flag("paused_by_operator", pause::isPaused);
    metrics.flag("held_by_kafka", journal::isHeld);
    metrics.flag("breaker_open", health::isOpen);
    metrics.flag("credentials_wrong", health::credentialsAreWrong);
    metrics.flag("paused_by_refusals", health::isPausedByRefusals);
  }
}
