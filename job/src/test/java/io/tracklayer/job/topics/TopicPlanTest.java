package io.tracklayer.job.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.DedupConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.ViewConfig;
import io.tracklayer.job.topics.TopicProblem.Fault;
import io.tracklayer.job.topics.TopicState.Missing;
import io.tracklayer.job.topics.TopicState.Present;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

  private static final int MIB = 1024 * 1024;

  static TrackLayerConfig config(String bootstrapServers, Duration deliveryWindow) {
    return new TrackLayerConfig(
        new KafkaConfig(bootstrapServers, "shop", Map.of(), null),
        List.of(),
        null,
        new DedupConfig(Duration.ofDays(2), Duration.ofDays(30), deliveryWindow),
        new ConsentConfig(false, Map.of()),
        List.of(),
        ViewConfig.OFF);
  }

  private static TopicNeed need(String name, Duration deliveryWindow) {
    return TopicPlan.of(config("x:1", deliveryWindow)).topics().stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyTopicIsPlannedOnce() {
    assertThat(TopicPlan.of(config("x:1", Duration.ofDays(7))).topics())
        .extracting(TopicNeed::name)
        .containsExactlyInAnyOrder(
            "shop.raw",
            "shop.rejected",
            "shop.loop",
            "shop.identity",
            "shop.canonical",
            "shop.deliveries",
            "shop.claims",
            "shop.consent",
            "shop.breakers",
            "shop.quality",
            "shop.control",
            "shop.dead-letters");
  }

  @Test
  void deliveriesAreKeptForTheDeliveryWindowAndAWeekAtLeast() {
    assertThat(need("shop.deliveries", Duration.ofDays(21)).retention())
        .isEqualTo(Duration.ofDays(21));
    assertThat(need("shop.deliveries", Duration.ofDays(1)).retention())
        .isEqualTo(Duration.ofDays(7));
  }

  @Test
  void whatMayHoldAWholeRequestTakesLargeMessages() {
    assertThat(need("shop.raw", Duration.ofDays(7)).maxMessageBytes()).isEqualTo(8 * MIB);
    assertThat(need("shop.rejected", Duration.ofDays(7)).maxMessageBytes()).isEqualTo(8 * MIB);
    assertThat(need("shop.canonical", Duration.ofDays(7)).maxMessageBytes()).isEqualTo(MIB);
  }

  @Test
  void aTopicThatKeepsRecordsForeverHasNoProblem() {
    TopicNeed raw = need("shop.raw", Duration.ofDays(7));
    assertThat(TopicReport.of(raw, new Present(12, null, -1, "delete", 8 * MIB)).problems())
        .isEmpty();
  }

  @Test
  void whatOperatorsWantIsKeptByKeyAndNeverDroppedByAge() {
    TopicNeed control = need("shop.control", Duration.ofDays(7));
    assertThat(TopicReport.of(control, new Present(1, null, -1, "compact", MIB)).problems())
        .isEmpty();
    assertThat(TopicReport.of(control, new Present(1, null, -1, "compact,delete", MIB)).problems())
        .extracting(TopicProblem::fault, TopicProblem::message)
        .containsExactly(
            tuple(
                Fault.WRONG_CLEANUP_POLICY,
                "cleanup.policy is compact,delete, which drops records by age: set it to"
                    + " compact"));
  }

  @Test
  void allProblemsOfATopicAreFoundAtOnce() {
    TopicNeed raw = need("shop.raw", Duration.ofDays(7));
    assertThat(
            TopicReport.of(raw, new Present(1, Duration.ofHours(36), 500, "compact,delete", MIB))
                .problems())
        .extracting(TopicProblem::fault, TopicProblem::isFatal, TopicProblem::message)
        .containsExactly(
            tuple(
                Fault.WRONG_CLEANUP_POLICY,
                true,
                "cleanup.policy is compact,delete, which drops records that share a key: set it to"
                    + " delete"),
            tuple(
                Fault.RETENTION_TOO_SHORT,
                true,
                "keeps records for 36h, 7d are needed: set retention.ms to 604800000"),
            tuple(
                Fault.RETENTION_TOO_SHORT,
                true,
                "drops records beyond 500 bytes a partition, however young they are: set"
                    + " retention.bytes to -1"),
            tuple(
                Fault.MESSAGE_SIZE_TOO_SMALL,
                true,
                "takes messages of up to 1048576 bytes: set max.message.bytes to 8388608"),
            tuple(
                Fault.TOO_FEW_PARTITIONS,
                false,
                "has 1 partitions, 12 are planned; at most one subtask per partition can read it"));
  }

  @Test
  void aShortRetentionOfTopicsThatOnlyPeopleReadIsAWarning() {
    TopicNeed rejected = need("shop.rejected", Duration.ofDays(7));
    assertThat(
            TopicReport.of(rejected, new Present(12, Duration.ofDays(3), -1, "delete", 8 * MIB))
                .problems())
        .extracting(TopicProblem::fault, TopicProblem::isFatal)
        .containsExactly(tuple(Fault.RETENTION_TOO_SHORT, false));
  }

  @Test
  void aMissingTopicIsFatalAndSaysHowToCreateIt() {
    TopicReport report = TopicReport.of(need("shop.loop", Duration.ofDays(7)), new Missing());
    assertThat(report.isMissing()).isTrue();
    assertThat(report.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.isFatal()).isTrue();
              assertThat(problem.toString()).startsWith("shop.loop: ").contains("topics --create");
            });
  }
}
