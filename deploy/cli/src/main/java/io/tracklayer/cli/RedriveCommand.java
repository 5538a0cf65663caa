package io.tracklayer.cli;

import io.tracklayer.cli.output.OutputFormat;
import io.tracklayer.cli.output.Progress;
import io.tracklayer.cli.redrive.RedriveReport;
import io.tracklayer.cli.redrive.Redriving;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends events that a destination did not get back into delivery. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description =
        "Sends the dead letters of one destination back into delivery, to that destination only."
            + " Consent and age are judged again. Running it twice sends nothing twice.",
    footerHeading = Commands.EXAMPLE,
    footer = {
      "  ./tracklayer redrive --config tracklayer.yaml --destination meta \\",
      "      --reason invalid_request --dry-run"
    })
public final class RedriveCommand implements Callable<Integer> {

  /** The outcomes that leave an event with us. */
  static final class Possible implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return POSSIBLE.stream().map(Outcome::text).iterator();
    }
  }

  private static final Set<Outcome> POSSIBLE =
      EnumSet.of(Outcome.REJECTED, Outcome.EXPIRED, Outcome.CONSENT_DENIED);

  @Spec private CommandSpec spec;

  @Mixin private final SystemOptions options = new SystemOptions();

  @Mixin private final SinceOption since = new SinceOption();

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      required = true,
      description = "the destination whose events to send again")
  private String destination;

  @Option(
      names = "--reason",
      paramLabel = "R",
      converter = ReasonConverter.class,
      completionCandidates = ReasonConverter.Known.class,
      description = "only events with this reason, as trace shows it")
  private @Nullable Reason reason;

  @Option(
      names = "--outcome",
      paramLabel = "O",
      completionCandidates = Possible.class,
      split = ",",
      defaultValue = "rejected,expired",
      description =
          "only events with these outcomes: rejected, expired, consent_denied (default:"
              + " ${DEFAULT-VALUE})")
  private List<String> outcomes;

  @Option(names = "--rate", paramLabel = "N", description = "at most this many events a second")
  private @Nullable Integer rate;

  @Option(
      names = "--dry-run",
      description = "only shows how many events would be sent, and for which reasons")
  private boolean isDry;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, for people, or json: one object (default: ${DEFAULT-VALUE})")
  private OutputFormat output;

  @Override
  public Integer call() throws IOException {
    @Nullable Instant from = since.time(Clock.systemUTC(), spec.commandLine());
    Set<Outcome> wanted = EnumSet.noneOf(Outcome.class);
    outcomes.forEach(text -> wanted.add(outcome(text)));
    if (rate != null && rate < 1) {
      throw new ParameterException(spec.commandLine(), "--rate must be at least 1");
    }
    Optional<RunningSystem> system = options.system(destination, spec.commandLine());
    if (system.isEmpty()) {
      return ExitCode.USAGE;
    }
    DestinationConfig named = system.get().destination(destination, spec.commandLine());
    Redriving redriving = new Redriving(system.get().kafka(), Secrets.ofThisProcess(), named);
    RedriveReport report;
    try (Progress progress = Progress.of(redriving::progress, spec.commandLine().getErr())) {
      report = redriving.run(new Redriving.Order(wanted, reason, from, rate, isDry));
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TABLE -> report.lines().forEach(out::println);
      case JSON -> out.println(Json.text(report));
    }
    return ExitCode.OK;
  }

  private Outcome outcome(String text) {
    return Outcome.of(text.trim().toLowerCase(Locale.ROOT))
        .filter(POSSIBLE::contains)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--outcome takes rejected, expired and consent_denied, separated by commas"));
  }
}
