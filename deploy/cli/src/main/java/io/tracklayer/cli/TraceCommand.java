package io.tracklayer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.cli.control.Control;
import io.tracklayer.cli.output.OutputFormat;
import io.tracklayer.cli.output.Progress;
import io.tracklayer.cli.trace.Needs;
import io.tracklayer.cli.trace.OpenCircuits;
import io.tracklayer.cli.trace.Pause;
import io.tracklayer.cli.trace.TopicScan;
import io.tracklayer.cli.trace.Trace;
import io.tracklayer.cli.trace.TraceJson;
import io.tracklayer.cli.trace.TraceStep;
import io.tracklayer.cli.view.ViewClient;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.ViewConfig;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.Conventions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints everything that is known about one event. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description =
        "Prints everything known about one event, in order: when it was received, why it was"
            + " filtered or rejected, which event it duplicates, which profiles it linked, merged or"
            + " kept apart, its consent, and each attempt to deliver it.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer trace 1001 --config tracklayer.yaml")
public final class TraceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      description = "message id, event id, or the id of an order, lead or refund")
  private String id;

  @Option(names = "--config", paramLabel = "F", description = "configuration file")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "directory of a local run, in place of --config")
  private @Nullable Path data;

  @Mixin private final ViewOption view = new ViewOption();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table: lines for people, or json: one object (default: ${DEFAULT-VALUE})")
  private OutputFormat output;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (config == null && data == null) {
      err.println("give --config F, or --data DIR of a local run");
      return ExitCode.USAGE;
    }
    if (id.isBlank()) {
      err.println("give the id of a message, an event, an order, a lead or a refund");
      return ExitCode.USAGE;
    }
    Optional<TrackLayerConfig> settings =
        config == null ? Optional.empty() : ConfigFile.read(config, err);
    if (config != null && settings.isEmpty()) {
      return ExitCode.USAGE;
    }
    Optional<KafkaConfig> kafka = kafka(settings, err);
    if (kafka.isEmpty()) {
      return ExitCode.USAGE;
    }
    Optional<ViewClient> index = view.client(data, settings);
    List<TraceStep> steps;
    try (TopicScan scan = new TopicScan(kafka.get(), Secrets.ofThisProcess());
        Progress progress = Progress.of(scan::progress, err)) {
      List<Pause> pauses = pauses(Control.read(kafka.get().topics().control(), scan), settings);
      Trace trace =
          new Trace(
              kafka.get().topics(),
              scan,
              pauses,
              OpenCircuits.read(kafka.get().topics().breakers(), scan),
              settings.map(TrackLayerConfig::view).map(ViewConfig::destinations).orElse(List.of()),
              needs(settings),
              conventions(settings));
      steps = index.isEmpty() ? trace.scanned(id) : trace.of(id, index.get(), err::println);
    }
    if (steps.isEmpty()) {
      err.println("nothing is known about " + id);
      return ExitCode.SOFTWARE;
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TABLE -> steps.stream().flatMap(TraceStep::told).forEach(out::println);
      case JSON -> out.println(Json.text(new TraceJson(kafka.get().topics()).of(id, steps)));
    }
    return ExitCode.OK;
  }

  private Optional<KafkaConfig> kafka(Optional<TrackLayerConfig> settings, PrintWriter err)
      throws IOException {
    if (data != null) {
      return LocalRunKafka.of(data, err);
    }
    Path file = config;
    return file == null
        ? Optional.empty()
        : settings.flatMap(read -> ConfigFile.kafka(read, file, err));
  }

  /** Without a configuration, every destination is assumed to apply to every event. */
  private static List<Pause> pauses(
      Map<String, ControlRecord> control, Optional<TrackLayerConfig> settings) {
    return control.values().stream()
        .filter(told -> told.state() == ControlRecord.State.PAUSED)
        .map(
            told ->
                new Pause(
                    told.destination(),
                    told.at(),
                    event ->
                        settings.isEmpty() || serves(settings.get(), told.destination(), event)))
        .toList();
  }

  private static Needs needs(Optional<TrackLayerConfig> settings) {
    return settings.map(read -> Needs.of(read.consent())).orElse(Needs.UNKNOWN);
  }

  private static Conventions conventions(Optional<TrackLayerConfig> settings) {
    return new Conventions(settings.map(TrackLayerConfig::endpoints).orElse(List.of()));
  }

  private static boolean serves(TrackLayerConfig settings, String destination, JsonNode event) {
    return settings
        .destination(destination)
        .filter(
            named ->
                named.serves(event.path("account").asText(), event.path("environment").asText()))
        .isPresent();
  }
}
