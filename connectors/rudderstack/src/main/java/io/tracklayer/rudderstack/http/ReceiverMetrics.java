package io.tracklayer.rudderstack.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's metrics, for Prometheus. Labels are statuses and reasons, never anything from an
 * event.
 *
 * <p>Thread-safe.
 */
public final class ReceiverMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter eventsNotStored;
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private @Nullable KafkaClientMetrics producerMetrics;

  public ReceiverMetrics() {
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                String prefix = ReceiverMetric.PREFIX;
                return id.getName().startsWith(prefix) ? id : id.withName(prefix + id.getName());
              }
            });
    eventsNotStored = events("not_stored", Reason.UNAVAILABLE.text());
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  public void watch(
      BooleanSupplier kafkaIsReachable, BooleanSupplier isOverloaded, LongSupplier bytesUnderWay) {
    gauge(ReceiverMetric.KAFKA_REACHABLE, () -> kafkaIsReachable.getAsBoolean() ? 1 : 0)
        .register(registry);
    gauge(ReceiverMetric.OVERLOADED, () -> isOverloaded.getAsBoolean() ? 1 : 0).register(registry);
    gauge(ReceiverMetric.BYTES_UNDER_WAY, bytesUnderWay::getAsLong)
        .baseUnit("bytes")
        .register(registry);
  }

  private static Gauge.Builder<?> gauge(ReceiverMetric metric, Supplier<Number> value) {
    return Gauge.builder(metric.meter(), value).description(metric.meaning());
  }

  public synchronized void watch(Producer<byte[], byte[]> producer) {
    if (producerMetrics != null) {
      producerMetrics.close();
    }
    producerMetrics = new KafkaClientMetrics(producer);
    producerMetrics.bindTo(registry);
  }

  public void request(int status, Duration duration) {
    Timer.builder(ReceiverMetric.REQUESTS.meter())
        .description(ReceiverMetric.REQUESTS.meaning())
        .tags(tags(ReceiverMetric.REQUESTS, Integer.toString(status)))
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            EventsHandler.TIME)
        .register(registry)
        .record(duration);
  }

  void stored(EnvelopeResult envelope) {
    if (envelope instanceof EnvelopeResult.Refused refused) {
      Reason reason = refused.rejection().reason();
      boolean isFiltered = reason == Reason.NOT_IN_ALLOWLIST;
      events(isFiltered ? "filtered" : "rejected", reason.text()).increment();
    } else {
      events("accepted", "").increment();
    }
  }

  void notStored(int events) {
    eventsNotStored.increment(events);
  }

  private Counter events(String result, String reason) {
    return Counter.builder(ReceiverMetric.EVENTS.meter())
        .description(ReceiverMetric.EVENTS.meaning())
        .tags(tags(ReceiverMetric.EVENTS, result, reason))
        .register(registry);
  }

  private static Tags tags(ReceiverMetric metric, String... values) {
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(metric.labels().get(i), values[i]);
    }
    return tags;
  }

  /** In Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public synchronized void close() {
    if (producerMetrics != null) {
      producerMetrics.close();
    }
    gc.close();
    registry.close();
  }
}
