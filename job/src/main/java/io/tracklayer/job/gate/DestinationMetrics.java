package io.tracklayer.job.gate;

import io.tracklayer.job.flink.FlinkShell;
import org.apache.flink.metrics.MetricGroup;

/** The metrics of one destination's pipeline. */
@FlinkShell
public final class DestinationMetrics {

  private DestinationMetrics() {}

  /** The group {@code tracklayer.destination.<name>}. */
  public static MetricGroup group(MetricGroup parent, String destination) {
    return parent.addGroup("tracklayer").addGroup("destination", destination);
  }
}
