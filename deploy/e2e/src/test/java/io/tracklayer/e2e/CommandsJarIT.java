package io.tracklayer.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.cli.Main;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.testing.KafkaProcess;
import io.tracklayer.testing.RepositoryFiles;
import io.tracklayer.testing.ShortLived;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code tracklayer-cli.jar} as a container runs it: only a file and a Java runtime. Its process
 * starts in an empty directory, with an empty home directory.
 */
@ExtendWith(SharedKafka.class)
class CommandsJarIT {

  private static final Path JAR = RepositoryFiles.at("deploy/cli/target/tracklayer-cli.jar");

  /** How many bytes each image and each start of a pod may have to pull. */
  private static final long MOST_BYTES = 32 << 20;

  @TempDir private Path directory;

  private Path home;
  private Path output;

  @BeforeEach
  void makeAnEmptyHome() throws IOException {
    home = Files.createDirectory(directory.resolve("home"));
    output = directory.resolve("output");
  }

  @Test
  void everyCommandHasHelp() throws Exception {
    assertThat(run("--help")).isZero();

    List<String> commands = List.copyOf(Main.commandLine().getSubcommands().keySet());
    assertThat(output()).contains(commands);
  }

  @Test
  void itTellsItsVersion() throws Exception {
    assertThat(run("--version")).isZero();

    assertThat(output()).matches("(?s)TrackLayer [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\s*");
  }

  @Test
  void aConfigurationIsCheckedLineByLine() throws Exception {
    Path config = config("localhost:9092");
    assertThat(run("check-config", config.toString())).as(output()).isZero();

    Files.writeString(config, Files.readString(config).replace("dataset_id", "dataset"));
    assertThat(run("check-config", config.toString())).isEqualTo(2);
    assertThat(output()).contains("tracklayer.yaml:").contains("dataset");
  }

  @Test
  void aPreviewShowsTheRequests() throws Exception {
    Path events =
        Files.writeString(
            directory.resolve("events.ndjson"),
            """
            {"messageId":"m-1","type":"track","event":"Order Completed","userId":"u-1",\
            "originalTimestamp":"2026-03-01T12:00:00Z","context":{"traits":{"email":"jane@example.com"}},\
            "properties":{"order_id":"o-1","value":"12.50","currency":"eur"}}
            """);
    Path config = config("localhost:9092");
    String now = "2026-03-01T12:00:01Z";

    assertThat(run("preview", "--config", config.toString(), "--now", now, events.toString()))
        .as(output())
        .isZero();
    assertThat(output()).contains("\"decision\":\"send\"").contains("https://graph.facebook.com/");
  }

  @Test
  void topicsAreCreatedCheckedAndReadInEveryCompressionOfKafka(KafkaProcess kafka)
      throws Exception {
    String config = config(kafka.bootstrapServers()).toString();
    assertThat(run("topics", "--config", config)).as(output()).isEqualTo(1);
    assertThat(run("topics", "--config", config, "--create")).as(output()).isZero();
    assertThat(output()).contains("created commands.raw").doesNotContain("error: ");
    assertThat(run("topics", "--config", config, "--output", "json")).as(output()).isZero();
    assertThat(output().lines())
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.startsWith("{\"topic\":\"commands.") && line.endsWith("}"));

