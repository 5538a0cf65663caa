package io.tracklayer.cli;

import io.tracklayer.cli.output.Colours;
import io.tracklayer.cli.output.OutputFormat;
import io.tracklayer.cli.output.TextTable;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DurationText;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.topics.KafkaUnavailableException;
import io.tracklayer.job.topics.TopicCheck;
import io.tracklayer.job.topics.TopicPlan;
import io.tracklayer.job.topics.TopicProblem;
import io.tracklayer.job.topics.TopicReport;
import io.tracklayer.job.topics.TopicState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the topics of a Kafka cluster with what the installation needs. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description =
        "Shows the partitions and the retention of each topic, and reports topics that are missing"
            + " and retention that is too short.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer topics --config tracklayer.yaml --create")
public final class TopicsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "F", required = true, description = "configuration file")
  private Path file;

  @Option(names = "--create", description = "create the topics that are missing")
  private boolean create;

  @Option(
      names = "--partitions",
      defaultValue = "" + TopicPlan.DEFAULT_PARTITIONS,
      description = "partitions of each topic (default: ${DEFAULT-VALUE})")
  private int partitions;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "table, or json: one object for each topic, a line each (default: ${DEFAULT-VALUE})")
  private OutputFormat output;

  /**
   * A topic, for programs.
   *
   * @param created whether this call has created it
   * @param partitions null when there is no such topic
   * @param retentionMs null when its records are kept forever, and when there is no such topic
   */
  private record Listed(
      String topic,
      boolean created,
      @Nullable Integer partitions,
      @Nullable Long retentionMs,
      List<Problem> problems) {

    record Problem(String severity, String message) {}

    static Listed of(TopicReport report, boolean created) {
      Optional<TopicState.Present> found =
          report.state() instanceof TopicState.Present present
              ? Optional.of(present)
              : Optional.empty();
      return new Listed(
          report.need().name(),
          created,
          found.map(TopicState.Present::partitions).orElse(null),
          found.map(TopicState.Present::retention).map(Duration::toMillis).orElse(null),
          report.problems().stream()
              .map(problem -> new Problem(severity(problem), problem.message()))
              .toList());
    }
  }

  @Override
  public Integer call() throws KafkaUnavailableException {
    PrintWriter err = spec.commandLine().getErr();
    Optional<TrackLayerConfig> config = ConfigFile.read(file, err);
    if (config.isEmpty()) {
      return ExitCode.USAGE;
    }
    if (!config.get().hasKafka()) {
      err.println(file.getFileName() + ": kafka is missing; add it, with bootstrap_servers");
      return ExitCode.USAGE;
    }
    if (partitions < 1) {
      throw new ParameterException(spec.commandLine(), "--partitions must be at least 1");
    }
    TopicPlan plan = TopicPlan.of(config.get(), partitions);
    try (TopicCheck topics = TopicCheck.connect(config.get().kafka(), Secrets.ofThisProcess())) {
      List<String> created = create ? topics.create(plan) : List.of();
      List<TopicReport> reports = topics.check(plan);
      switch (output) {
        case TABLE -> print(created, reports);
        case JSON ->
            reports.forEach(
                report ->
                    spec.commandLine()
                        .getOut()
                        .println(
                            Json.text(Listed.of(report, created.contains(report.need().name())))));
      }
      return exitCode(reports);
    }
  }

  private void print(List<String> created, List<TopicReport> reports) {
    PrintWriter out = spec.commandLine().getOut();
    Colours colours = Colours.of(spec.commandLine());
    created.forEach(name -> out.println("created " + name));
    TextTable table = new TextTable("TOPIC", "PARTITIONS", "RETENTION");
    reports.forEach(report -> table.row(cells(report)));
    table.lines(colours).forEach(out::println);
    for (TopicReport report : reports) {
      for (TopicProblem problem : report.problems()) {
        String severity = severity(problem);
        out.println((problem.isFatal() ? colours.bad(severity) : severity) + ": " + problem);
      }
    }
  }

  private static int exitCode(List<TopicReport> reports) {
    boolean fatal =
        reports.stream().flatMap(r -> r.problems().stream()).anyMatch(TopicProblem::isFatal);
    return fatal ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static @Nullable Object[] cells(TopicReport report) {
    return report.state() instanceof TopicState.Present present
        ? new @Nullable Object[] {
          report.need().name(), present.partitions(), retention(present.retention())
        }
        : new @Nullable Object[] {report.need().name(), null, "missing"};
  }

  private static String retention(@Nullable Duration retention) {
    return retention == null ? "forever" : DurationText.of(retention);
  }

  private static String severity(TopicProblem problem) {
    return problem.isFatal() ? "error" : "warning";
  }
}
