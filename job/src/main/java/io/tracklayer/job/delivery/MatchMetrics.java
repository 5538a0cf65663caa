package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.job.metrics.JobMetrics;
import java.util.HashMap;
import java.util.Map;

/**
 * How many delivered events of each name carry each match key, and how many of them brought it
 * themselves. A series begins with the first event that it counts, so that there are none of names
 * that never occur.
 */
final class MatchMetrics {

  /** A configuration has sixteen names and its own; beyond that, somebody makes names up. */
  static final int MOST_NAMES = 64;

  static final String OTHER_NAMES = "other";

  private final JobMetrics metrics;
  private final Map<String, MatchCounters> names = new HashMap<>();

  /**
   * @param metrics of the destination
   */
  MatchMetrics(JobMetrics metrics) {
    this.metrics = metrics;
  }

  void count(String name, MatchKeys matched) {
    of(name).count(matched);
  }

  private MatchCounters of(String name) {
    MatchCounters known = names.get(name);
    if (known != null) {
      return known;
    }
    String counted = names.size() < MOST_NAMES ? name : OTHER_NAMES;
    return names.computeIfAbsent(counted, made -> new MatchCounters(metrics, made));
  }
}
