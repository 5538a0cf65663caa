package io.tracklayer.cli;

import io.tracklayer.cli.letters.LetterGroup;
import io.tracklayer.cli.letters.LetterList;
import io.tracklayer.cli.letters.LetterSummary;
import io.tracklayer.cli.output.Colours;
import io.tracklayer.cli.output.OutputFormat;
import io.tracklayer.cli.output.Progress;
import io.tracklayer.cli.output.TextTable;
import io.tracklayer.cli.trace.TopicScan;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
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

/** Lists dead letters, without personal data. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description =
        "Lists what destinations refused for good, and what became too old to send, without"
            + " personal data.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer dead-letters --config tracklayer.yaml --summary --since 7d")
public final class DeadLettersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private final SystemOptions options = new SystemOptions();

  @Mixin private final SinceOption since = new SinceOption();

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      description = "only those of this destination, even one that the configuration no longer has")
  private @Nullable String destination;

  @Option(
      names = "--reason",
      paramLabel = "R",
      converter = ReasonConverter.class,
      completionCandidates = ReasonConverter.Known.class,
      description = "only those with this reason")
  private @Nullable Reason reason;

  @Option(
      names = "--summary",
      description = "only counts, by destination and reason, with the first and last time")
  private boolean isSummary;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, or json: one object a line (default: ${DEFAULT-VALUE})")
  private OutputFormat output;

  @Override
  public Integer call() throws IOException {
    @Nullable Instant from = since.time(Clock.systemUTC(), spec.commandLine());
    PrintWriter err = spec.commandLine().getErr();
    Optional<RunningSystem> found = options.system(null, spec.commandLine());
    if (found.isEmpty()) {
      return ExitCode.USAGE;
    }
    RunningSystem system = found.get();
    LetterList list = new LetterList(destination, reason, from);
    try (TopicScan scan = new TopicScan(system.kafka(), Secrets.ofThisProcess());
        Progress progress = Progress.of(scan::progress, err)) {
      scan.read(system.kafka().topics().deadLetters(), record -> list.offer(record.json()));
    }
    List<LetterSummary> letters = list.letters();
    if (letters.isEmpty() && destination != null) {
      // Checked only now, since a removed destination may still have dead letters.
      system.destination(destination, spec.commandLine());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (isSummary) {
      print(LetterGroup.of(letters), groups(LetterGroup.of(letters)), out);
    } else {
      print(letters, table(letters), out);
    }
    if (list.unreadable() > 0) {
      err.println(list.unreadable() + " records of the topic are not dead letters");
    }
    return ExitCode.OK;
  }

  private void print(List<? extends Record> records, TextTable table, PrintWriter out) {
    if (output == OutputFormat.JSON) {
      records.forEach(each -> out.println(Json.text(each)));
    } else if (records.isEmpty()) {
      out.println("no dead letters");
    } else {
      table.lines(Colours.of(spec.commandLine())).forEach(out::println);
    }
  }

  private static TextTable table(List<LetterSummary> letters) {
    TextTable table =
        new TextTable(
            "AT",
            "DESTINATION",
            "OUTCOME",
            "REASON",
            "STATUS",
            "ATTEMPTS",
            "NAME",
            "EVENT",
            "MESSAGE",
            "DETAIL");
    for (LetterSummary letter : letters) {
      table.row(
          letter.at(),
          letter.destination(),
          letter.outcome().text(),
          letter.cause(),
          letter.status(),
          letter.attempts(),
          letter.name(),
          letter.eventId(),
          letter.messageId(),
          letter.answer());
    }
    return table;
  }

  private static TextTable groups(List<LetterGroup> groups) {
    TextTable table = new TextTable("DESTINATION", "REASON", "COUNT", "FIRST", "LAST");
    for (LetterGroup group : groups) {
      table.row(group.destination(), group.reason(), group.count(), group.first(), group.last());
    }
    return table;
  }
}
