package io.tracklayer.job.delivery;

import io.tracklayer.job.delivery.claim.Withdrawals;
import io.tracklayer.job.delivery.journal.Journal;
import io.tracklayer.job.delivery.journal.ReadBack;
import io.tracklayer.job.delivery.journal.SenderRights;
import io.tracklayer.job.metrics.JobMetric;
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
    metrics.gauge(JobMetric.RESTORED_EVENTS, () -> restored);
    metrics.gauge(JobMetric.PENDING_EVENTS, ages::pending);
    metrics.gauge(
        JobMetric.OLDEST_PENDING_MS, () -> clock.millis() - ages.oldest().orElseGet(clock::millis));
    metrics.gauge(JobMetric.SINCE_LAST_DELIVERY_MS, () -> clock.millis() - metrics.deliveredAt());
  }

  void showTheStart(ReadBack readBack, Restore restore) {
    metrics.gauge(JobMetric.REPLAYED_OUTCOMES, readBack::recalled);
    metrics.gauge(JobMetric.REPLAY_MS, readBack::tookMs);
    metrics.flag(JobMetric.CATCHING_UP, () -> !restore.hasCaughtUp());
  }

  void showWhatIsOut(ClaimTurns turns, Journal journal, Withdrawals withdrawals) {
    metrics.gauge(JobMetric.REQUESTS_IN_FLIGHT, turns::requestsOut);
    metrics.gauge(JobMetric.UNACKNOWLEDGED_OUTCOMES, journal::unacknowledged);
    metrics.gauge(JobMetric.WITHDRAWALS, withdrawals::size);
  }

  void showWhatStandsInTheWay(
      SenderRights rights, OperatorPause pause, Journal journal, Health health) {
    metrics.flag(JobMetric.SENDER_REPLACED, rights::isReplaced);
    metrics.flag(JobMetric.PAUSED_BY_OPERATOR, pause::isPaused);
    metrics.flag(JobMetric.HELD_BY_KAFKA, journal::isHeld);
    metrics.flag(JobMetric.BREAKER_OPEN, health::isOpen);
    metrics.flag(JobMetric.CREDENTIALS_WRONG, health::credentialsAreWrong);
    metrics.flag(JobMetric.PAUSED_BY_REFUSALS, health::isPausedByRefusals);
  }
}
