package io.tracklayer.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * What all commands have in common: a failure gives one line for the person, and details for the
 * log.
 */
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

  /** Every command accepts {@code --version}, not only the top one. */
  private static void giveVersion(CommandLine line, Version version) {
    line.getCommandSpec().versionProvider(version);
    line.getSubcommands().values().forEach(command -> giveVersion(command, version));
  }

  private static String message(Exception failure) {
    if (failure instanceof FileSystemException file) {
      return message(file);
    }
    return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
  }

  /** The message of such exceptions is often only the path. */
  private static String message(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file: " + failure.getFile();
    }
    if (failure instanceof AccessDeniedException) {
      return "this user may not open the file " + failure.getFile();
    }
    String reason = failure.getReason();
    return "the file %s cannot be used: %s"
        .formatted(failure.getFile(), reason == null ? failure.getClass().getSimpleName() : reason);
  }
}
