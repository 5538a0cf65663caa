package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
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

  private static final GrowthPoint SMALL = new GrowthPoint(GrowthSeries.SIZES, 100_000, 3, 2);
  private static final GrowthPoint LARGE = new GrowthPoint(GrowthSeries.SIZES, 1_000_000, 3, 2);
  private static final GrowthPoint ALONE = new GrowthPoint(GrowthSeries.PARALLELISM, 0, 0, 1);

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
    BenchPlan plan = new BenchPlan(1_000, 50, 7, List.of(BenchStage.RESOLVE), List.of(), false);
    Machine busy = new Machine(2, 4_096, "Linux", "Java", 3.5);

    assertThat(
            new BenchReport(plan, busy, Map.of(), true, true, List.of(RESOLVE), List.of()).lines())
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
  void growthIsShownBesideTheFirstPointOfItsSeries() {
    BenchReport report =
        growth(true, grown(SMALL, 50, 0), grown(LARGE, 75, 9), grown(ALONE, 100, 0));

    assertThat(report.lines())
        .contains("1,000 raw events at each point, seed 7")
        .anySatisfy(
            line ->
                assertThat(line.split("  +"))
                    .containsExactly(
                        "1,000,000 identifiers",
                        "75.0",
                        "65.0",
                        "10.0",
                        "1.50",
                        "20,000",
                        "0.25",
                        "20.0",
                        "30.0",
                        "10.0",
                        "1,500",
                        "9.1"))
        .anyMatch(line -> line.startsWith("1,000,000 identifiers: not warm yet"));
    assertThat(report.json().at("/growth/1/cpu_to_first").asDouble()).isEqualTo(1.5);
    assertThat(report.json().at("/growth/2/cpu_to_first").asDouble()).isEqualTo(1);
    assertThat(report.json().at("/growth/2/parallelism").asInt()).isEqualTo(1);
  }

  @Test
  void growthFollowsTheSchemaWithAndWithoutCpuTimes() throws IOException {
    ObjectNode json = growth(true, grown(SMALL, 50, 0), grown(ALONE, 75, 0)).json();

    assertThat(schema().validate(json)).isEmpty();
    assertThat(schema().validate(growth(false, grown(SMALL, 50, 0)).json())).isEmpty();
    json.withArray("/growth").addObject();
    assertThat(schema().validate(json)).isNotEmpty();
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
        new BenchPlan(1_000, 50, 7, List.of(BenchStage.values()), List.of(), true),
        new Machine(2, 4_096, "Linux", "Java", 0.1),
        Map.of("TrackLayer", "0.1.0"),
        hasCpu,
        jitIsApart,
        List.of(results),
        List.of());
  }

  private static BenchReport growth(boolean hasCpu, GrowthResult... growth) {
    return new BenchReport(
        new BenchPlan(
            1_000,
            50,
            7,
            List.of(),
            Arrays.stream(growth).map(GrowthResult::point).toList(),
            false),
        new Machine(2, 4_096, "Linux", "Java", 0.1),
        Map.of("TrackLayer", "0.1.0"),
        hasCpu,
        hasCpu,
        List.of(),
        List.of(growth));
  }

  private static GrowthResult grown(GrowthPoint point, int micros, int jitMicros) {
    return new GrowthResult(
        point,
        measured(BenchStage.RESOLVE, 20_000, micros, jitMicros),
        0.25,
        new CheckpointFigures(30 << 20, 20 << 20, 10 << 20, 1_500),
        Duration.ofMillis(9_100));
  }

  /** Three rounds around a rate; of the CPU time, 10 µs an event are the broker's. */
  private static StageResult.Measured measured(
      BenchStage stage, int rate, int micros, int jitMicros) {
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
