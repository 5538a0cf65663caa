package io.tracklayer.local;

import io.tracklayer.local.generate.GenerateCommand;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of {@code ./tracklayer}. */
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
      TraceCommand.class,
      RedriveCommand.class,
      LocalCommand.class,
      CheckConfigCommand.class,
      TopicsCommand.class,
      GenerateCommand.class,
      SandboxCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Ready to execute; commands write to the command line's own streams. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              LoggerFactory.getLogger(Main.class).info("the command failed", failure);
              commandLine.getErr().println(message(failure));
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static String message(Exception failure) {
    return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
  }
}
