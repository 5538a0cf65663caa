package io.tracklayer.local;

import io.tracklayer.cli.Addresses;
import io.tracklayer.cli.Commands;
import io.tracklayer.cli.ConfigFile;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.local.run.LocalOptions;
import io.tracklayer.local.run.LocalRun;
import io.tracklayer.local.run.RunLog;
import io.tracklayer.local.run.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in this process until stopped. */
@Command(
    name = "local",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Runs Kafka, Flink, the receiver and the destination sandbox in one process, until you stop"
            + " it. The next run with the same --data continues where this one stopped.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer local --data /tmp/tracklayer")
final class LocalCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "configuration file; without it, a built-in one that delivers to the sandbox")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".tracklayer",
      description = "directory for everything that must survive a restart")
  private Path data;

  @Option(names = "--port", defaultValue = "8080", description = "port of the HTTP endpoint")
  private int port;

  @Option(
      names = "--admin-port",
      defaultValue = "8090",
      description = "port of the live view, health checks and metrics")
  private int adminPort;

  @Option(names = "--flink-port", defaultValue = "8081", description = "port of Flink's web UI")
  private int flinkPort;

  @Option(names = "--kafka-port", defaultValue = "9092", description = "port of the Kafka broker")
  private int kafkaPort;

  @Option(names = "--sandbox-port", defaultValue = "8089", description = "port of the sandbox")
  private int sandboxPort;

  @Override
  public Integer call() throws IOException, StartFailure, InterruptedException {
    TrackLayerConfig given = null;
    if (config != null) {
      Optional<TrackLayerConfig> read = usableConfig(config);
      if (read.isEmpty()) {
        return ExitCode.USAGE;
      }
      given = read.get();
    }
    RunLog.into(data);
    LocalOptions options =
        new LocalOptions(data, port, adminPort, flinkPort, kafkaPort, sandboxPort);
    UntilStopped stop = UntilStopped.then(() -> {});
    LocalRun run = LocalRun.start(options, given, Clock.systemUTC(), this::say);
    stop.keep(run);
    say(ready(run));
    return stop.await(run, spec.commandLine().getErr());
  }

  /** Empty when something is wrong with it, which has then been printed. */
  private Optional<TrackLayerConfig> usableConfig(Path file) {
    PrintWriter err = spec.commandLine().getErr();
    ConfigResult read = ConfigFile.result(file);
    if (read instanceof ConfigResult.Valid valid && valid.config().hasKafka()) {
      err.println(
          "warning: the kafka section of "
              + file.getFileName()
              + " is ignored: a local run starts its own Kafka");
    }
    return ConfigFile.withSecrets(read.withoutKafka(), Secrets.ofThisProcess(), err);
  }

  private static String ready(LocalRun run) {
    Addresses addresses = run.addresses();
    EndpointConfig endpoint = run.config().endpoints().get(0);
    return "TrackLayer is ready: endpoint "
        + addresses.receiver()
        + endpoint.path()
        + (run.config().view().place().isPresent() ? ", live view and admin " : ", admin ")
        + addresses.admin()
        + ", Kafka "
        + addresses.kafka()
        + ", Flink "
        + addresses.flink()
        + ", sandbox "
        + addresses.sandbox();
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
