package io.tracklayer.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** How every command behaves: failures are one line for a person, and details for the log. */
public final class Commands {

  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  private Commands() {}

  /** Ready to execute; commands write to the command line's own streams. */
  public static CommandLine line(Object root) {
    CommandLine line =
        new CommandLine(root)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (failure, commandLine, parsed) -> {
                  LOG.info("the command failed", failure);
                  commandLine.getErr().println(message(failure));
                  return CommandLine.ExitCode.SOFTWARE;
                });
    giveVersion(line, new Version());
    return line;
  }

  /** Each command takes {@code --version}, not the first word alone. */
  private static void giveVersion(CommandLine line, Version version) {
    line.getCommandSpec().versionProvider(version);
    line.getSubcommands().values().forEach(command -> giveVersion(command, version));
  }

  private static String message(Exception failure) {
    return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
  }
}
