package io.tracklayer.rudderstack.http;

import io.tracklayer.contract.metric.MetricDeclaration;
import io.tracklayer.contract.metric.MetricKind;
import java.util.List;

/**
 * Every metric of the receiver's own. {@code docs/metrics.md} is generated from it. Micrometer's
 * metrics of the JVM and of Kafka's producer come on top.
 */
public enum ReceiverMetric implements MetricDeclaration {
  REQUESTS(
      "requests",
      "_seconds",
      MetricKind.TIMER,
      List.of("status"),
      "requests by status of the answer, and how long they took",
      "For 401, see [EventsAreRefused](alerts.md#eventsarerefused); for 429,"
          + " [ReceiverCannotReachKafka](alerts.md#receivercannotreachkafka) and"
          + " [ReceiverIsOverloaded](alerts.md#receiverisoverloaded)."),
  EVENTS(
      "events",
      "_total",
      MetricKind.COUNTER,
      List.of("result", "reason"),
      "single events by `result`: accepted, filtered, rejected, not_stored",
      "For rejected ones, see [EventsAreRejected](alerts.md#eventsarerejected); those not stored"
          + " are answered 429, and RudderStack sends them again."),
  KAFKA_REACHABLE(
      "kafka.reachable",
      "",
      MetricKind.GAUGE,
      List.of(),
      "1 while Kafka answers; `/readyz` uses the same check",
      "See [ReceiverCannotReachKafka](alerts.md#receivercannotreachkafka)."),
  OVERLOADED(
      "overloaded",
      "",
      MetricKind.GAUGE,
      List.of(),
      "1 while requests are answered 429 for overload, and for 10 s after; `/readyz` uses the same"
          + " check",
      "See [ReceiverIsOverloaded](alerts.md#receiverisoverloaded)."),
  BYTES_UNDER_WAY(
      "bytes.under.way",
      "_bytes",
      MetricKind.GAUGE,
      List.of(),
      "bytes waiting for Kafka's acknowledgement",
      "If it grows, Kafka is slow: see [ReceiverIsOverloaded](alerts.md#receiverisoverloaded).");

  static final String PREFIX = "tracklayer.receiver.";

  private final String name;
  private final String unit;
  private final MetricKind kind;

  // Enums are immutable only with immutable lists, and List.of makes one.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> labels;

  private final String meaning;
  private final String remedy;

  /**
   * @param unit what Micrometer puts after the name in Prometheus
   */
  ReceiverMetric(
      String name,
      String unit,
      MetricKind kind,
      List<String> labels,
      String meaning,
      String remedy) {
    this.name = name;
    this.unit = unit;
    this.kind = kind;
    this.labels = labels;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** Its name in Micrometer. */
  String meter() {
    return PREFIX + name;
  }

  @Override
  public String exportedName() {
    return meter().replace('.', '_') + unit;
  }

  @Override
  public MetricKind kind() {
    return kind;
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
