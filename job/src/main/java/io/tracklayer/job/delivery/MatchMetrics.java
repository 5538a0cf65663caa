package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;

/**
 * How many delivered events of each name carry each match key, and how many of them brought it
 * themselves. A series begins with the first event that it counts, so that there are none of names
 * that never occur.
 */
final class MatchMetrics {

  private static final MatchKey[] KEYS = MatchKey.values();

  /** A configuration has sixteen names and its own; beyond that, somebody makes names up. */
  static final int MOST_NAMES = 64;

  static final String OTHER_NAMES = "other";

  private final JobMetrics metrics;
  private final Map<String, OfName> names = new HashMap<>();

  /**
   * @param metrics of the destination
   */
  MatchMetrics(JobMetrics metrics) {
    this.metrics = metrics;
  }

  void count(String name, MatchKeys matched) {
    of(name).count(matched);
  }

  private OfName of(String name) {
    OfName known = names.get(name);
    if (known != null) {
      return known;
    }
    String counted = names.size() < MOST_NAMES ? name : OTHER_NAMES;
    return names.computeIfAbsent(counted, made -> new OfName(metrics, made));
  }

  @FlinkShell
  private static final class OfName {

    private final JobMetrics metrics;
    private final String name;
    private final Counter events;
    private final Map<MatchKey, Counter> carried = new EnumMap<>(MatchKey.class);
    private final Map<MatchKey, Counter> own = new EnumMap<>(MatchKey.class);

    OfName(JobMetrics metrics, String name) {
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
}
