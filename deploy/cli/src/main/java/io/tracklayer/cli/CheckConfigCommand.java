package io.tracklayer.cli;

import io.tracklayer.cli.output.OutputFormat;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigProblem;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports everything that is wrong with a configuration, without running anything. */
@Command(
    name = "check-config",
    mixinStandardHelpOptions = true,
    description =
        "Lists every problem of a configuration file, each with its line, its column and what to"
            + " write instead, and every secret that is not set.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer check-config deploy/compose/tracklayer.yaml")
public final class CheckConfigCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "F", description = "configuration file")
  private Path file;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "table, for people, or json: one object for each problem and warning, a line each, and"
              + " nothing if there is none (default: ${DEFAULT-VALUE})")
  private OutputFormat output;

  @Override
  public Integer call() {
    ConfigResult result = ConfigFile.resultWithExamples(file);
    return switch (output) {
      case TABLE -> tell(result);
      case JSON -> print(result);
    };
  }

  private int print(ConfigResult result) {
    PrintWriter out = spec.commandLine().getOut();
    List<ConfigProblem> problems = result.problems(Secrets.ofThisProcess());
    problems.forEach(problem -> out.println(Json.text(problem)));
    result.warnings().forEach(warning -> out.println(Json.text(warning)));
    return problems.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
  }

  private int tell(ConfigResult result) {
    PrintWriter err = spec.commandLine().getErr();
    result.warnings().forEach(err::println);
    err.flush();
    Optional<TrackLayerConfig> valid = ConfigFile.withSecrets(result, Secrets.ofThisProcess(), err);
    if (valid.isEmpty()) {
      return ExitCode.USAGE;
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s is valid%s (endpoints: %d, destinations: %d), and every secret is set.%n",
            file.getFileName(),
            valid.get().hasKafka() ? "" : " for local mode",
            valid.get().endpoints().size(),
            valid.get().destinations().size());
    return ExitCode.OK;
  }
}
