package io.tracklayer.job.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.job.topics.TopicProblem.Fault;
import io.tracklayer.job.topics.TopicState.Present;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicCheckIT {

  @Test
  void topicsThatItCreatesPassItsOwnCheckAndWrongOnesAreNamed(@TempDir Path directory)
      throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(directory)) {
      TrackLayerConfig config = TopicPlanTest.config(kafka.bootstrapServers(), Duration.ofDays(21));
      TopicPlan plan = TopicPlan.of(config, 3);
      try (Admin admin =
          Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
        admin
            .createTopics(
                List.of(
                    new NewTopic("shop.deliveries", 3, (short) 1)
                        .configs(Map.of("retention.ms", "604800000")),
                    new NewTopic("shop.loop", 2, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact", "retention.ms", "-1"))))
            .all()
            .get(20, TimeUnit.SECONDS);
      }
      try (TopicCheck check = TopicCheck.connect(config.kafka(), Secrets.ofThisProcess())) {
        assertThat(check.create(plan))
            .containsExactlyInAnyOrder(
                "shop.raw",
                "shop.rejected",
                "shop.identity",
                "shop.canonical",
                "shop.claims",
                "shop.consent",
                "shop.breakers",
                "shop.quality",
                "shop.control",
                "shop.dead-letters");
        assertThat(check.create(plan)).isEmpty();

        Map<String, List<Fault>> found = new HashMap<>();
        for (TopicReport report : check.check(plan)) {
          found.put(
              report.need().name(), report.problems().stream().map(TopicProblem::fault).toList());
          if (report.need().name().equals("shop.raw")) {
            assertThat(report.state())
                .isEqualTo(new Present(3, Duration.ofDays(7), -1, "delete", 8 * 1024 * 1024));
          }
        }
        assertThat(found)
            .containsOnly(
                Map.entry("shop.raw", List.of()),
                Map.entry("shop.rejected", List.of()),
                Map.entry("shop.identity", List.of()),
                Map.entry("shop.canonical", List.of()),
                Map.entry("shop.claims", List.of()),
                Map.entry("shop.consent", List.of()),
                Map.entry("shop.breakers", List.of()),
                Map.entry("shop.quality", List.of()),
                Map.entry("shop.control", List.of()),
                Map.entry("shop.dead-letters", List.of()),
                Map.entry("shop.deliveries", List.of(Fault.RETENTION_TOO_SHORT)),
                Map.entry(
                    "shop.loop", List.of(Fault.WRONG_CLEANUP_POLICY, Fault.TOO_FEW_PARTITIONS)));
      }
    }
  }

  @Test
  void aClusterThatCannotBeReachedIsSaidSoWithinTheTimeout() throws Exception {
    TrackLayerConfig config = TopicPlanTest.config("localhost:1", Duration.ofDays(7));
    try (TopicCheck check =
        TopicCheck.connect(config.kafka(), Secrets.ofThisProcess(), Duration.ofSeconds(2))) {
      assertThatThrownBy(() -> check.check(TopicPlan.of(config)))
          .isInstanceOf(KafkaUnavailableException.class)
          .hasMessageContaining("localhost:1")
          .hasMessageContaining("did not answer within 2s")
          .hasMessageContaining("kafka.bootstrap_servers");
    }
  }

  @Test
  void propertiesThatNoClientTakesAreRefusedWithoutQuotingThem() {
    KafkaConfig kafka = new KafkaConfig("localhost:1", "shop", Map.of("retries", "canary"), null);
    assertThatThrownBy(() -> TopicCheck.connect(kafka, Secrets.ofThisProcess()))
        .isInstanceOf(KafkaUnavailableException.class)
        .hasMessageContaining("kafka.properties")
        .hasMessageNotContaining("canary");
  }
}
