package io.tracklayer.cli;

import io.tracklayer.cli.output.Progress;
import io.tracklayer.cli.trace.TopicScan;
import io.tracklayer.cli.validate.EndpointChoice;
import io.tracklayer.cli.validate.EndpointClient;
import io.tracklayer.cli.validate.TestUser;
import io.tracklayer.cli.validate.ValidateBlock;
import io.tracklayer.cli.validate.Validation;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.DurationText;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Tries a running system with a test user, whose events nobody counts. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Sends a test user's identify and order to a running system and says what was seen of them,"
            + " up to each destination. No destination counts them. Exit code 1 if any line is not as"
            + " it should be.",
    footerHeading = Commands.EXAMPLE,
    footer = {
      "  ./tracklayer validate --config tracklayer.yaml \\",
      "      --endpoint https://inbound.example.com/rudderstack/events"
    })
public final class ValidateCommand implements Callable<Integer> {

  /** How the result is printed. */
  enum Form {
    YAML,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private final SystemOptions options = new SystemOptions();

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      required = true,
      description = "where to post; its path says which endpoint of the configuration it is")
  private URI url;

  @Option(
      names = "--account",
      paramLabel = "A",
      description = "the endpoint's account, if several endpoints have the path")
  private @Nullable String account;

  @Option(
      names = "--environment",
      paramLabel = "E",
      description = "the endpoint's environment, if several endpoints have the path")
  private @Nullable String environment;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Patience.class,
      description = "how long to wait for what must be seen (default: ${DEFAULT-VALUE})")
  private Duration timeout;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "yaml",
      description = "yaml, or json: one object in one line (default: ${DEFAULT-VALUE})")
  private Form output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<RunningSystem> found = options.system(null, spec.commandLine());
    if (found.isEmpty()) {
      return ExitCode.USAGE;
    }
    RunningSystem system = found.get();
    EndpointConfig endpoint = endpoint(system);
    Secrets secrets = Secrets.ofThisProcess();
    EndpointClient client = EndpointClient.at(url, endpoint, secret(endpoint, secrets));
    ValidateBlock block;
    try (TopicScan scan = new TopicScan(system.kafka(), secrets);
        Progress progress =
            Progress.of(
                () -> "waiting for what becomes of the test user's events",
                spec.commandLine().getErr())) {
      TestUser user = TestUser.fresh(system.config().consent(), new SecureRandom());
      block =
          new Validation(
                  system.config(),
                  endpoint,
                  client,
                  scan,
                  system.kafka().topics(),
                  user,
                  Clock.systemUTC(),
                  timeout)
              .run();
    }
    spec.commandLine()
        .getOut()
        .println(
            switch (output) {
              case YAML -> block.yaml();
              case JSON -> block.json();
            });
    return block.isRight() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private EndpointConfig endpoint(RunningSystem system) {
    try {
      return new EndpointChoice(url, account, environment).among(system.config().endpoints());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private String secret(EndpointConfig endpoint, Secrets secrets) {
    SecretRef ref = endpoint.secretRefs().get(0);
    String secret;
    try {
      secret = secrets.require(ref);
    } catch (IllegalStateException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (!secret.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new ParameterException(
          spec.commandLine(),
          "the secret at "
              + ref.reference()
              + " holds a character that cannot be sent in an HTTP header");
    }
    return secret;
  }

  /** A duration as the configuration writes it. */
  static final class Patience implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return DurationText.parse(text)
          .orElseThrow(() -> new TypeConversionException("write it like 60s or 2m"));
    }
  }
}
