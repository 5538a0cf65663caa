package io.tracklayer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tracklayer.cli.output.Progress;
import io.tracklayer.cli.preview.Preview;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what would be sent. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description =
        "Shows what each destination would be sent for each event, or why nothing. Uses no network,"
            + " no state, and no secret except the identity key.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer preview --config tracklayer.yaml events.ndjson")
public final class PreviewCommand implements Callable<Integer> {

  private static final int FLAWS_TOLD = 3;

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "F", required = true, description = "configuration file")
  private Path config;

  @Option(names = "--destination", paramLabel = "NAME", description = "show only this destination")
  private @Nullable String destination;

  @Option(
      names = "--account",
      description =
          "account of the endpoint that receives the events (default: the first endpoint's)")
  private @Nullable String account;

  @Option(names = "--environment", description = "environment of that endpoint")
  private @Nullable String environment;

  @Option(
      names = "--now",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "time at which the events are handled, such as 2026-01-31T10:00:00Z (default: now)")
  private @Nullable Instant now;

  @Parameters(
      paramLabel = "EVENTS.ndjson",
      arity = "0..1",
      defaultValue = "-",
      description = "one event per line, as RudderStack sends it; - for standard input")
  private String events;

  @Override
  public Integer call() throws IOException {
    Optional<TrackLayerConfig> read = ConfigFile.read(config, spec.commandLine().getErr());
    if (read.isEmpty()) {
      return ExitCode.USAGE;
    }
    TrackLayerConfig settings = read.get();
    if (destination != null) {
      ConfigFile.destination(settings, destination, config, spec.commandLine());
    }
    Preview preview =
        new Preview(
            settings,
            endpoint(settings),
            Secrets.ofThisProcess().find(settings.identity().keyRef()).orElse(null),
            d -> destination == null || destination.equals(d.name()),
            now == null ? Clock.systemUTC() : Clock.fixed(now, ZoneOffset.UTC));
    try (BufferedReader lines = open()) {
      show(lines, preview);
    } catch (CharacterCodingException e) {
      throw new ParameterException(
          spec.commandLine(), name() + " is not UTF-8 text; save it as UTF-8", e);
    }
    return ExitCode.OK;
  }

  private void show(BufferedReader lines, Preview preview) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    AtomicInteger number = new AtomicInteger();
    int notJson = 0;
    try (Progress progress = Progress.ofOutput(() -> number + " lines", err)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number.incrementAndGet();
        if (!line.isBlank()) {
          byte[] event = line.getBytes(UTF_8);
          out.println(preview.of(event));
          Optional<String> flaw = flaw(event);
          if (flaw.isPresent() && ++notJson <= FLAWS_TOLD) {
            err.println(name() + ":" + number + ":" + flaw.get());
          }
        }
      }
    }
    out.flush();
    if (notJson > 0) {
      err.println(
          notJson
              + (notJson == 1 ? " line is" : " lines are")
              + " not JSON; write each event in a line of its own, as `jq -c .` does");
    }
  }

  /** The column at which a line is no longer JSON, and why. */
  private static Optional<String> flaw(byte[] line) {
    try {
      Json.parse(line);
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(
          e.getLocation().getColumnNr() + ": is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name() {
    return events.equals("-") ? "standard input" : String.valueOf(Path.of(events).getFileName());
  }

  private BufferedReader open() throws IOException {
    if (events.equals("-")) {
      return new BufferedReader(new InputStreamReader(System.in, UTF_8));
    }
    Path file = Path.of(events);
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new ParameterException(
          spec.commandLine(),
          (Files.isDirectory(file)
                  ? "this is a directory, not a file of events: "
                  : "there is no such file: ")
              + events
              + "; give a file with one event per line, or - for standard input");
    }
    return Files.newBufferedReader(file);
  }

  private EndpointConfig endpoint(TrackLayerConfig settings) {
    return settings.endpoints().stream()
        .filter(e -> account == null || account.equals(e.account()))
        .filter(e -> environment == null || environment.equals(e.environment()))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "no endpoint has that account and environment"));
  }
}
