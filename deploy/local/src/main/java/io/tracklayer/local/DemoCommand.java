package io.tracklayer.local;

import io.tracklayer.cli.Commands;
import io.tracklayer.cli.output.Colours;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything, sends a story through it, and checks the outcome. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts everything in one process, sends one customer's story through the HTTP endpoint"
            + " and checks what each destination received.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer demo --keep")
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--keep",
      description =
          "then leaves everything running, to look at in the live view, until you press Ctrl-C")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException, StartFailure {
    Path directory = Files.createTempDirectory("tracklayer-demo");
    Path log = RunLog.into(directory);
    AtomicBoolean isWanted = new AtomicBoolean();
    UntilStopped stop = UntilStopped.then(() -> leave(directory, isWanted));
    boolean right = false;
    try (LocalRun run =
        LocalRun.start(LocalOptions.onFreePorts(directory), null, Clock.systemUTC(), this::say)) {
      right = Demo.of(run.addresses(), run.config(), Clock.systemUTC(), out(), colours()).run();
      isWanted.set(!right);
      if (keep) {
        stop.keep(run);
        say("");
        say("The live view shows what became of each event: " + run.addresses().admin());
        say("Press Ctrl-C to stop.");
        return stop.await(run, spec.commandLine().getErr());
      }
    } finally {
      if (!right) {
        say("The log of this run: " + log);
        isWanted.set(true);
      }
    }
    if (right) {
      say("");
      say("To look at it in the live view: ./tracklayer demo --keep");
    }
    return right ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** From here on, what an interrupted story finds says nothing. */
  private void leave(Path directory, AtomicBoolean isWanted) {
    out().close();
    if (!isWanted.get()) {
      FileUtils.deleteDirectoryQuietly(directory.toFile());
    }
  }

  private Colours colours() {
    return Colours.of(spec.commandLine());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void say(String line) {
    out().println(line);
    out().flush();
  }
}
