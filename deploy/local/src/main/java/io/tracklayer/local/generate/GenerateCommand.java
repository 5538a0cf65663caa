package io.tracklayer.local.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.Commands;
import io.tracklayer.cli.output.Progress;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes or posts generated traffic. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description =
        "Generates realistic RudderStack traffic, the same for the same seed. Prints it, one event"
            + " per line, or posts it to an endpoint.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer generate --users 100 --events 2000 --seed 1")
public final class GenerateCommand implements Callable<Integer> {

  private static final int BATCH = 100;
  private static final int EVENTS_OF_A_USER = 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--users",
      defaultValue = "1000",
      description = "number of people (default: ${DEFAULT-VALUE})")
  private int users;

  @Option(names = "--events", description = "number of events (default: 20 per user)")
  private @Nullable Integer events;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "the same seed gives the same traffic (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--rate",
      description = "events per second (default: as fast as they are accepted)")
  private @Nullable Integer rate;

  @Option(
      names = "--start",
      description =
          "time of the first event, such as 2026-11-01T00:00:00Z (default: that time; with --post,"
              + " chosen so that the last event happens now)")
  private @Nullable Instant start;

  @Option(names = "--post", paramLabel = "URL", description = "endpoint to post the events to")
  private @Nullable URI post;

  @Option(names = "--account", description = "account of the endpoint")
  private @Nullable String account;

  @Option(names = "--environment", description = "environment of the endpoint")
  private @Nullable String environment;

  @Option(
      names = "--secret-ref",
      paramLabel = "REF",
      description = "secret of the endpoint: an environment variable, or file:/path")
  private @Nullable String secretRef;

  private final Clock clock;
  private final Secrets secrets;

  public GenerateCommand() {
    this(Clock.systemUTC(), Secrets.ofThisProcess());
  }

  GenerateCommand(Clock clock, Secrets secrets) {
    this.clock = clock;
    this.secrets = secrets;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkOptions();
    int count = events == null ? Math.multiplyExact(users, EVENTS_OF_A_USER) : events;
    TrafficGenerator traffic = new TrafficGenerator(seed, users, count, startOf(count));
    Throttle throttle = new Throttle(rate == null ? Integer.MAX_VALUE : rate);
    if (post == null) {
      return print(traffic, throttle);
    }
    BatchPoster poster = poster(post);
    try (Progress progress =
        Progress.of(
            () -> "posted " + poster.posted() + " of " + count + " events",
            spec.commandLine().getErr())) {
      post(traffic, throttle, poster);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "posted %d events: %d accepted, %d refused; %d retries%n",
            poster.posted(), poster.accepted(), poster.refused(), poster.waited());
    return ExitCode.OK;
  }

  private void checkOptions() {
    if (users < 1 || (events != null && events < 0) || (rate != null && rate < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--users and --rate must be at least 1, --events at least 0");
    }
  }

  private BatchPoster poster(URI url) {
    if (account == null || environment == null || secretRef == null) {
      throw new ParameterException(
          spec.commandLine(), "--post needs --account, --environment and --secret-ref");
    }
    if (url.getHost() == null || !url.getScheme().startsWith("http")) {
      throw new ParameterException(
          spec.commandLine(), "--post must be an http or https URL with a host");
    }
    return new BatchPoster(url, account, environment, secrets.require(new SecretRef(secretRef)));
  }

  private Instant startOf(int count) {
    if (start != null) {
      return start;
    }
    return post == null
        ? TrafficGenerator.DEFAULT_START
        : clock.instant().minus(TrafficGenerator.INTERVAL.multipliedBy(count));
  }

  private int print(TrafficGenerator traffic, Throttle throttle) {
    PrintWriter out = spec.commandLine().getOut();
    for (ObjectNode envelope : traffic) {
      throttle.await(1);
      out.println(Json.text(envelope));
    }
    return ExitCode.OK;
  }

  private static void post(TrafficGenerator traffic, Throttle throttle, BatchPoster poster)
      throws IOException, InterruptedException {
    List<ObjectNode> batch = new ArrayList<>(BATCH);
    for (ObjectNode envelope : traffic) {
      batch.add(envelope);
      if (batch.size() == BATCH) {
        throttle.await(BATCH);
        poster.post(batch);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      throttle.await(batch.size());
      poster.post(batch);
    }
  }
}
