package io.tracklayer.local;

import io.tracklayer.cli.Commands;
import io.tracklayer.local.demo.Demo;
import io.tracklayer.local.run.LocalOptions;
import io.tracklayer.local.run.LocalRun;
import io.tracklayer.local.run.RunLog;
import io.tracklayer.local.run.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts everything, sends a story through it, and checks the outcome. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts everything in one process, sends one customer's story through the HTTP endpoint"
            + " and checks what each destination received.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer demo")
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, StartFailure {
    PrintWriter out = spec.commandLine().getOut();
    Path directory = Files.createTempDirectory("tracklayer-demo");
    Path log = RunLog.into(directory);
    boolean right = false;
    try (LocalRun run =
        LocalRun.start(
            LocalOptions.onFreePorts(directory),
            null,
            Clock.systemUTC(),
            line -> {
              out.println(line);
              out.flush();
            })) {
      right = Demo.of(run.addresses(), run.config(), Clock.systemUTC(), out).run();
    } finally {
      if (!right) {
        out.println("The log of this run: " + log);
      }
    }
    if (right) {
      FileUtils.deleteDirectory(directory.toFile());
    }
    return right ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
