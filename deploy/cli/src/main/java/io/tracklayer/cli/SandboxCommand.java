package io.tracklayer.cli;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.sections.BootstrapServers;
import io.tracklayer.sandbox.Sandbox;
import io.tracklayer.sandbox.SandboxOptions;
import io.tracklayer.sandbox.SandboxSecrets;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the sandbox alone, for a system that runs elsewhere. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Runs only the stand-in for the destination APIs, until you stop it.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer sandbox --port 8089")
public final class SandboxCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "8089",
      description = "port to listen on; 0 for any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "localhost",
      description = "address to listen on (default: ${DEFAULT-VALUE})")
  private String host;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "file that keeps the recorded requests across restarts")
  private Path journal;

  @Option(
      names = "--secret",
      paramLabel = "DESTINATION=REF",
      description =
          "token or signing secret that the destination accepts: an environment variable, or"
              + " file:/path; a destination that has none accepts any")
  private List<String> secretRefs = List.of();

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > BootstrapServers.MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--port must be a number from 0 to " + BootstrapServers.MAX_PORT);
    }
    SandboxOptions options = new SandboxOptions(host, port, journal, secrets());
    try (Sandbox sandbox = Sandbox.start(options, Clock.systemUTC())) {
      spec.commandLine()
          .getOut()
          .println("The sandbox is ready: http://" + host + ":" + sandbox.port());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof BindException)) {
        throw e; // of the journal
      }
      spec.commandLine().getErr().println(e.getMessage() + "; choose another with --port");
      return ExitCode.SOFTWARE;
    }
    return ExitCode.OK;
  }

  private SandboxSecrets secrets() {
    Map<String, Set<String>> values = new TreeMap<>();
    for (String ref : secretRefs) {
      String[] parts = ref.split("=", 2);
      if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
        throw new ParameterException(
            spec.commandLine(), "--secret must be DESTINATION=REF, such as meta=META_ACCESS_TOKEN");
      }
      SecretRef secret = new SecretRef(parts[1]);
      String value =
          Secrets.ofThisProcess()
              .find(secret)
              .orElseThrow(() -> new ParameterException(spec.commandLine(), secret.whenNotSet()));
      values.computeIfAbsent(parts[0], destination -> new HashSet<>()).add(value);
    }
    return new SandboxSecrets(values);
  }
}
