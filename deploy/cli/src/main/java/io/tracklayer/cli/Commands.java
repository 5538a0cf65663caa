package io.tracklayer.cli;

import io.tracklayer.cli.output.ClosedPipe;
import io.tracklayer.cli.output.StandardOutput;
import io.tracklayer.cli.output.Terminal;
import io.tracklayer.contract.config.options.Suggestions;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What all commands have in common: a failure gives one line for the person, and details for the
 * log.
 */
public final class Commands {

  /** The heading of the example that the help of each command ends with. */
  public static final String EXAMPLE = "%nExample:%n";

  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  private Commands() {}

  /** Runs a command on the streams of this process, and returns its exit code. */
  public static int run(CommandLine line, String... arguments) {
    Terminal terminal = Terminal.ofThisProcess();
    line.setOut(StandardOutput.writer());
    line.setColorScheme(
        Help.defaultColorScheme(terminal.ofOut().shown() ? Help.Ansi.ON : Help.Ansi.OFF));
    try {
      return line.execute(arguments);
    } catch (ClosedPipe e) {
      return ClosedPipe.EXIT_CODE;
    }
  }

  /** Ready to execute; commands write to the command line's own streams. */
  public static CommandLine line(Object root) {
    CommandLine line =
        new CommandLine(root)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((wrong, arguments) -> wrongUsage(wrong))
            .setExecutionExceptionHandler(
                (failure, commandLine, parsed) -> {
                  if (failure instanceof ClosedPipe) {
                    return ClosedPipe.EXIT_CODE;
                  }
                  LOG.info("the command failed", failure);
                  commandLine
                      .getErr()
                      .println(Terminal.ofThisProcess().ofErr().bad(message(failure)));
                  return ExitCode.SOFTWARE;
                });
    giveVersion(line, new Version());
    return line;
  }

  /** Every command accepts {@code --version}, not only the top one. */
  private static void giveVersion(CommandLine line, Version version) {
    line.getCommandSpec().versionProvider(version);
    line.getSubcommands().values().forEach(command -> giveVersion(command, version));
  }

  /** Says what is wrong, and where to read on. */
  private static int wrongUsage(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    if (wrong instanceof UnmatchedArgumentException unknown) {
      err.println(Terminal.ofThisProcess().ofErr().bad(message(unknown)));
    } else if (isWithoutCommand(command)) {
      command.usage(err);
      return ExitCode.USAGE;
    } else {
      err.println(Terminal.ofThisProcess().ofErr().bad(String.valueOf(wrong.getMessage())));
    }
    err.println("`" + command.getCommandSpec().qualifiedName() + " --help` says how it is used.");
    return ExitCode.USAGE;
  }

  private static boolean isWithoutCommand(CommandLine command) {
    return !command.getSubcommands().isEmpty();
  }

  private static String message(UnmatchedArgumentException wrong) {
    String first = wrong.getUnmatched().get(0);
    CommandLine command = wrong.getCommandLine();
    if (first.startsWith("-")) {
      return "there is no option " + first + "; " + Suggestions.didYouMean(first, options(command));
    }
    Collection<String> commands = command.getSubcommands().keySet();
    return commands.isEmpty()
        ? "there is one argument too many: " + first
        : "there is no command " + first + "; " + Suggestions.didYouMean(first, commands);
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
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
