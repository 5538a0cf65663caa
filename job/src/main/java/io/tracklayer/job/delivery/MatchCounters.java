package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;

/** The counters of one event name. */
@FlinkShell
final class MatchCounters {

  private static final MatchKey[] KEYS = MatchKey.values();

  private final JobMetrics metrics;
  private final String name;
  private final Counter events;
  private final Map<MatchKey, Counter> carried = new EnumMap<>(MatchKey.class);
  private final Map<MatchKey, Counter> own = new EnumMap<>(MatchKey.class);

  MatchCounters(JobMetrics metrics, String name) {
    this.metrics = metrics;
    this.name = name;
    events = metrics.counter(JobMetric.DELIVERED_EVENTS, name);
  }

  void count(MatchKeys matched) {
    events.inc();
    for (MatchKey key : KEYS) {
      if (matched.carries(key)) {
        count(key, carried, JobMetric.AFTER_IDENTITY_EVENTS);
      }
      if (matched.isOwn(key)) {
        count(key, own, JobMetric.BEFORE_IDENTITY_EVENTS);
      }
    }
  }

  private void count(MatchKey key, Map<MatchKey, Counter> counters, JobMetric metric) {
    Counter counter = counters.get(key);
    if (counter == null) {
      counter = metrics.counter(metric, name, key.text());
      counters.put(key, counter);
    }
    counter.inc();
  }
}
