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
        "Prints everything known of one event, in order: received, filtered or rejected, duplicate"
            + " of what, identity and which profiles it linked, merged or kept apart, consent, and"
            + " each attempt at each destination.")
public final class TraceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      description = "message id, event id, or the id of an order, lead or refund")
  private String id;

  @Option(names = "--config", paramLabel = "F", description = "the configuration")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the directory of a local run, in place of the configuration's kafka section")
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
      err.println("nothing is known of " + id);
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
