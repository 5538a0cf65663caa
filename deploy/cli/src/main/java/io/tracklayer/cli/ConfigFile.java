package io.tracklayer.cli;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.config.reading.ConfigProblem;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the configuration given to a command, and reports what is wrong with it. */
public final class ConfigFile {

  private ConfigFile() {}

  /** Empty when it is wrong; every problem has then been printed. */
  public static Optional<TrackLayerConfig> read(Path file, PrintWriter err) {
    ConfigResult result = result(file);
    return valid(result, result.problems(), err).map(ConfigResult.Valid::config);
  }

  /** With the examples in it and beside it. */
  static Optional<ConfigResult.Valid> readWithExamples(Path file, PrintWriter err) {
    ConfigResult result = resultWithExamples(file);
    return valid(result, result.problems(), err);
  }

  public static ConfigResult result(Path file) {
    return new ConfigReader(new Destinations().specs()).read(file);
  }

  static ConfigResult resultWithExamples(Path file) {
    return new ConfigReader(new Destinations().specs()).readWithExamples(file);
  }

  /** Empty when it or a secret that it refers to is wrong; every problem has then been printed. */
  public static Optional<TrackLayerConfig> withSecrets(
      ConfigResult result, Secrets secrets, PrintWriter err) {
    return valid(result, result.problems(secrets), err).map(ConfigResult.Valid::config);
  }

  private static Optional<ConfigResult.Valid> valid(
      ConfigResult result, List<ConfigProblem> problems, PrintWriter err) {
    if (problems.isEmpty() && result instanceof ConfigResult.Valid valid) {
      return Optional.of(valid);
    }
    problems.forEach(err::println);
    err.println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
    err.flush();
    return Optional.empty();
  }

  /** Its Kafka cluster; empty when it names none, which has then been printed. */
  public static Optional<KafkaConfig> kafka(TrackLayerConfig config, Path file, PrintWriter err) {
    if (!config.hasKafka()) {
      err.println(
          file.getFileName() + ": kafka is missing; add it, or give --data DIR of a local run");
      return Optional.empty();
    }
    return Optional.of(config.kafka());
  }

  /**
   * The destination named on the command line.
   *
   * @throws ParameterException when no destination has this name
   */
  public static DestinationConfig destination(
      TrackLayerConfig config, String name, Path file, CommandLine command) {
    return config
        .destination(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    command,
                    "there is no destination "
                        + name
                        + " in "
                        + file.getFileName()
                        + "; "
                        + Suggestions.didYouMean(
                            name,
                            config.destinations().stream().map(DestinationConfig::name).toList())));
  }
}
