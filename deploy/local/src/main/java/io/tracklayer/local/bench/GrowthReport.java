package io.tracklayer.local.bench;

import static io.tracklayer.local.bench.Rounded.hundredths;
import static io.tracklayer.local.bench.Rounded.tenths;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.output.TextTable;
import io.tracklayer.local.bench.StageResult.Measured;
import java.util.List;
import java.util.Optional;

/**
 * How the cost of an event grows.
 *
 * @param hasCpu whether the system tells the CPU time of processes
 */
record GrowthReport(List<GrowthResult> results, boolean hasCpu) {

  private static final double MEBIBYTE = 1 << 20;

  GrowthReport {
    results = List.copyOf(results);
  }

  /** For people. */
  List<String> lines() {
    TextTable table =
        new TextTable(
            "RESOLVE WITH",
            "CPU US",
            "JOB",
            "BROKER",
            "X FIRST",
            "EVENTS/S",
            "LOOP",
            "FOREST MIB",
            "STATE MIB",
            "ADDED MIB",
            "CHECKPOINT MS",
            "START S");
    for (GrowthResult one : results) {
      Measured measured = one.measured();
      CheckpointFigures checkpoints = one.checkpoints();
      table.row(
          one.point().text(),
          hasCpu ? tenths(measured.cpuMicros().median()) : null,
          hasCpu ? tenths(measured.jobMicros()) : null,
          hasCpu ? tenths(measured.brokerMicros()) : null,
          toFirst(one).map("%.2f"::formatted).orElse(null),
          "%,.0f".formatted(measured.eventsPerSecond().median()),
          "%.2f".formatted(one.loopRecords()),
          tenths(checkpoints.forestBytes() / MEBIBYTE),
          tenths(checkpoints.bytes() / MEBIBYTE),
          tenths(checkpoints.addedBytes() / MEBIBYTE),
          "%,d".formatted(checkpoints.millis()),
          tenths(one.start().toMillis() / 1000.0));
    }
    return table.lines();
  }

  /** For programs: an object for each point. */
  void addTo(ArrayNode points) {
    for (GrowthResult one : results) {
      GrowthPoint point = one.point();
      Measured measured = one.measured();
      ObjectNode json = points.addObject();
      json.put("series", point.series().text()).put("parallelism", point.parallelism());
      if (point.identifiers() > 0) {
        json.put("identifiers", point.identifiers()).put("devices", point.devices());
      }
      if (hasCpu) {
        json.put("cpu_us", hundredths(measured.cpuMicros().median()))
            .put("job_us", hundredths(measured.jobMicros()))
            .put("broker_us", hundredths(measured.brokerMicros()));
      }
      toFirst(one).ifPresent(ratio -> json.put("cpu_to_first", hundredths(ratio)));
      json.put("jit_share", hundredths(measured.jitShare()))
          .put("events_per_second", Math.round(measured.eventsPerSecond().median()))
          .put("loop_records", hundredths(one.loopRecords()))
          .put("forest_bytes", one.checkpoints().forestBytes())
          .put("state_bytes", one.checkpoints().bytes())
          .put("added_bytes", one.checkpoints().addedBytes())
          .put("checkpoint_ms", one.checkpoints().millis())
          .put("start_ms", one.start().toMillis())
          .put("complete", measured.isComplete());
    }
  }

  /** CPU time, in multiples of that of the first point of its series. */
  private Optional<Double> toFirst(GrowthResult one) {
    if (!hasCpu) {
      return Optional.empty();
    }
    return results.stream()
        .filter(other -> other.point().series() == one.point().series())
        .findFirst()
        .map(first -> one.measured().cpuMicros().median() / first.measured().cpuMicros().median())
        .filter(Double::isFinite);
  }
}
