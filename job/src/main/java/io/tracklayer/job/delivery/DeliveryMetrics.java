package io.tracklayer.job.delivery;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.DestinationMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The metrics of one destination's delivery. */
@FlinkShell
final class DeliveryMetrics {

  private final MetricGroup group;
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
  private final Counter requests;
  private final Counter repeated;
  private final MatchMetrics matches;
  private long deliveredAt;

  /**
   * @param now epoch milliseconds
   */
  DeliveryMetrics(MetricGroup parent, String destination, long now) {
    deliveredAt = now;
    group = DestinationMetrics.group(parent, destination);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, group.addGroup("outcome", outcome.text()).counter("events"));
    }
    requests = group.counter("requests");
    repeated = group.counter("repeated_events");
    matches = new MatchMetrics(group);
  }

  void gauge(String name, LongSupplier value) {
    group.gauge(name, (Gauge<Long>) value::getAsLong);
  }

  void flag(String name, BooleanSupplier value) {
    group.gauge(name, (Gauge<Integer>) () -> value.getAsBoolean() ? 1 : 0);
  }

  void count(CopyOutcome told) {
    requireNonNull(outcomes.get(told.outcome())).inc();
    MatchKeys matched = told.matched();
    if (matched != null) {
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
