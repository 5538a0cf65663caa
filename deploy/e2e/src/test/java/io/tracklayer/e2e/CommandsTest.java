package io.tracklayer.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.local.Main;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  private static final String SECRET = "canary-secret";
  private static final String ENDPOINT = "http://localhost:8080/rudderstack/events";
  private static final String EVENT =
      """
      {"messageId":"m-1","type":"track","event":"Order Completed","userId":"u-1",
       "originalTimestamp":"2026-03-01T12:00:00Z",
       "context":{"userAgent":"Agent/1.0","ip":"203.0.113.7","traits":{"email":"Jane@Example.com","marketing_opt_in":true}},
       "properties":{"order_id":"o-1","value":"12.50","currency":"eur"}}
      """
          .replace("\n", "");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config;

  @BeforeEach
  void writeConfig() throws IOException {
    Files.writeString(directory.resolve("endpoint"), SECRET);
    Files.writeString(directory.resolve("key"), "0123456789".repeat(4));
    Files.writeString(directory.resolve("token"), SECRET);
    Files.writeString(directory.resolve("signing"), SECRET);
    config = Files.writeString(directory.resolve("config.yaml"), yaml());
  }

  @Test
  void aValidConfigIsSaidToBeValid() {
    assertThat(run("check-config", config.toString())).isZero();
    assertThat(out.toString()).contains("config.yaml is valid");
  }

  @Test
  void aConfigWithoutKafkaIsValidForLocalModeOnly() {
    assertThat(run("check-config", config.toString())).isZero();
    assertThat(out.toString()).contains("config.yaml is valid for local mode");
    assertThat(err.toString()).contains("config.yaml:1:1: kafka: warning: is missing");
  }

  @Test
  void aFileOfEventsThatIsMissingIsSaidToBe() {
    assertThat(run("preview", "--config", config.toString(), directory + "/none.ndjson"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("there is no such file: " + directory + "/none.ndjson");
  }

  @Test
  void anUnsetSecretIsNamedButNeverShown() throws IOException {
    Files.delete(directory.resolve("token"));

    assertThat(run("check-config", config.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(directory.resolve("token").toString());
    assertThat(out + err.toString()).doesNotContain(SECRET);
  }

  @Test
  void anIdentityKeyThatTheJobWouldRefuseIsFoundAndNeverShown() throws IOException {
    Files.writeString(directory.resolve("key"), "hunter22");

    assertThat(run("check-config", config.toString())).isEqualTo(2);
    assertThat(err.toString())
        .containsPattern(
            "config.yaml:[0-9]+:[0-9]+: identity.key_ref: .* has 8 bytes; give it at least 32")
        .doesNotContain("hunter22");
  }

  @Test
  void everyProblemIsToldWithItsLine() throws IOException {
    Files.writeString(config, yaml().replace("account: acct", "acount: acct"));

    assertThat(run("check-config", config.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("config.yaml:3")
        .contains("config.yaml:")
        .contains("acount");
  }

  @Test
  void wrongUsageIsExitCodeTwo() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("nonsense")).isEqualTo(2);
    assertThat(run("preview")).isEqualTo(2);
    assertThat(run("trace", "m-1")).isEqualTo(2);
    assertThat(run("trace", "m-1", "--data", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(run("trace", "", "--data", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("give the id of a message");
    assertThat(run("topics", "--config", config.toString())).isEqualTo(2);
    assertThat(run("redrive", "--config", config.toString())).isEqualTo(2);
    assertThat(redrive("meta")).isEqualTo(2);
    assertThat(redrive("meta", "--data", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(redrive("meta", "--since", "yesterday")).isEqualTo(2);
    assertThat(redrive("meta", "--outcome", "delivered")).isEqualTo(2);
    assertThat(redrive("meta", "--rate", "0")).isEqualTo(2);
    for (String command : List.of("pause", "resume", "dead-letters")) {
      assertThat(run(command)).as(command).isEqualTo(2);
      assertThat(run(command, "--config", config.toString(), "--destination", "meta"))
          .as(command + " without kafka")
          .isEqualTo(2);
    }
    assertThat(run("validate", "--config", config.toString())).isEqualTo(2);
    assertThat(validate("http://localhost:1/rudderstack/events")).as("without kafka").isEqualTo(2);
    assertThat(validate(ENDPOINT, "--data", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(validate(ENDPOINT, "--timeout", "soon")).isEqualTo(2);
    assertThat(run("local", "--config", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(run("preview", "--config", config.toString(), "--now", "today")).isEqualTo(2);
    assertThat(run("sandbox", "--port", "99999")).isEqualTo(2);
    assertThat(err.toString()).contains("from 0 to 65535");
  }

  @Test
  void aSandboxWhosePortIsTakenSaysSo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("sandbox", "--port", port)).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("port " + port + " is in use")
          .contains("choose another with --port")
          .hasLineCount(1);
    }
  }

  @Test
  void aJournalThatCannotBeUsedIsNotBlamedOnThePort() {
    assertThat(run("sandbox", "--port", "0", "--journal", directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(directory.toString()).doesNotContain("--port");
  }

  @Test
  void topicsWithoutPartitionsAreRefusedBeforeAnythingIsAsked() throws IOException {
    Files.writeString(config, Files.readString(config) + "kafka: {bootstrap_servers: nobody:1}\n");
    assertThat(run("topics", "--config", config.toString(), "--partitions", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--partitions must be at least 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "localhost:8090", "http:x", "/"})
  void aLiveViewWithoutAnAddressIsRefusedBeforeAnythingIsAsked(String view) throws IOException {
    Files.writeString(config, Files.readString(config) + "kafka: {bootstrap_servers: nobody:1}\n");
    assertThat(run("trace", "m-1", "--config", config.toString(), "--view", view)).isEqualTo(2);
    assertThat(err.toString()).contains("--view: " + view + " is no address");
    assertThat(run("match-quality", "--config", config.toString(), "--view", view)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trac m-1                    | there is no command trac; did you mean trace?",
        "dead-leters                 | there is no command dead-leters; did you mean dead-letters?",
        "trace m-1 --confg F         | there is no option --confg; did you mean --config?",
        "trace m-1 m-2               | there is one argument too many: m-2",
        "topics                      | Missing required option: '--config=F'",
        "topics --config F --output x| expected one of [TABLE, JSON] (case-insensitive) but was 'x'",
        "redrive --reason no_consnt  | there is no reason no_consnt; did you mean no_consent?",
        "bench --stages resolv       | there is no stage resolv; did you mean resolve?",
      })
  void wrongUsageIsAnsweredWithWhatIsLikelyMeantAndWhereToReadOn(String call, String answer) {
    assertThat(run(call.strip().split(" +"))).isEqualTo(2);
    assertThat(err.toString()).contains(answer).contains(" --help` says how it is used.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withoutACommandAllOfThemAreListed() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("Usage: ").contains("dead-letters").contains("demo");
  }

  @Test
  void programsGetAnObjectForEachProblemOfAConfiguration() throws IOException {
    Files.writeString(config, yaml().replace("account: acct", "acount: acct"));

    assertThat(run("check-config", config.toString(), "--output", "json")).isEqualTo(2);
    assertThat(err.toString()).isEmpty();
    List<JsonNode> told = new ArrayList<>();
    for (String line : out.toString().split("\n", -1)) {
      if (!line.isEmpty()) {
        told.add(Json.parse(line.getBytes(UTF_8)));
      }
    }
    assertThat(told)
        .anySatisfy(
            problem -> {
              assertThat(problem.get("file").asText()).isEqualTo("config.yaml");
              assertThat(problem.get("line").asInt()).isEqualTo(3);
              assertThat(problem.get("column").asInt()).isEqualTo(5);
              assertThat(problem.get("path").asText()).isEqualTo("endpoints[0].acount");
              assertThat(problem.get("message").asText()).contains("did you mean account?");
            });
  }

  @Test
  void aDestinationThatIsNotThereIsAnsweredWithTheOneThatIsLikelyMeant() {
    assertThat(redrive("newsleter")).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no destination newsleter in config.yaml; did you mean newsletter?");
  }

  @Test
  void onlyADestinationThatIsThereCanBePausedAndResumed() throws IOException {
    Files.writeString(config, "kafka: {bootstrap_servers: \"localhost:1\"}\n" + yaml());

    for (String command : List.of("pause", "resume")) {
      assertThat(run(command, "--config", config.toString(), "--destination", "mata"))
          .as(command)
          .isEqualTo(2);
      assertThat(err.toString()).contains("there is no destination mata", "did you mean meta?");
      err.getBuffer().setLength(0);
    }
  }

  @Test
  void everyCommandTellsTheVersionOfTheBuild() throws IOException {
    String pom = Files.readString(RepositoryFiles.at("pom.xml"));
    String version = pom.replaceAll("(?s).*?<version>([^<]+)</version>.*", "$1");

    assertThat(version).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("TrackLayer " + version);
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      if (!command.equals("help")) {
        out.getBuffer().setLength(0);
        assertThat(run(command, "--version")).as(command).isZero();
        assertThat(out.toString()).as(command).contains(version);
      }
    }
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      if (!command.equals("help")) {
        assertThat(run(command, "--help")).as(command).isZero();
      }
    }
  }

  @Test
  void aPreviewShowsWhatEachDestinationWouldBeSent() throws IOException {
    JsonNode line = preview(EVENT, "2026-03-01T12:00:01Z").get(0);

    assertThat(line.get("message_id").asText()).isEqualTo("m-1");
    assertThat(line.get("accepted").asBoolean()).isTrue();
    assertThat(line.get("reason").isNull()).isTrue();
    assertThat(line.at("/canonical/name").asText()).isEqualTo("purchase");
    assertThat(line.at("/canonical/user/emails/0").asText()).isEqualTo("jane@example.com");
    JsonNode meta = line.at("/destinations/0");
    assertThat(meta.get("decision").asText()).isEqualTo("send");
    assertThat(meta.at("/requests/0/url").asText())
        .isEqualTo("https://graph.facebook.com/v25.0/1/events");
    assertThat(meta.at("/requests/0/headers/authorization").asText()).isEqualTo("***");
    assertThat(meta.at("/requests/0/body/data/0/custom_data/value").decimalValue())
        .isEqualByComparingTo("12.5");
    JsonNode newsletter = line.at("/destinations/1");
    assertThat(newsletter.get("decision").asText()).isEqualTo("skip");
    assertThat(newsletter.get("reason").asText()).isEqualTo("no_consent");
    assertThat(newsletter.get("detail").asText()).isEqualTo("email");
    assertThat(newsletter.get("requests")).isEmpty();
  }

  @Test
  void aPreviewReadsNoSecretButTheIdentityKey() throws IOException {
    Files.delete(directory.resolve("token"));
    Files.delete(directory.resolve("signing"));
    Files.delete(directory.resolve("endpoint"));
    String withKey =
        preview(EVENT, "2026-03-01T12:00:01Z").get(0).at("/canonical/profile_id").asText();
    Files.delete(directory.resolve("key"));
    String without =
        preview(EVENT, "2026-03-01T12:00:01Z").get(0).at("/canonical/profile_id").asText();

    assertThat(withKey).matches("[0-9a-f]{32}");
    assertThat(without).isEqualTo("preview");
  }

  @Test
  void aPreviewChecksAgeAgainstItsOwnClock() throws IOException {
    JsonNode line =
        preview(EVENT.replace("originalTimestamp", "timestamp"), "2026-03-20T12:00:00Z").get(0);

    assertThat(line.at("/destinations/0/decision").asText()).isEqualTo("skip");
    assertThat(line.at("/destinations/0/reason").asText()).isEqualTo("too_old");
  }

  @Test
  void aPreviewTellsWhyAnEventIsNotTaken() throws IOException {
    List<JsonNode> lines =
        preview(
            EVENT.replace("Order Completed", "Cart Viewed")
                + "\n"
                + EVENT.replace("\"m-1\"", "null")
                + "\nno json\n",
            "2026-03-01T12:00:01Z");

    assertThat(lines.get(0).get("reason").asText()).isEqualTo("not_in_allowlist");
    assertThat(lines.get(1).get("reason").asText()).isEqualTo("missing_message_id");
    assertThat(lines.get(1).get("accepted").asBoolean()).isFalse();
    assertThat(lines.get(2).get("reason").asText()).isEqualTo("not_json");
    assertThat(err.toString())
        .contains("events.ndjson:3:1: is not JSON: ")
        .contains("1 line is not JSON; write each event in a line of its own");
  }

  @Test
  void aFileOfEventsThatIsNotTextIsSaidNotToBe() throws IOException {
    Path events = Files.write(directory.resolve("events.ndjson"), new byte[] {(byte) 0xC3, 0x28});

    assertThat(run("preview", "--config", config.toString(), events.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("events.ndjson is not UTF-8 text; save it as UTF-8");
  }

  @Test
  void aPreviewOfOneDestinationShowsThatOneOnly() throws IOException {
    Path events = Files.writeString(directory.resolve("events.ndjson"), EVENT);

    assertThat(
            run(
                "preview",
                "--config",
                config.toString(),
                "--destination",
                "newsletter",
                events.toString()))
        .isZero();
    JsonNode line = Json.parse(out.toString().getBytes(UTF_8));
    assertThat(line.get("destinations")).hasSize(1);
    assertThat(run("preview", "--config", config.toString(), "--destination", "nobody", "-"))
        .isEqualTo(2);
  }

  private List<JsonNode> preview(String lines, String now) throws IOException {
    Path events = Files.writeString(directory.resolve("events.ndjson"), lines);
    out.getBuffer().setLength(0);
    assertThat(run("preview", "--config", config.toString(), "--now", now, events.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).doesNotContain(SECRET);
    List<JsonNode> previews = new ArrayList<>();
    for (String line : out.toString().split("\n", -1)) {
      if (!line.isBlank()) {
        previews.add(Json.parse(line.getBytes(UTF_8)));
      }
    }
    return previews;
  }

  @Test
  void aValidationNeedsAnEndpointOfTheConfigurationAndItsSecret() throws IOException {
    Files.writeString(config, "kafka: {bootstrap_servers: \"localhost:1\"}\n" + yaml());

    assertThat(validate("http://localhost:8080/events")).isEqualTo(2);
    assertThat(err.toString())
        .contains("the configuration has no such endpoint; it has " + ENDPOINT)
        .contains("acct, production");
    Files.delete(directory.resolve("endpoint"));
    assertThat(validate(ENDPOINT)).isEqualTo(2);
    assertThat(err.toString()).contains(directory.resolve("endpoint").toString());
  }

  private int validate(String url, String... further) {
    List<String> arguments =
        new ArrayList<>(List.of("validate", "--config", config.toString(), "--endpoint", url));
    arguments.addAll(List.of(further));
    return run(arguments.toArray(String[]::new));
  }

  private int redrive(String destination, String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of("redrive", "--config", config.toString(), "--destination", destination));
    arguments.addAll(List.of(further));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String yaml() {
    return """
        endpoints:
          - url: http://localhost:8080/rudderstack/events
            account: acct
            environment: production
            source: rudderstack
            secret_ref: "file:DIR/endpoint"
            filters: {include: [Order Completed]}
        identity: {key_ref: "file:DIR/key"}
        consent:
          purposes:
            marketing: {traits: [marketing_opt_in]}
            email: {traits: [email_opt_in]}
        destinations:
          - name: meta
            type: meta_capi
            account: acct
            environment: production
            consent: [marketing]
            settings: {dataset_id: "1", access_token_ref: "file:DIR/token"}
          - name: newsletter
            type: webhook
            account: acct
            environment: production
            consent: [email]
            settings: {url: "https://newsletter.example/hook", signing_secret_ref: "file:DIR/signing"}
        """
        .replace("DIR", directory.toString());
  }
}
