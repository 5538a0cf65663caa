package io.tracklayer.job.delivery;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** The metrics of one destination's delivery. */
@FlinkShell
final class DeliveryMetrics {

  private final JobMetrics metrics;
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
  private final Counter requests;
  private final Counter repeated;
  private final MatchMetrics matches;
  private long deliveredAt;

  /**
   * @param now epoch milliseconds
   */
  DeliveryMetrics(MetricGroup operator, String destination, long now) {
    deliveredAt = now;
    metrics = JobMetrics.of(operator, destination);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, metrics.counter(JobMetric.OUTCOME_EVENTS, outcome.text()));
    }
    requests = metrics.counter(JobMetric.REQUESTS);
    repeated = metrics.counter(JobMetric.REPEATED_EVENTS);
    matches = new MatchMetrics(metrics);
  }

  void gauge(JobMetric metric, LongSupplier value) {
    metrics.gauge(metric, value::getAsLong);
  }

  void flag(JobMetric metric, BooleanSupplier value) {
    metrics.gauge(metric, () -> value.getAsBoolean() ? 1 : 0);
  }

  void count(CopyOutcome told) {
    requireNonNull(outcomes.get(told.outcome())).inc();
    MatchKeys matched = told.matched();
    if (matched != null && told.outcome() == Outcome.DELIVERED) {
      matches.count(told.ref().event().name(), matched);
    }
  }

  void countRequest() {
    requests.inc();
  }

  /** A copy came again that waits or has its outcome, and so gets no second one. */
  void countRepeated() {
    repeated.inc();
  }

  void delivered(long now) {
    deliveredAt = now;
  }

  long deliveredAt() {
    return deliveredAt;
  }
}
