package io.tracklayer.cli;

import io.tracklayer.cli.examples.Difference;
import io.tracklayer.cli.examples.ExampleRuns;
import io.tracklayer.cli.output.Colours;
import io.tracklayer.cli.output.OutputFormat;
import io.tracklayer.contract.config.Example;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the examples of a configuration. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description =
        "Runs the examples of a configuration as preview would, and says what is not as they"
            + " expect.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all is as expected", "1:something is not", "2:wrong usage or configuration"},
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer test --config deploy/compose/tracklayer.yaml")
public final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "F", required = true, description = "configuration file")
  private Path config;

  @Option(
      names = "--now",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "time at which the examples arrive, such as 2026-01-31T10:00:00Z (default: when each"
              + " happened)")
  private @Nullable Instant now;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "table, for people, or json: one object for each example, a line each (default:"
              + " ${DEFAULT-VALUE})")
  private OutputFormat output;

  /** What came of one example. */
  private record Ran(
      String name, String file, int line, boolean passed, List<Difference> differences) {

    static Ran of(Example example, List<Difference> differences) {
      return new Ran(
          example.name(), example.file(), example.line(), differences.isEmpty(), differences);
    }
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Optional<ConfigResult.Valid> read = ConfigFile.readWithExamples(config, err);
    if (read.isEmpty()) {
      return ExitCode.USAGE;
    }
    ConfigResult.Valid valid = read.get();
    if (valid.examples().isEmpty()) {
      err.printf(
          "%s has no examples; add some there, or in %s%n",
          config.getFileName(), ConfigReader.examplesBeside(config).getFileName());
      return ExitCode.USAGE;
    }
    ExampleRuns runs =
        new ExampleRuns(
            valid.config(),
            Secrets.ofThisProcess().find(valid.config().identity().keyRef()).orElse(null),
            now,
            Clock.systemUTC());
    List<Ran> all =
        valid.examples().stream()
            .map(example -> Ran.of(example, runs.differences(example)))
            .toList();
    print(all, spec.commandLine().getOut());
    return all.stream().allMatch(Ran::passed) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void print(List<Ran> all, PrintWriter out) {
    if (output == OutputFormat.JSON) {
      all.forEach(ran -> out.println(Json.text(ran)));
      return;
    }
    Colours colours = Colours.of(spec.commandLine());
    for (Ran ran : all) {
      out.println(
          (ran.passed() ? colours.good("ok") + "      " : colours.bad("FAILED") + "  ")
              + ran.name());
      for (Difference difference : ran.differences()) {
        out.printf("  %s:%d: %s%n", ran.file(), difference.line(), difference.text());
      }
    }
    long failed = all.stream().filter(ran -> !ran.passed()).count();
    out.println(
        failed == 0
            ? "all is as expected in %d examples".formatted(all.size())
            : "%d of %d examples failed".formatted(failed, all.size()));
  }
}
