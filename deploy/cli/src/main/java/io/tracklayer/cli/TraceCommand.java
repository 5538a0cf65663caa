package io.tracklayer.cli;

import io.tracklayer.cli.trace.TopicScan;
import io.tracklayer.cli.trace.Trace;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints everything that is known of one event. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description =
        "Prints everything known about one event, in order: when it was received, why it was"
            + " filtered or rejected, which event it duplicates, which profiles it linked, merged or"
            + " kept apart, its consent, and each attempt to deliver it.")
public final class TraceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      description = "message id, event id, or the id of an order, lead or refund")
  private String id;

  @Option(names = "--config", paramLabel = "F", description = "configuration file")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "directory of a local run, in place of --config")
  private @Nullable Path data;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Optional<KafkaConfig> kafka = data != null ? LocalRunKafka.of(data, err) : ofConfig(err);
    if (kafka.isEmpty()) {
      return ExitCode.USAGE;
    }
    List<String> lines;
    try (TopicScan scan = new TopicScan(kafka.get(), Secrets.ofThisProcess())) {
      lines = Trace.of(id, kafka.get().topics(), scan);
    }
    if (lines.isEmpty()) {
      err.println("nothing is known about " + id);
      return ExitCode.SOFTWARE;
    }
    lines.forEach(spec.commandLine().getOut()::println);
    return ExitCode.OK;
  }

  private Optional<KafkaConfig> ofConfig(PrintWriter err) {
    Path file = config;
    if (file == null) {
      err.println("give --config F, or --data DIR of a local run");
      return Optional.empty();
    }
    return ConfigFile.read(file, err).flatMap(read -> ConfigFile.kafka(read, file, err));
  }
}
