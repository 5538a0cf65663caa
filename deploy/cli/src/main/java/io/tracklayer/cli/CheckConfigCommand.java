package io.tracklayer.cli;

import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports everything that is wrong with a configuration, without running anything. */
@Command(
    name = "check-config",
    mixinStandardHelpOptions = true,
    description =
        "Lists every problem of a configuration file, each with its line and what to write instead,"
            + " and every secret that is not set.")
public final class CheckConfigCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "F", description = "configuration file")
  private Path file;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ConfigResult result = ConfigFile.resultWithExamples(file);
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
