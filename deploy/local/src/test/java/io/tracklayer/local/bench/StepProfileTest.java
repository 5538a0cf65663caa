package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepProfileTest {

  @Test
  void threadsOfOneStepAreAddedAndTheJitIsLeftOut() {
    CpuTimes job =
        new CpuTimes(
            1_000,
            400,
            Map.of(
                "C2 CompilerThre", 400L,
                "Forest -> (Mess", 300L,
                "kafka-producer-", 150L,
                "G1 Conc#0", 20L,
                "GC Thread#1", 30L));

    Map<String, Double> profile =
        StepProfile.of(
            List.of(new Round(1, 50, job, CpuTimes.NONE), new Round(1, 50, job, CpuTimes.NONE)));

    assertThat(profile.keySet())
        .containsExactly(
            "forest and canonical events",
            "Kafka producers",
            "threads that have ended",
            "garbage collection");
    assertThat(profile)
        .containsEntry("forest and canonical events", 6.0)
        .containsEntry("garbage collection", 1.0)
        .containsEntry("threads that have ended", 2.0);
  }

  @Test
  void threadsOfNoKnownStepKeepTheirNameWithoutTheNumberOfTheSubtask() {
    assertThat(StepProfile.group("Something (2/2)")).isEqualTo("Something");
    assertThat(StepProfile.group("Something (1/2")).isEqualTo("Something");
  }
}
