package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.UnsetSecrets;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.identifier.NodeIds;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The receiver as a process of its own: runs until SIGTERM, then ends cleanly with 0. */
@Command(
    name = "tracklayer-receiver",
    mixinStandardHelpOptions = true,
    description = "Takes RudderStack's events over HTTP into Kafka.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped", "1:failed", "2:usage or config error"})
public final class ReceiverMain implements Callable<Integer> {

  private static final int CONFIG_ERROR = 2;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "the YAML file")
  private Path config;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "where events are taken (default ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--admin-port",
      defaultValue = "8090",
      description = "/livez, /readyz and /metrics (default ${DEFAULT-VALUE})")
  private int adminPort;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    int code = new CommandLine(new ReceiverMain()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() {
    ConfigResult result = ConfigReader.withoutDestinations().read(config);
    if (result instanceof ConfigResult.Invalid invalid) {
      invalid.problems().forEach(problem -> err().println(problem));
      return CONFIG_ERROR;
    }
    TrackLayerConfig valid = ((ConfigResult.Valid) result).config();
    Secrets secrets = Secrets.ofThisProcess();
    List<String> problems = problems(valid, secrets);
    if (!problems.isEmpty()) {
      problems.forEach(problem -> err().println(config + ": " + problem));
      return CONFIG_ERROR;
    }
    Receiver receiver = Receiver.start(valid, secrets, Clock.systemUTC(), port, adminPort);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(receiver), "receiver-stop"));
    return 0;
  }

  /** What a valid configuration may still lack here, in this process. */
  private static List<String> problems(TrackLayerConfig config, Secrets secrets) {
    List<String> problems = new ArrayList<>();
    if (config.kafka() == null) {
      problems.add("kafka: write where Kafka is, as kafka: {bootstrap_servers: HOST:PORT}");
    }
    if (config.endpoints().isEmpty()) {
      problems.add("endpoints: write at least one, or nothing can be received");
    }
    UnsetSecrets.of(config, secrets).forEach(ref -> problems.add(missing(ref)));
    secrets
        .find(config.identity().keyRef())
        .filter(key -> key.getBytes(UTF_8).length < NodeIds.MIN_KEY_BYTES)
        .ifPresent(
            key ->
                problems.add(
                    "identity.key_ref: the key has fewer than "
                        + NodeIds.MIN_KEY_BYTES
                        + " bytes; give it that many at least"));
    return problems;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private static String missing(SecretRef ref) {
    return ref.isFile()
        ? "the secret file " + ref.path() + " is missing, empty or not readable"
        : "the environment variable " + ref.reference() + " is not set";
  }

  /** A JVM that is told to stop would end with 143 else, which reads like a failure. */
  private static void endWith(Receiver receiver) {
    receiver.close();
    Runtime.getRuntime().halt(0);
  }
}
