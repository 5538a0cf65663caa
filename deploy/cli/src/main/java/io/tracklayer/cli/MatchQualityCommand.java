package io.tracklayer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.cli.output.Colours;
import io.tracklayer.cli.output.OutputFormat;
import io.tracklayer.cli.output.TextTable;
import io.tracklayer.cli.quality.MatchReport;
import io.tracklayer.cli.quality.MatchShare;
import io.tracklayer.cli.view.ViewClient;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints by what each destination can recognise people, and what vendors themselves say of it. */
@Command(
    name = "match-quality",
    mixinStandardHelpOptions = true,
    description =
        "Prints for each destination and event the share of delivered events with each match key,"
            + " before and after identity, and beside it what the vendor says, if the job asks it"
            + " (quality: true in the destination's settings).",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer match-quality --config tracklayer.yaml")
public final class MatchQualityCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "F", required = true, description = "the configuration")
  private Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the directory of a local run, whose live view is asked")
  private @Nullable Path data;

  @Mixin private final ViewOption view = new ViewOption();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, or json: one object a line (default: ${DEFAULT-VALUE})")
  private OutputFormat output;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    Optional<TrackLayerConfig> read = ConfigFile.read(config, err);
    if (read.isEmpty()) {
      return ExitCode.USAGE;
    }
    Optional<ViewClient> client = view.client(data, read);
    Optional<JsonNode> counted =
        client.isEmpty() ? Optional.empty() : client.get().get("/api/match-quality", null);
    if (counted.isEmpty()) {
      err.println(
          client.isEmpty()
              ? "only a live view knows the match quality"
              : "no live view answers at "
                  + client.get().address()
                  + ": start the receiver with view.directory, or give --view URL");
      return ExitCode.SOFTWARE;
    }
    List<MatchShare> shares = MatchReport.of(counted.get());
    MatchReport.asked(counted.get()).forEach(err::println);
    if (output == OutputFormat.JSON) {
      shares.forEach(share -> out.println(Json.text(share)));
    } else if (shares.isEmpty()) {
      out.println("nothing has been delivered yet");
    } else {
      table(shares).lines(Colours.of(spec.commandLine())).forEach(out::println);
    }
    return ExitCode.OK;
  }

  private static TextTable table(List<MatchShare> shares) {
    TextTable table =
        new TextTable(
            "DESTINATION", "EVENT", "DELIVERED", "MATCH KEY", "BEFORE", "AFTER", "VENDOR SAYS");
    for (MatchShare share : shares) {
      table.row(
          share.destination(),
          share.event(),
          share.events(),
          share.key(),
          share.beforeShare(),
          share.afterShare(),
          share.vendorText());
    }
    return table;
  }
}
