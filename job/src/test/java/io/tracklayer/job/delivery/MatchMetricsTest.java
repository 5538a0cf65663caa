package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.job.metrics.JobMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class MatchMetricsTest {

  private final Map<String, Counter> counters = new TreeMap<>();
  private final MatchMetrics metrics =
      new MatchMetrics(JobMetrics.of(new Recorded("", counters), "meta"));

  /** Remembers its counters by the labels that they have. */
  private static final class Recorded extends UnregisteredMetricsGroup {

    private final String labels;
    private final Map<String, Counter> counters;

    Recorded(String labels, Map<String, Counter> counters) {
      this.labels = labels;
      this.counters = counters;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return this;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Recorded(labels + value + " ", counters);
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(labels + name, made -> new SimpleCounter());
    }
  }

  @Test
  void eachKeyIsCountedByNameWithWhatTheEventBroughtApart() {
    metrics.count("purchase", MatchKeys.of(List.of("email", "phone"), List.of("phone")));
    metrics.count("purchase", MatchKeys.of(List.of("email"), List.of()));
    metrics.count("lead", MatchKeys.of(List.of(), List.of()));

    assertThat(counted())
        .containsOnly(
            Map.entry("meta purchase delivered_events", 2L),
            Map.entry("meta purchase email after_identity_events", 2L),
            Map.entry("meta purchase phone after_identity_events", 1L),
            Map.entry("meta purchase phone before_identity_events", 1L),
            Map.entry("meta lead delivered_events", 1L));
  }

  @Test
  void namesThatSomebodyMakesUpShareOneSeries() {
    for (int i = 0; i < MatchMetrics.MOST_NAMES + 10; i++) {
      metrics.count("name-" + i, MatchKeys.of(List.of(), List.of()));
    }
    metrics.count("name-0", MatchKeys.of(List.of(), List.of()));

    assertThat(counted())
        .hasSize(MatchMetrics.MOST_NAMES + 1)
        .containsEntry("meta other delivered_events", 10L)
        .containsEntry("meta name-0 delivered_events", 2L);
  }

  private Map<String, Long> counted() {
    Map<String, Long> counted = new TreeMap<>();
    counters.forEach((name, counter) -> counted.put(name, counter.getCount()));
    return counted;
  }
}
