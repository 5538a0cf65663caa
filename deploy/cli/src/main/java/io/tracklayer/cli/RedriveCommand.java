package io.tracklayer.cli;

import io.tracklayer.cli.redrive.Redriving;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DurationText;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Sends dead letters back into delivery. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description =
        "Sends the dead letters of one destination back into delivery, to that destination only."
            + " Consent and age are judged again. Running it twice sends nothing twice.")
public final class RedriveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "F", required = true, description = "the configuration")
  private Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the directory of a local run, in place of the configuration's kafka section")
  private @Nullable Path data;

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      required = true,
      description = "whose dead letters")
  private String destination;

  @Option(
      names = "--reason",
      paramLabel = "R",
      converter = ReasonConverter.class,
      description = "only those that died for this reason, as trace shows it")
  private @Nullable Reason reason;

  @Option(
      names = "--since",
      paramLabel = "T",
      description =
          "only those that died at this time or after it: 2026-01-31T10:00:00Z, or how long ago,"
              + " such as 2h or 7d")
  private @Nullable String since;

  /** The reason that somebody names. */
  static final class ReasonConverter implements ITypeConverter<Reason> {

    @Override
    public Reason convert(String text) {
      Reason reason = Reason.of(text);
      if (reason == null) {
        throw new TypeConversionException(
            "there is no reason " + text + "; docs/reasons.md lists them");
      }
      return reason;
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Instant from = since == null ? null : time(since, Clock.systemUTC());
    Optional<TrackLayerConfig> settings = ConfigFile.read(config, err);
    if (settings.isEmpty()) {
      return ExitCode.USAGE;
    }
    DestinationConfig named =
        ConfigFile.destination(settings.get(), destination, config, spec.commandLine());
    Optional<KafkaConfig> kafka =
        data != null ? LocalRunKafka.of(data, err) : ConfigFile.kafka(settings.get(), config, err);
    if (kafka.isEmpty()) {
      return ExitCode.USAGE;
    }
    new Redriving(kafka.get(), Secrets.ofThisProcess(), named)
        .run(reason, from)
        .forEach(spec.commandLine().getOut()::println);
    return ExitCode.OK;
  }

  private Instant time(String text, Clock clock) {
    try {
      return DurationText.parse(text)
          .map(ago -> clock.instant().minus(ago))
          .orElseGet(() -> Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), "--since wants a time such as 2026-01-31T10:00:00Z, 2h or 7d");
    }
  }
}
