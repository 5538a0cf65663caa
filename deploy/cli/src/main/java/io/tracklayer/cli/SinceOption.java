package io.tracklayer.cli;

import io.tracklayer.contract.config.options.DurationText;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option for the earliest time that counts. */
final class SinceOption {

  @Option(
      names = "--since",
      paramLabel = "T",
      description =
          "only those from this time on: 2026-01-31T10:00:00Z, or how long ago, such as 2h or 7d")
  private @Nullable String since;

  /** Null when it was not given. */
  @Nullable Instant time(Clock clock, CommandLine command) {
    String text = since;
    if (text == null) {
      return null;
    }
    try {
      return DurationText.parse(text)
          .map(ago -> clock.instant().minus(ago))
          .orElseGet(() -> Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          command, "--since wants a time such as 2026-01-31T10:00:00Z, 2h or 7d");
    }
  }
}
