package io.tracklayer.cli;

import io.tracklayer.contract.config.KafkaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which running system a command works on. */
final class SystemOptions {

  @Option(names = "--config", paramLabel = "F", required = true, description = "the configuration")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the directory of a local run, in place of the configuration's kafka section")
  private @Nullable Path data;

  /**
   * Empty when there is no such system, for a reason that has then been printed.
   *
   * @param destination one that the configuration must have; null if any configuration will do
   * @throws ParameterException when the configuration does not have that destination
   */
  Optional<RunningSystem> system(@Nullable String destination, CommandLine command)
      throws IOException {
    PrintWriter err = command.getErr();
    var config = ConfigFile.read(file, err);
    if (config.isEmpty()) {
      return Optional.empty();
    }
    if (destination != null) {
      var unused = ConfigFile.destination(config.get(), destination, file, command);
    }
    Optional<KafkaConfig> kafka =
        data != null ? LocalRunKafka.of(data, err) : ConfigFile.kafka(config.get(), file, err);
    return kafka.map(cluster -> new RunningSystem(file, config.get(), cluster));
  }
}
