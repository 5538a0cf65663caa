package io.tracklayer.local;

import io.tracklayer.cli.CheckConfigCommand;
import io.tracklayer.cli.Commands;
import io.tracklayer.cli.CompletionCommand;
import io.tracklayer.cli.DeadLettersCommand;
import io.tracklayer.cli.MatchQualityCommand;
import io.tracklayer.cli.PauseCommand;
import io.tracklayer.cli.PreviewCommand;
import io.tracklayer.cli.RedriveCommand;
import io.tracklayer.cli.ResumeCommand;
import io.tracklayer.cli.SandboxCommand;
import io.tracklayer.cli.TestCommand;
import io.tracklayer.cli.TopicsCommand;
import io.tracklayer.cli.TraceCommand;
import io.tracklayer.cli.ValidateCommand;
import io.tracklayer.cli.output.TerminalLog;
import io.tracklayer.local.bench.BenchCommand;
import io.tracklayer.local.generate.GenerateCommand;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands of {@code ./tracklayer}: those of {@code tracklayer-cli.jar}, and those that start
 * the system itself.
 */
@Command(
    name = "tracklayer",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Server-side conversion delivery behind RudderStack.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage or configuration"},
    subcommands = {
      DemoCommand.class,
      PreviewCommand.class,
      TestCommand.class,
      ValidateCommand.class,
      TraceCommand.class,
      MatchQualityCommand.class,
      DeadLettersCommand.class,
      RedriveCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      LocalCommand.class,
      CheckConfigCommand.class,
      TopicsCommand.class,
      GenerateCommand.class,
      BenchCommand.class,
      SandboxCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {

  private static final Set<String> WITH_A_LOG_OF_THEIR_OWN = Set.of("demo", "local", "bench");

  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length == 0 || !WITH_A_LOG_OF_THEIR_OWN.contains(arguments[0])) {
      TerminalLog.use();
    }
    System.exit(Commands.run(commandLine(), arguments));
  }

  /** Ready to execute; commands write to the command line's own streams. */
  public static CommandLine commandLine() {
    return Commands.line(new Main());
  }
}
