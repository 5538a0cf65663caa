package io.tracklayer.cli;

import io.tracklayer.cli.control.Control;
import io.tracklayer.cli.control.Tried;
import io.tracklayer.cli.control.Unread;
import io.tracklayer.cli.output.Progress;
import io.tracklayer.cli.trace.TopicScan;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.contract.delivery.ControlRecord.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What pausing and resuming a destination have in common. */
final class DestinationSwitch {

  @Mixin private final SystemOptions options = new SystemOptions();

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      required = true,
      description = "its name in the configuration")
  private String name;

  /** Pauses or resumes the destination, and returns the exit code. */
  int turn(State wanted, CommandLine command) throws IOException {
    Optional<RunningSystem> found = options.system(name, command);
    if (found.isEmpty()) {
      return ExitCode.USAGE;
    }
    RunningSystem system = found.get();
    DestinationConfig destination = system.destination(name, command);
    Secrets secrets = Secrets.ofThisProcess();
    @Nullable ControlRecord before;
    try (TopicScan scan = new TopicScan(system.kafka(), secrets)) {
      before = Control.read(system.kafka().topics().control(), scan).get(destination.name());
    }
    PrintWriter out = command.getOut();
    // Without a record it may still be paused under an earlier name.
    if (before != null && before.state() == wanted) {
      out.println(destination.name() + " was " + wanted.text() + " already, since " + before.at());
      tellWhatIsPending(destination, wanted, system, secrets, out, command.getErr());
      return ExitCode.OK;
    }
    ControlRecord told =
        new ControlRecord(
            ControlRecord.SCHEMA,
            destination.name(),
            wanted,
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
            user());
    Control.write(told, system.kafka(), secrets);
    out.println(
        destination.name()
            + " is "
            + wanted.text()
            + " since "
            + told.at()
            + (before != null && wanted == State.RUNNING
                ? "; it was paused since " + before.at()
                : ""));
    tellWhatIsPending(destination, wanted, system, secrets, out, command.getErr());
    return ExitCode.OK;
  }

  /** Counts only what the topics show; only the job's metrics count what it holds besides. */
  private static void tellWhatIsPending(
      DestinationConfig destination,
      State wanted,
      RunningSystem system,
      Secrets secrets,
      PrintWriter out,
      PrintWriter err)
      throws IOException {
    if (wanted != State.PAUSED) {
      return;
    }
    // Counting may take a while; the pause is already in force.
    out.flush();
    Topics topics = system.kafka().topics();
    Tried tried = new Tried(destination.name());
    try (TopicScan scan = new TopicScan(system.kafka(), secrets);
        Progress progress = Progress.of(scan::progress, err)) {
      scan.readSince(
          Clock.systemUTC().instant().minus(system.config().dedup().deliveryWindow()),
          topics.deliveries(),
          found -> tried.take(found.json()));
    }
    out.println("pending  " + tried.count() + " events that failed and will be retried");
    Unread.records(destination.name(), system.kafka(), secrets)
        .ifPresent(
            unread ->
                out.println(
                    "unread   "
                        + unread
                        + " records of "
                        + topics.canonical()
                        + ", for all destinations"));
    out.println("         tracklayer_destination_pending_events counts everything pending");
  }

  /** Null when the system does not say. */
  private static @Nullable String user() {
    String user = System.getProperty("user.name");
    return user == null || user.isBlank() || user.equals("?") ? null : user;
  }
}
