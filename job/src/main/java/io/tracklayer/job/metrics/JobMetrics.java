package io.tracklayer.job.metrics;

import io.tracklayer.contract.metric.MetricKind;
import io.tracklayer.job.flink.FlinkShell;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** Registers the metrics of one subtask of an operator, each under its declaration. */
@FlinkShell
public final class JobMetrics {

  private final MetricGroup group;
  private final List<String> firstValues;

  private JobMetrics(MetricGroup group, List<String> firstValues) {
    this.group = group;
    this.firstValues = firstValues;
  }

  /**
   * @param operator the group that Flink gives to the operator
   */
  public static JobMetrics of(MetricGroup operator) {
    return new JobMetrics(operator.addGroup(JobMetric.ROOT), List.of());
  }

  /** Those of one destination's pipeline, whose first label is the destination. */
  public static JobMetrics of(MetricGroup operator, String destination) {
    return new JobMetrics(operator.addGroup(JobMetric.ROOT), List.of(destination));
  }

  /**
   * @param values of the labels, in their order, without the destination
   */
  public Counter counter(JobMetric metric, String... values) {
    return groupOf(metric, MetricKind.COUNTER, values).counter(metric.lastName());
  }

  public void gauge(JobMetric metric, Gauge<? extends Number> gauge) {
    groupOf(metric, MetricKind.GAUGE).gauge(metric.lastName(), gauge);
  }

  public Histogram summary(JobMetric metric, Histogram histogram) {
    return groupOf(metric, MetricKind.SUMMARY).histogram(metric.lastName(), histogram);
  }

  private MetricGroup groupOf(JobMetric metric, MetricKind kind, String... values) {
    List<String> labels = metric.labels();
    List<String> all = Stream.concat(firstValues.stream(), Stream.of(values)).toList();
    if (metric.kind() != kind || all.size() != labels.size()) {
      throw new IllegalArgumentException(
          metric + " is a " + metric.kind() + " with the labels " + labels);
    }
    MetricGroup found = metric.step().map(step -> group.addGroup(step)).orElse(group);
    for (int i = 0; i < labels.size(); i++) {
      found = found.addGroup(labels.get(i), all.get(i));
    }
    return found;
  }
}