    for (String compression : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      write(kafka, compression);
      assertThat(run("trace", "m-" + compression, "--config", config)).as(output()).isZero();
      assertThat(output()).contains("Order Completed");
    }
  }

  @Test
  void bashCompletesCommandsOptionsAndTheirValues() throws Exception {
    assertThat(run("completion")).isZero();
    Path script = Files.move(output, directory.resolve("completion.bash"));

    assertThat(completed(script, "trac")).isEqualTo("trace");
    assertThat(completed(script, "check-config", "--out")).isEqualTo("--output");
    assertThat(completed(script, "topics", "--output", "")).isEqualTo("table json");
    assertThat(completed(script, "dead-letters", "--reason", "no_con")).contains("no_consent");
  }

  /** What bash offers for the last word. */
  private static String completed(Path script, String... words) throws Exception {
    String line = "tracklayer '" + String.join("' '", words) + "'";
    Process bash =
        new ProcessBuilder(
                "bash",
                "--norc",
                "-c",
                "source \"$0\"; complete -p tracklayer >&2; COMP_WORDS=(%s); COMP_CWORD=%d; "
                        .formatted(line, words.length)
                    + "_complete_tracklayer; echo ${COMPREPLY[@]}",
                script.toString())
            .redirectErrorStream(false)
            .start();
    String offered = new String(bash.getInputStream().readAllBytes(), UTF_8).strip();
    String registered = new String(bash.getErrorStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).isZero();
    assertThat(registered).contains("-F _complete_tracklayer");
    return offered;
  }

  @Test
  void aReaderThatHasSeenEnoughEndsTheCommandQuietly() throws Exception {
    String event = "{\"messageId\":\"m\",\"type\":\"track\",\"event\":\"Cart Viewed\"}\n";
    Path events = Files.writeString(directory.resolve("events.ndjson"), event.repeat(100_000));
    String[] call = {"preview", "--config", config("localhost:9092").toString(), events.toString()};
    Process preview = command(call).redirectError(output.toFile()).start();
    try (BufferedReader reader = preview.inputReader(UTF_8)) {
      assertThat(reader.readLine()).contains("not_in_allowlist");
    }

    assertThat(preview.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(preview.exitValue()).isEqualTo(141);
    assertThat(output()).isEmpty();
  }

  @Test
  void theSandboxAnswers() throws Exception {
    Process sandbox = start("sandbox", "--port", "0");
    try {
      String ready = "The sandbox is ready: ";
      Awaitility.await().until(() -> output().contains(ready) || !sandbox.isAlive());
      URI requests = URI.create(output().replace(ready, "").strip() + "/_sandbox/requests");
      assertThat(
              HttpClient.newHttpClient()
                  .send(HttpRequest.newBuilder(requests).build(), BodyHandlers.ofString())
                  .body())
          .isEqualTo("[]");
    } finally {
      sandbox.destroyForcibly().waitFor();
    }
  }

  @Test
  void itIsNoLargerThanItMustBe() throws IOException {
    assertThat(JAR).satisfies(jar -> assertThat(Files.size(jar)).isLessThan(MOST_BYTES));
  }

  /**
   * Log4j finds its plugins through one file, of which a merge of jars would keep only the last.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "META-INF/org/apache/logging/log4j/core/config/plugins/Log4j2Plugins.dat",
        "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
        "META-INF/LICENSE"
      })
  void whatJarsMayHaveInCommonIsThereOnce(String file) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().filter(entry -> entry.getName().equals(file))).hasSize(1);
    }
  }

  private static void write(KafkaProcess kafka, String compression) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "compression.type", compression),
            new StringSerializer(),
            new StringSerializer())) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  "commands.raw",
                  "{\"message_id\":\"m-%s\",\"type\":\"track\",\"event\":\"Order Completed\"}"
                      .formatted(compression)));
    }
  }

  private Path config(String bootstrapServers) throws IOException {
    Files.writeString(directory.resolve("secret"), "0123456789".repeat(4), UTF_8);
    return Files.writeString(
        directory.resolve("tracklayer.yaml"),
        """
        kafka: {bootstrap_servers: "%s", topic_prefix: commands}
        endpoints:
          - url: http://localhost:8080/rudderstack/events
            account: acct
            environment: production
            source: rudderstack
            secret_ref: "file:SECRET"
            filters: {include: [Order Completed]}
        identity: {key_ref: "file:SECRET"}
        destinations:
          - name: meta
            type: meta_capi
            account: acct
            environment: production
            consent: []
            settings: {dataset_id: "1", access_token_ref: "file:SECRET"}
        """
            .formatted(bootstrapServers)
            .replace("SECRET", directory.resolve("secret").toString()));
  }

  private int run(String... arguments) throws Exception {
    Process process = start(arguments);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it still runs: " + output());
    }
    return process.exitValue();
  }

  private Process start(String... arguments) throws IOException {
    return command(arguments).redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ShortLived.JVM_OPTIONS);
    command.addAll(List.of("-Duser.home=" + home, "-jar"));
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().clear();
    return builder;
  }

  private String output() throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }
}
