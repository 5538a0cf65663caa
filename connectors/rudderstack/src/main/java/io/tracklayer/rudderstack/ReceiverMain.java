package io.tracklayer.rudderstack;

import io.javalin.util.JavalinBindException;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.ViewConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.config.sections.BootstrapServers;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The receiver as a process of its own. It runs until SIGTERM, then exits cleanly with 0. */
@Command(
    name = "tracklayer-receiver",
    mixinStandardHelpOptions = true,
    description = "Accepts RudderStack's events over HTTP and writes them to Kafka.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped", "1:failed", "2:usage or config error"})
public final class ReceiverMain implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int CONFIG_ERROR = 2;

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "the YAML file")
  private Path config;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "port for events (default ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--admin-port",
      defaultValue = "8090",
      description =
          "port for /livez, /readyz, /metrics and the live view (default ${DEFAULT-VALUE})")
  private int adminPort;

  @Option(
      names = "--admin-host",
      paramLabel = "ADDRESS",
      description =
          "address to serve the admin port on (default: all, but the live view only to this"
              + " machine); for one that other machines reach, a live view needs"
              + " view.admin_secret_ref")
  private @Nullable String adminHost;

  @Option(
      names = "--no-view",
      description =
          "serve no live view, even if the configuration has a directory for it: among receivers"
              + " with one configuration, one view is enough")
  private boolean noView;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    int code = new CommandLine(new ReceiverMain()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() {
    if (!isPort(port) || !isPort(adminPort)) {
      err()
          .println(
              "--port and --admin-port must be numbers from 0 to " + BootstrapServers.MAX_PORT);
      return CONFIG_ERROR;
    }
    ConfigResult result = ConfigReader.withoutDestinations().read(config);
    Secrets secrets = Secrets.ofThisProcess();
    List<String> problems = problems(result, secrets);
    if (!problems.isEmpty() || !(result instanceof ConfigResult.Valid valid)) {
      problems.forEach(err()::println);
      return CONFIG_ERROR;
    }
    TrackLayerConfig ours = noView ? valid.config().withView(ViewConfig.OFF) : valid.config();
    Receiver receiver;
    try {
      receiver = Receiver.start(ours, secrets, Clock.systemUTC(), port, adminHost, adminPort);
    } catch (JavalinBindException e) {
      err()
          .printf(
              "port %d or %d is in use, or this user may not listen on it;"
                  + " choose others with --port and --admin-port%n",
              port, adminPort);
      return FAILED;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(receiver), "receiver-stop"));
    return 0;
  }

  private static boolean isPort(int number) {
    return number >= 0 && number <= BootstrapServers.MAX_PORT;
  }

  /** Includes problems that matter only to this process. */
  private List<String> problems(ConfigResult result, Secrets secrets) {
    List<String> problems = new ArrayList<>();
    if (result instanceof ConfigResult.Valid valid && !valid.config().hasKafka()) {
      problems.add(config + ": kafka: is missing; write kafka: {bootstrap_servers: HOST:PORT}");
    }
    if (result instanceof ConfigResult.Valid valid && isOpenToOthers(valid.config().view())) {
      problems.add(
          config
              + ": view.admin_secret_ref: is missing, and --admin-host lets other machines see the"
              + " live view; name where its password is kept");
    }
    if (adminHost != null && !isOfThisMachine(adminHost)) {
      problems.add(
          "--admin-host: "
              + adminHost
              + " is not an address of this machine; write one, such as 127.0.0.1 or 0.0.0.0");
    }
    result.problems(secrets).forEach(problem -> problems.add(problem.toString()));
    return problems;
  }

  private static boolean isOfThisMachine(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }

  private boolean isOpenToOthers(ViewConfig view) {
    return !noView
        && adminHost != null
        && !LOOPBACK.matcher(adminHost).matches()
        && view.place().isPresent()
        && view.adminSecretRef() == null;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Otherwise a JVM told to stop would exit with 143, which looks like a failure. */
  private static void endWith(Receiver receiver) {
    receiver.close();
    Runtime.getRuntime().halt(0);
  }
}
