package io.tracklayer.local.bench;

import io.tracklayer.cli.Commands;
import io.tracklayer.cli.output.OutputFormat;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.json.Json;
import io.tracklayer.local.run.RunLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Measures what an event costs on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures events a second and CPU time an event on this machine: of reading, of each half of"
            + " the job, of both, and of two simpler ways to keep identity; or how that grows. Takes half"
            + " an hour, and some GiB of the directory for temporary files.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer bench --events 2000000 --stages resolve --profile")
public final class BenchCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(BenchCommand.class);
  private static final int EVENTS_OF_A_USER = 20;
  private static final int FEWEST_EVENTS = 1000;
  private static final int FEWEST_IDENTIFIERS = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      defaultValue = "1000000",
      description =
          "number of raw events; the first 60 %% warm up, and fewer than the default may not be"
              + " enough for that (default: ${DEFAULT-VALUE})")
  private int events;

  @Option(names = "--users", description = "number of people (default: one per 20 events)")
  private @Nullable Integer users;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "the same seed gives the same traffic (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--stages",
      paramLabel = "A,B",
      split = ",",
      converter = StageConverter.class,
      completionCandidates = Stages.class,
      description =
          "only these of read, yardstick, intake, resolve, deliver, whole, resolve_in_memory,"
              + " postgres; deliver also runs resolve, whose output it reads")
  private @Nullable List<BenchStage> stages;

  @Option(
      names = "--growth",
      paramLabel = "A,B",
      arity = "0..1",
      split = ",",
      fallbackValue = "sizes,devices,parallelism",
      converter = SeriesConverter.class,
      completionCandidates = Series.class,
      description =
          "measures instead how resolve's cost grows: with the number of known identifiers, with the"
              + " devices of a person, and with parallelism (default: ${FALLBACK-VALUE})")
  private @Nullable List<GrowthSeries> growth;

  @Option(
      names = "--sizes",
      paramLabel = "N,M",
      split = ",",
      defaultValue = "10000,100000,1000000",
      description =
          "numbers of identifiers for --growth; ten million take long (default: ${DEFAULT-VALUE})")
  private List<Integer> sizes;

  @Option(names = "--profile", description = "also shows where the CPU time goes, by step")
  private boolean profile;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, or json: one object (default: ${DEFAULT-VALUE})")
  private OutputFormat output;

  private static final List<String> NAMES =
      Stream.of(BenchStage.values()).map(BenchStage::text).toList();

  /** All of them, for a shell to complete. */
  static final class Stages implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }

  /** The same of {@code --growth}. */
  static final class Series implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return GrowthSeries.NAMES.iterator();
    }
  }

  static final class StageConverter implements ITypeConverter<BenchStage> {
    @Override
    public BenchStage convert(String text) {
      return named(BenchStage.class, text, "stage", NAMES);
    }
  }

  static final class SeriesConverter implements ITypeConverter<GrowthSeries> {
    @Override
    public GrowthSeries convert(String text) {
      return named(GrowthSeries.class, text, "series", GrowthSeries.NAMES);
    }
  }

  private static <E extends Enum<E>> E named(
      Class<E> type, String text, String what, List<String> names) {
    try {
      return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "there is no " + what + " " + text + "; " + Suggestions.didYouMean(text, names));
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException, BenchFailure {
    BenchPlan plan = plan();
    Machine machine = Machine.here();
    PrintWriter err = spec.commandLine().getErr();
    Bench bench =
        new Bench(
            plan,
            Clock.systemUTC(),
            line -> {
              err.println(line);
              err.flush();
            });
    Thread atExit = new Thread(() -> close(bench), "stop");
    Runtime.getRuntime().addShutdownHook(atExit);
    List<StageResult> results = List.of();
    List<GrowthResult> grown = List.of();
    try (bench) {
      RunLog.into(bench.directory());
      if (plan.growth().isEmpty()) {
        results = bench.run();
      } else {
        grown = bench.grow();
      }
    } catch (IOException | BenchFailure e) {
      if (bench.wasStopped()) {
        return ExitCode.SOFTWARE;
      }
      throw e;
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    ProcessClock clock = ProcessClock.ofThisSystem();
    print(
        new BenchReport(
            plan,
            machine,
            versions(),
            clock.tellsProcesses(),
            clock.tellsThreads(),
            results,
            grown));
    return ExitCode.OK;
  }

  private BenchPlan plan() {
    if (events < FEWEST_EVENTS || (users != null && users < 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--events must be at least " + FEWEST_EVENTS + ", --users at least 1");
    }
    int smallest = sizes.stream().mapToInt(Integer::intValue).min().orElse(0);
    if (smallest < FEWEST_IDENTIFIERS) {
      throw new ParameterException(
          spec.commandLine(), "--sizes must be at least " + FEWEST_IDENTIFIERS);
    }
    Set<BenchStage> wanted = EnumSet.allOf(BenchStage.class);
    if (stages != null) {
      wanted.retainAll(stages);
    }
    if (wanted.contains(BenchStage.DELIVER)) {
      wanted.add(BenchStage.RESOLVE);
    }
    return new BenchPlan(
        events,
        users == null ? Math.max(1, events / EVENTS_OF_A_USER) : users,
        seed,
        growth == null ? List.copyOf(wanted) : List.of(),
        growth == null ? List.of() : growthPoints(growth),
        profile);
  }

  private List<GrowthPoint> growthPoints(List<GrowthSeries> series) {
    return EnumSet.copyOf(series).stream().flatMap(one -> one.points(sizes).stream()).toList();
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("TrackLayer", spec.version()[0].replace("TrackLayer ", ""));
    versions.put("Flink", EnvironmentInformation.getVersion());
    versions.put("Kafka", AppInfoParser.getVersion());
    return versions;
  }

  private void print(BenchReport report) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TABLE -> report.lines().forEach(out::println);
      case JSON -> out.println(Json.text(report.json()));
    }
    out.flush();
  }

  private static void close(Bench bench) {
    try {
      bench.stop();
    } catch (IOException e) {
      LOG.warn("not everything could be removed", e);
    }
  }
}
