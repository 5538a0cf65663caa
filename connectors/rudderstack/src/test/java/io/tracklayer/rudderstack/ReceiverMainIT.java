package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.rudderstack.testing.Configs;
import io.tracklayer.testing.KafkaProcess;
import io.tracklayer.testing.ShortLived;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar as a process of its own. */
class ReceiverMainIT {

  private static final Pattern STARTED =
      Pattern.compile(
          "accepts events on port (\\d+); health checks and metrics are on port (\\d+)");
  private static final String SECRET = "secret of production";

  @TempDir private Path directory;
  private Process process;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void itServesWithoutKafkaThenWithKafkaAndEndsCleanlyWithoutATraceOfSecretsInItsLog()
      throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(directory.resolve("kafka"));
        StoredRecords stored = new StoredRecords(kafka.bootstrapServers(), "tracklayer")) {
      int port = freePort();
      String portText = Integer.toString(port);
      String config = config(kafka.bootstrapServers()) + liveView();
      run(config, true, "--port", portText, "--admin-port", "0");
      Sender sender = started(port);
      // The topics do not exist yet: the receiver is alive but accepts nothing.
      Awaitility.await().until(() -> sender.admin("/livez").statusCode() == 200);
      assertThat(sender.admin("/readyz").statusCode()).isEqualTo(503);
      HttpResponse<String> refused = sender.post(event("main-1"));
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();

      stored.createTopics(1 << 20);
      sender.awaitReady();
      assertThat(sender.post(event("main-2")).statusCode()).isEqualTo(200);
      stored.raw("main-2");
      Awaitility.await("the live view has read it")
          .atMost(Duration.ofSeconds(20))
          .until(() -> sender.admin("/api/events/main-2").statusCode() == 200);
      assertThat(sender.admin("/").body()).contains("<title>TrackLayer");

      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(output())
          .contains("The receiver has stopped")
          .doesNotContain(SECRET, "who@example.com", Configs.IDENTITY_KEY);
    }
  }

  @Test
  void everyProblemOfAConfigurationIsListedAndItEndsWith2() throws Exception {
    String broken =
        config("localhost:1")
            .replace("environment:", "enviroment:")
            .replace("endpoints:", "x: 1\nendpoints:");
    run(broken, true);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output()).contains("enviroment", "config.yaml:");
    assertThat(output().lines().count()).isGreaterThan(1);
  }

  @Test
  void everySecretThatIsNotSetIsListedAndItEndsWith2() throws Exception {
    run(config("localhost:1"), false);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output()).contains("PRODUCTION is not set", "IDENTITY_KEY is not set");
  }

  @Test
  void aPortThatThereIsNotIsWrongUsage() throws Exception {
    run(config("localhost:1"), true, "--port", "99999");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output()).contains("from 0 to 65535").doesNotContain("\tat ");
  }

  @Test
  void aPortInUseIsToldInALineAndItEndsWith1() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      run(config("localhost:1"), true, "--port", "0", "--admin-port", port);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(output()).contains("port 0 or " + port + " is in use").doesNotContain("\tat ");
    }
  }

  @Test
  void aLiveViewThatOthersCouldSeeNeedsAPassword() throws Exception {
    run(config("localhost:1") + liveView(), true, "--admin-host", "0.0.0.0");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output()).contains("view.admin_secret_ref: is missing");
  }

  @Test
  void aReceiverAmongOthersServesNoLiveViewIfItIsToldSo() throws Exception {
    int port = freePort();
    String config = config("localhost:1") + liveView();
    String portText = Integer.toString(port);
    run(
        config,
        true,
        "--port",
        portText,
        "--admin-port",
        "0",
        "--admin-host",
        "0.0.0.0",
        "--no-view");
    Sender sender = started(port);

    Awaitility.await().until(() -> sender.admin("/livez").statusCode() == 200);
    assertThat(sender.admin("/").statusCode()).isEqualTo(404);
    assertThat(directory.resolve("view")).doesNotExist();
  }

  @Test
  void anAdminHostThatIsNotThisMachinesIsSaid() throws Exception {
    run(config("localhost:1"), true, "--admin-host", "nowhere.invalid");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output())
        .contains("--admin-host: nowhere.invalid is not an address of this machine");
  }

  private String liveView() {
    return "view: {directory: \"" + directory.resolve("view") + "\"}\n";
  }

  private void run(String config, boolean withSecrets, String... arguments) throws IOException {
    Path file = Files.writeString(directory.resolve("config.yaml"), config);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ShortLived.JVM_OPTIONS);
    command.addAll(List.of("-Xmx256m", "-jar", "target/tracklayer-receiver.jar"));
    command.addAll(List.of("--config", file.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    builder.environment().keySet().removeAll(List.of("PRODUCTION", "IDENTITY_KEY"));
    if (withSecrets) {
      builder.environment().put("PRODUCTION", SECRET);
      builder.environment().put("IDENTITY_KEY", Configs.IDENTITY_KEY);
    }
    process = builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Sender started(int port) {
    Matcher matcher =
        Awaitility.await("the receiver has started")
            .atMost(Duration.ofSeconds(30))
            .until(() -> STARTED.matcher(output()), Matcher::find);
    assertThat(matcher.group(1)).isEqualTo(Integer.toString(port));
    return new Sender(port, Integer.parseInt(matcher.group(2)));
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"), UTF_8);
  }

  private static String config(String bootstrapServers) {
    return """
        kafka: {bootstrap_servers: "%s"}
        endpoints:
          - url: https://inbound.tracklayer.io/rudderstack/events
            account: acct_live_123
            environment: production
            secret_ref: PRODUCTION
        identity: {key_ref: IDENTITY_KEY}
        """
        .formatted(bootstrapServers);
  }

  private static String event(String messageId) {
    return "{\"messageId\":\""
        + messageId
        + "\",\"type\":\"identify\",\"traits\":{\"email\":\"who@example.com\"}}";
  }
}
