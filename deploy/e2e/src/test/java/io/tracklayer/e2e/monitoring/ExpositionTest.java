package io.tracklayer.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.rudderstack.http.ReceiverMetric;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the comparison with what was scraped finds what it is for. */
class ExpositionTest {

  private static final Exposition SCRAPED =
      new Exposition(
          """
          # HELP tracklayer_receiver_overloaded 1 while requests are answered 429
          # TYPE tracklayer_receiver_overloaded gauge
          tracklayer_receiver_overloaded 0.0
          tracklayer_receiver_events_total{reason="too \\"deep\\"",outcome="a{b}"} 1.0
          tracklayer_receiver_jvm_memory_used_bytes{area="heap"} 1.0
          tracklayer_receiver_hiccups 3
          flink_jobmanager_numRunningJobs{host="localhost",} 1.0
          """);

  @Test
  void whatIsMissingUndeclaredOrLabelledOtherwiseIsFound() {
    assertThat(
            SCRAPED.differencesFrom(
                List.of(
                    ReceiverMetric.OVERLOADED,
                    ReceiverMetric.EVENTS,
                    ReceiverMetric.KAFKA_REACHABLE)))
        .containsExactly(
            "tracklayer_receiver_kafka_reachable was not seen",
            "tracklayer_receiver_events_total has the labels [outcome, reason]",
            "tracklayer_receiver_hiccups is not declared");
  }

  @Test
  void aQueryOfAMetricOrALabelThatIsNotThereIsFound() {
    assertThat(
            SCRAPED.lacking(
                List.of(
                    new Query("good", "sum by (host) (flink_jobmanager_numRunningJobs)"),
                    new Query("job", "max(tracklayer_receiver_overloaded{job=\"receiver\"}) > 0"),
                    new Query("label", "sum by (result) (tracklayer_receiver_events_total)"),
                    new Query("name", "max(tracklayer_receiver_overload)"))))
        .containsExactly(
            "label: tracklayer_receiver_events_total[result]",
            "name: tracklayer_receiver_overload[]");
  }
}
