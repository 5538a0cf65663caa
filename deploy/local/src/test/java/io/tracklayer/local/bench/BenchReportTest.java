package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BenchReportTest {

  private static final StageResult YARDSTICK = measured(BenchStage.YARDSTICK, 100_000, 5, 0);
  private static final StageResult RESOLVE = measured(BenchStage.RESOLVE, 20_000, 60, 0);
  private static final StageResult IN_MEMORY =
      measured(BenchStage.RESOLVE_IN_MEMORY, 25_000, 48, 0);
  private static final StageResult TABLE = measured(BenchStage.POSTGRES, 1_000, 900, 0);

  @Test
  void theTableShowsEachStageBesideTheYardstick() {
    List<String> lines = report(true, true, YARDSTICK, RESOLVE).lines();

    assertThat(lines)
        .contains("1,000 raw events of 50 people, seed 7, parallelism 2")
        .anySatisfy(
            line ->
                assertThat(line.split(" +"))
                    .containsExactly(
                        "resolve", "20,000", "18,000", "22,000", "60.0", "50.0", "10.0", "12.0"));
    assertThat(lines).noneMatch(line -> line.contains("busy") || line.contains("warm"));
  }

  @Test
  void whatLimitsTheFiguresIsSaidBelowTheTable() {
    assertThat(
            report(
                    true,
                    true,
                    measured(BenchStage.RESOLVE, 20_000, 60, 9),
                    new StageResult.Skipped(BenchStage.POSTGRES, "no PostgreSQL here"))
                .lines())
        .contains("postgres: skipped: no PostgreSQL here")
        .anyMatch(line -> line.startsWith("resolve: not warm yet"));
    assertThat(report(true, false, RESOLVE).lines())
        .anyMatch(line -> line.contains("CPU times include the JIT compilers"));
    assertThat(report(false, false, RESOLVE).lines())
        .contains("this system does not tell the CPU time of processes")
        .noneMatch(line -> line.contains("60.0"));
  }

  @Test
  void aBusyMachineIsSaidToBe() {
    BenchPlan plan = new BenchPlan(1_000, 50, 7, List.of(BenchStage.RESOLVE), false);
    Machine busy = new Machine(2, 4_096, "Linux", "Java", 3.5);

    assertThat(new BenchReport(plan, busy, Map.of(), true, true, List.of(RESOLVE)).lines())
        .anyMatch(line -> line.contains("the machine was busy when this began (load 3.5)"));
  }

  @Test
  void theJsonHasTheFiguresOfEachStageByItsName() {
    ObjectNode json = report(true, true, YARDSTICK, RESOLVE, IN_MEMORY, TABLE).json();

    assertThat(json.at("/medians/resolve").asLong()).isEqualTo(20_000);
    assertThat(json.at("/spreads/resolve/0").asLong()).isEqualTo(18_000);
    assertThat(json.at("/cpu_us/resolve").asDouble()).isEqualTo(60);
    assertThat(json.at("/ratios/cpu_to_yardstick/resolve").asDouble()).isEqualTo(12);
    assertThat(json.at("/ratios/resolve_events_to_postgres").asDouble()).isEqualTo(20);
    assertThat(json.at("/ratios/resolve_cpu_to_in_memory").asDouble()).isEqualTo(1.25);
  }

  @Test
  void theJsonFollowsItsSchema() throws IOException {
    Schema schema = schema();
    StageResult skipped = new StageResult.Skipped(BenchStage.POSTGRES, "no PostgreSQL here");
    ObjectNode json = report(true, true, YARDSTICK, RESOLVE, IN_MEMORY, skipped).json();

    assertThat(schema.validate(json)).isEmpty();
    assertThat(schema.validate(report(false, false, RESOLVE).json())).isEmpty();
    json.withObject("/medians").put("resolved", 1);
    assertThat(schema.validate(json)).isNotEmpty();
  }

  private static Schema schema() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(BenchReport.class.getResourceAsStream("report.schema.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Json.parse(file.readAllBytes()));
    }
  }

  private static BenchReport report(boolean hasCpu, boolean jitIsApart, StageResult... results) {
    return new BenchReport(
        new BenchPlan(1_000, 50, 7, List.of(BenchStage.values()), true),
        new Machine(2, 4_096, "Linux", "Java", 0.1),
        Map.of("TrackLayer", "0.1.0"),
        hasCpu,
        jitIsApart,
        List.of(results));
  }

  /** Three rounds around a rate; of the CPU time, 10 µs an event are the broker's. */
  private static StageResult measured(BenchStage stage, int rate, int micros, int jitMicros) {
    List<Round> rounds =
        List.of(
            round(rate * 0.9, micros, jitMicros),
            round(rate, micros, jitMicros),
            round(rate * 1.1, micros, jitMicros));
    return new StageResult.Measured(stage, rounds, true, 1_000);
  }

  private static Round round(double rate, int micros, int jitMicros) {
    int broker = Math.min(10, micros);
    long job = micros - broker;
    return new Round(
        1_000 / rate,
        1_000,
        new CpuTimes(1_000 * (job + jitMicros), 1_000L * jitMicros, Map.of("Forest", 1_000 * job)),
        new CpuTimes(1_000L * broker, 0, Map.of()));
  }
}
