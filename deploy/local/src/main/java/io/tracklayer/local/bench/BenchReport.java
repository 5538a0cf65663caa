package io.tracklayer.local.bench;

import static io.tracklayer.local.bench.Rounded.hundredths;
import static io.tracklayer.local.bench.Rounded.tenths;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.output.TextTable;
import io.tracklayer.contract.json.Json;
import io.tracklayer.local.bench.StageResult.Measured;
import io.tracklayer.local.bench.StageResult.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of a benchmark.
 *
 * @param hasCpu whether the system tells the CPU time of the processes
 * @param jitIsApart whether it tells that of the JIT compilers apart, which is then left out
 * @param versions of what was measured, by name
 */
record BenchReport(
    BenchPlan plan,
    Machine machine,
    Map<String, String> versions,
    boolean hasCpu,
    boolean jitIsApart,
    List<StageResult> results,
    List<GrowthResult> growth) {

  /** With more, compiled code was still changing while it was measured. */
  private static final double QUIET_JIT = 0.03;

  BenchReport {
    results = List.copyOf(results);
    growth = List.copyOf(growth);
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d cores, %d MiB of memory, %s, %s"
            .formatted(machine.cores(), machine.memoryMiB(), machine.os(), machine.java()));
    versions.forEach((name, version) -> lines.add(name + " " + version));
    if (growth.isEmpty()) {
      lines.add(
          "%,d raw events of %,d people, seed %d, parallelism %d"
              .formatted(plan.events(), plan.users(), plan.seed(), StageInput.PARALLELISM));
      lines.add("");
      lines.addAll(table().lines());
    } else {
      lines.add("%,d raw events at each point, seed %d".formatted(plan.events(), plan.seed()));
      lines.add("");
      lines.addAll(growthReport().lines());
    }
    List<String> remarks = remarks();
    if (!remarks.isEmpty()) {
      lines.add("");
      lines.addAll(remarks);
    }
    if (plan.profile()) {
      measured().forEach(stage -> lines.addAll(profile(stage)));
    }
    return lines;
  }

  private TextTable table() {
    TextTable table =
        new TextTable(
            "STAGE", "EVENTS/S", "LOWEST", "HIGHEST", "CPU US", "JOB", "BROKER", "X YARDSTICK");
    for (Measured stage : measured()) {
      Spread rate = stage.eventsPerSecond();
      table.row(
          stage.stage().text(),
          whole(rate.median()),
          whole(rate.low()),
          whole(rate.high()),
          hasCpu ? tenths(stage.cpuMicros().median()) : null,
          hasCpu ? tenths(stage.jobMicros()) : null,
          hasCpu ? tenths(stage.brokerMicros()) : null,
          toYardstick(stage).map(Rounded::tenths).orElse(null));
    }
    return table;
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (StageResult result : results) {
      if (result instanceof Skipped skipped) {
        remarks.add(skipped.stage().text() + ": skipped: " + skipped.reason());
      }
    }
    measured().forEach(stage -> remarks.addAll(remarks(stage.stage().text(), stage)));
    growth.forEach(one -> remarks.addAll(remarks(one.point().text(), one.measured())));
    if (!hasCpu) {
      remarks.add("this system does not tell the CPU time of processes");
    } else if (!jitIsApart) {
      remarks.add(
          "this system has no /proc: CPU times include the JIT compilers, and there is no profile");
    }
    if (machine.wasBusy()) {
      remarks.add(
          "the machine was busy when this began (load %.1f): do not trust the figures"
              .formatted(machine.load()));
    }
    return remarks;
  }

  private static List<String> remarks(String name, Measured measured) {
    List<String> remarks = new ArrayList<>();
    if (!measured.isComplete()) {
      remarks.add("%s: stopped after %,.0f events".formatted(name, measured.events()));
    }
    if (measured.jitShare() > QUIET_JIT) {
      remarks.add(
          ("%s: not warm yet, the JIT compilers took %.0f %% of the CPU time beside what is shown;"
                  + " give it more --events")
              .formatted(name, 100 * measured.jitShare()));
    }
    return remarks;
  }

  private GrowthReport growthReport() {
    return new GrowthReport(growth, hasCpu);
  }

  private static List<String> profile(Measured stage) {
    TextTable table = new TextTable(stage.stage().text().toUpperCase(Locale.ROOT), "CPU US");
    StepProfile.of(stage.rounds())
        .forEach(
            (step, micros) -> {
              if (micros >= 0.05) {
                table.row(step, tenths(micros));
              }
            });
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(table.lines());
    return lines;
  }

  /** For programs. A stage that was skipped or not asked for is missing in all but the reasons. */
  ObjectNode json() {
    ObjectNode json = Json.object();
    json.putObject("machine")
        .put("cores", machine.cores())
        .put("memory_mib", machine.memoryMiB())
        .put("os", machine.os())
        .put("java", machine.java())
        .put("load", machine.load());
    ObjectNode versionsByName = json.putObject("versions");
    versions.forEach(versionsByName::put);
    json.put("events", plan.events()).put("users", plan.users()).put("seed", plan.seed());
    ObjectNode medians = json.putObject("medians");
    ObjectNode spreads = json.putObject("spreads");
    ObjectNode cpu = json.putObject("cpu_us");
    ObjectNode jit = json.putObject("jit_share");
    for (Measured stage : measured()) {
      String name = stage.stage().text();
      Spread rate = stage.eventsPerSecond();
      medians.put(name, Math.round(rate.median()));
      spreads.putArray(name).add(Math.round(rate.low())).add(Math.round(rate.high()));
      if (hasCpu) {
        cpu.put(name, hundredths(stage.cpuMicros().median()));
      }
      if (jitIsApart) {
        jit.put(name, hundredths(stage.jitShare()));
      }
    }
    putRatios(json.putObject("ratios"));
    ObjectNode skipped = json.putObject("skipped");
    for (StageResult result : results) {
      if (result instanceof Skipped one) {
        skipped.put(one.stage().text(), one.reason());
      }
    }
    if (!growth.isEmpty()) {
      growthReport().addTo(json.putArray("growth"));
    }
    if (plan.profile() && jitIsApart) {
      putProfiles(json.putObject("profile"));
    }
    return json;
  }

  /** By CPU time, except the one to the table, whose server does not spend its time computing. */
  private void putRatios(ObjectNode ratios) {
    ObjectNode toYardstick = ratios.putObject("cpu_to_yardstick");
    measured()
        .forEach(
            stage ->
                toYardstick(stage)
                    .ifPresent(ratio -> toYardstick.put(stage.stage().text(), hundredths(ratio))));
    Optional<Measured> resolve = of(BenchStage.RESOLVE);
    Optional<Measured> table = of(BenchStage.POSTGRES);
    Optional<Measured> memory = of(BenchStage.RESOLVE_IN_MEMORY);
    if (resolve.isPresent() && table.isPresent()) {
      ratios.put(
          "resolve_events_to_postgres",
          hundredths(
              resolve.get().eventsPerSecond().median() / table.get().eventsPerSecond().median()));
    }
    if (hasCpu && resolve.isPresent() && memory.isPresent()) {
      ratios.put(
          "resolve_cpu_to_in_memory",
          hundredths(resolve.get().cpuMicros().median() / memory.get().cpuMicros().median()));
    }
  }

  private void putProfiles(ObjectNode profiles) {
    for (Measured stage : measured()) {
      ObjectNode steps = profiles.putObject(stage.stage().text());
      StepProfile.of(stage.rounds()).forEach((step, micros) -> steps.put(step, hundredths(micros)));
    }
  }

  private Optional<Double> toYardstick(Measured stage) {
    return hasCpu
        ? of(BenchStage.YARDSTICK)
            .map(yardstick -> stage.cpuMicros().median() / yardstick.cpuMicros().median())
            .filter(Double::isFinite)
        : Optional.empty();
  }

  private Optional<Measured> of(BenchStage stage) {
    return measured().stream().filter(one -> one.stage() == stage).findFirst();
  }

  private List<Measured> measured() {
    List<Measured> measured = new ArrayList<>();
    for (StageResult result : results) {
      if (result instanceof Measured one) {
        measured.add(one);
      }
    }
    return measured;
  }

  private static String whole(double number) {
    return "%,.0f".formatted(number);
  }
}
