package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.flink.FlinkShell;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What one destination's pipeline tells of itself, under {@code tracklayer.destination.<name>}. */
@FlinkShell
final class DeliveryMetrics {

  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
  private final Counter requests;
  private long restored;

  DeliveryMetrics(
      MetricGroup parent,
      String destination,
      LongSupplier waiting,
      IntSupplier requestsInFlight,
      IntSupplier breakerOpen,
      IntSupplier credentialsWrong,
      LongSupplier lagMs) {
    MetricGroup group = group(parent, destination);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, outcome(group, outcome));
    }
    requests = group.counter("requests");
    group.gauge("restored_events", (Gauge<Long>) () -> restored);
    group.gauge("waiting_events", (Gauge<Long>) waiting::getAsLong);
    group.gauge("requests_in_flight", (Gauge<Integer>) requestsInFlight::getAsInt);
    group.gauge("breaker_open", (Gauge<Integer>) breakerOpen::getAsInt);
    group.gauge("credentials_wrong", (Gauge<Integer>) credentialsWrong::getAsInt);
    group.gauge("lag_ms", (Gauge<Long>) lagMs::getAsLong);
  }

  static MetricGroup group(MetricGroup parent, String destination) {
    return parent.addGroup("tracklayer").addGroup("destination", destination);
  }

  /** A counter of one outcome, for the step that settles events so. */
  static Counter outcome(MetricGroup group, Outcome outcome) {
    return group.addGroup("outcome", outcome.text()).counter("events");
  }

  /** How many events were waiting already when the operator began. */
  void restored(long events) {
    restored = events;
  }

  void count(Outcome outcome) {
    outcomes.get(outcome).inc();
  }

  void countRequest() {
    requests.inc();
  }
}
