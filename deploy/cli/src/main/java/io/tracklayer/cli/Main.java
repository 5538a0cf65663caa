package io.tracklayer.cli;

import io.tracklayer.cli.output.TerminalLog;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands of {@code tracklayer-cli.jar}: those that need neither an embedded Kafka nor an
 * embedded Flink.
 */
@Command(
    name = "tracklayer",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Server-side conversion delivery behind RudderStack.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage or configuration"},
    subcommands = {
      CheckConfigCommand.class,
      TopicsCommand.class,
      PreviewCommand.class,
      TestCommand.class,
      ValidateCommand.class,
      TraceCommand.class,
      MatchQualityCommand.class,
      DeadLettersCommand.class,
      RedriveCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      SandboxCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    TerminalLog.use();
    System.exit(Commands.run(commandLine(), arguments));
  }

  /** Ready to execute; commands write to the command line's own streams. */
  public static CommandLine commandLine() {
    return Commands.line(new Main());
  }
}
