package io.tracklayer.e2e.monitoring;

import io.tracklayer.contract.metric.MetricDeclaration;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.rudderstack.http.ReceiverMetric;
import java.util.List;
import java.util.stream.Stream;

/** The metrics of both processes, in the order of the page. */
public final class DeclaredMetrics {

  static final List<MetricDeclaration> OF_THE_RECEIVER = List.of(ReceiverMetric.values());
  static final List<MetricDeclaration> OF_THE_JOB = List.of(JobMetric.values());

  private DeclaredMetrics() {}

  public static List<MetricDeclaration> all() {
    return Stream.concat(OF_THE_RECEIVER.stream(), OF_THE_JOB.stream()).toList();
  }
}
