package io.tracklayer.cli;

import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
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
import picocli.CommandLine.Spec;

/** Compares the topics of a Kafka cluster with what the installation needs. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description =
        "Shows the partitions and the retention of each topic, and reports topics that are missing"
            + " and retention that is too short.")
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
    TopicPlan plan = TopicPlan.of(config.get(), partitions);
    try (TopicCheck topics = TopicCheck.connect(config.get().kafka(), Secrets.ofThisProcess())) {
      if (create) {
        topics.create(plan).forEach(name -> spec.commandLine().getOut().println("created " + name));
      }
      return report(topics.check(plan));
    }
  }

  private int report(List<TopicReport> reports) {
    PrintWriter out = spec.commandLine().getOut();
    for (TopicReport report : reports) {
      out.printf("%-32s %s%n", report.need().name(), state(report.state()));
      report.problems().forEach(problem -> out.println("  " + label(problem) + problem.message()));
    }
    boolean fatal =
        reports.stream().flatMap(r -> r.problems().stream()).anyMatch(TopicProblem::isFatal);
    return fatal ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static String state(TopicState state) {
    if (state instanceof TopicState.Present present) {
      return present.partitions() + " partitions, " + retention(present.retention());
    }
    return "missing";
  }

  private static String retention(@Nullable Duration retention) {
    if (retention == null) {
      return "kept forever";
    }
    return retention.toDays() > 0
        ? "kept for " + retention.toDays() + "d"
        : "kept for " + retention.toMinutes() + "m";
  }

  private static String label(TopicProblem problem) {
    return problem.isFatal() ? "error   " : "warning ";
  }
}
