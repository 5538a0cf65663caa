package io.tracklayer.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.Addresses;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.EventSource;
import io.tracklayer.e2e.testing.TracklayerProcess;
import io.tracklayer.local.Main;
import io.tracklayer.sandbox.RecordedRequest;
import io.tracklayer.sandbox.Sandbox;
import io.tracklayer.sandbox.SandboxOptions;
import io.tracklayer.sandbox.SandboxSecrets;
import io.tracklayer.testing.SpacedTempDir;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunIT {

  private static final Duration READY = Duration.ofSeconds(60);
  private static final int EVENTS = 1_500;

  /** Posted while everything is logged. */
  private static final int LOGGED = 300;

  private static final int BATCH = 100;
  private static final String ENDPOINT_SECRET = "canary-endpoint-secret-0123456789";
  private static final String IDENTITY_KEY = "canary-identity-key-0123456789-0123456789";
  private static final String META_TOKEN = "canary-meta-token-0123456789";
  private static final String SIGNING_SECRET = "canary-signing-secret-0123456789";
  private static final String SNAPCHAT_TOKEN = "canary-snapchat-token-0123456789";
  private static final String EMAIL_DOMAIN = "canary-mail.example";

  @TempDir(factory = SpacedTempDir.class)
  private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private Sandbox sandbox;
  private Path config;

  @BeforeEach
  void startSandbox() throws IOException {
    sandbox =
        Sandbox.start(
            SandboxOptions.onLocalhost(
                0,
                new SandboxSecrets(
                    Map.of(
                        "meta",
                        Set.of(META_TOKEN),
                        "webhook",
                        Set.of(SIGNING_SECRET),
                        "snapchat",
                        Set.of(SNAPCHAT_TOKEN)))),
            Clock.systemUTC());
    secret("endpoint", ENDPOINT_SECRET);
    secret("key", IDENTITY_KEY);
    secret("token", META_TOKEN);
    secret("signing", SIGNING_SECRET);
    secret("snapchat", SNAPCHAT_TOKEN);
    config = Files.writeString(directory.resolve("config.yaml"), config());
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  @Test
  void aKilledRunGoesOnWhereItWasAndDoublesOnlyWhatWasUnansweredAndLogsNothingPersonalOrSecret()
      throws Exception {
    Path log = directory.resolve("data/logs/tracklayer.log");
    Set<String> answeredBeforeTheKill;
    try (TracklayerProcess first = local("first", "INFO", READY)) {
      postInBatches(0, EVENTS - LOGGED);
      Awaitility.await("the first are delivered")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !deliveredIds("webhook").isEmpty());
      first.kill();
      answeredBeforeTheKill = deliveredIds("webhook").keySet();
    }
    // What the receiver answered is stored; the rest of the source's events come after the restart.
    try (TracklayerProcess second = local("second", "ALL", READY)) {
      assertThat(secondStartOnTheSameDirectory()).contains("another TrackLayer").contains("--data");
      postInBatches(EVENTS - LOGGED, EVENTS);
      postInBatches(EVENTS - BATCH, EVENTS); // a source that saw no answer sends again
      post(filtered());
      awaitAll("webhook");
      awaitAll("meta");
      theLiveViewCountsEachEventOnceAndShowsNothingPersonal();
      metasOwnWordIsShownBesideAndAskedForOnceAStart();
      validationSeesWhatIsReadyAndSendsNothingThatCounts();
      second.terminate();
      second.awaitEnd(Duration.ofSeconds(20));
      assertThat(second.output()).doesNotContain("canary");
    }
    assertThat(answeredBeforeTheKill).as("the kill came in the middle").isNotEmpty();
    for (String destination : List.of("webhook", "meta")) {
      Map<String, Integer> delivered = deliveredIds(destination);
      assertThat(delivered).as(destination).hasSize(EVENTS);
      List<String> doubled =
          delivered.keySet().stream().filter(id -> delivered.get(id) > 1).toList();
      // At most what was in flight: 8 requests of 20 events.
      assertThat(doubled).as("doubled at " + destination).hasSizeLessThanOrEqualTo(160);
      assertThat(doubled)
          .as("nothing was in flight that came after the kill")
          .noneMatch(id -> Integer.parseInt(id.replaceAll("\\D", "")) >= EVENTS - LOGGED);
    }
    assertThat(refused()).isEmpty();
    assertThat(Files.readString(log)).contains("TRACE").contains("stopped");
    try (Stream<Path> logs = Files.list(log.getParent())) {
      for (Path file : logs.toList()) {
        assertThat(linesWithCanary(file)).as(file.toString()).isEmpty();
      }
    }
  }

  /** Orders in this test grant nothing, so the destination that needs a consent gets none. */
  private void validationSeesWhatIsReadyAndSendsNothingThatCounts() throws Exception {
    Validated ready = validate(config, "60s");
    assertThat(ready.code()).as(ready.block().toString()).isZero();
    assertThat(ready.block().at("/validate/rudderstack").asText()).isEqualTo("delivered");
    assertThat(ready.block().at("/validate/tracklayer"))
        .isEqualTo(
            Json.object()
                .put("accepted", true)
                .put("canonical_event", "purchase")
                .put("identity_state", "merged")
                .put("downstream_ready", true));
    assertThat(ready.block().at("/validate/destinations/snap/seen").asText())
        .isEqualTo("its API took a test request, status 200");
    assertThat(ready.block().at("/validate/destinations/meta/seen").asText())
        .contains("its host accepted a connection");
    assertThat(ready.block().at("/validate").has("why")).isFalse();

    snapchat("{\"destination\":\"snapchat\",\"status\":500,\"count\":1000}");
    Validated down = validate(config, "8s");
    assertThat(down.code()).isEqualTo(1);
    assertThat(down.block().at("/validate/tracklayer/accepted").asBoolean()).isTrue();
    assertThat(down.block().at("/validate/tracklayer/downstream_ready").asBoolean()).isFalse();
    assertThat(down.block().at("/validate/why"))
        .singleElement()
        .asString()
        .contains("downstream_ready: snap: ", "server_error");

    Path wrong =
        Files.writeString(
            directory.resolve("wrong.yaml"), config().replace("/endpoint\"", "/token\""));
    Validated refused = validate(wrong, "5s");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.block().at("/validate/rudderstack").asText()).isEqualTo("failed");
    assertThat(refused.block().at("/validate/tracklayer/accepted").asBoolean()).isFalse();
    assertThat(refused.block().at("/validate/why/0").asText()).contains("401, unauthorized");

    assertThat(sandbox.requests("snapchat"))
        .isNotEmpty()
        .allMatch(request -> request.path().endsWith("/events/validate"));
    for (String destination : List.of("webhook", "meta")) {
      assertThat(sandbox.requests(destination))
          .noneMatch(request -> request.body().toString().contains("tracklayer-validate"));
    }
  }

  /**
   * @param block none if nothing was printed
   */
  private record Validated(int code, JsonNode block) {}

  private Validated validate(Path settings, String timeout) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path data = directory.resolve("data");
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(
                "validate",
                "--config",
                settings.toString(),
                "--data",
                data.toString(),
                "--endpoint",
                Addresses.read(data).receiver() + "/rudderstack/events",
                "--timeout",
                timeout,
                "--output",
                "json");
    assertThat(out.toString()).as(err.toString()).isNotBlank().doesNotContain("canary");
    return new Validated(code, Json.parse(out.toString().getBytes(UTF_8)));
  }

  private void snapchat(String fault) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + sandbox.port() + "/_sandbox/faults"))
            .POST(HttpRequest.BodyPublishers.ofString(fault))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(204);
  }

  private void theLiveViewCountsEachEventOnceAndShowsNothingPersonal() throws Exception {
    Awaitility.await("the live view has read everything")
        .atMost(Duration.ofSeconds(90))
        .until(() -> delivered("crm") == EVENTS && delivered("meta") == EVENTS);
    JsonNode funnel = Json.parse(shown("/api/funnel").getBytes(UTF_8));
    assertThat(funnel.path("received").asInt()).isEqualTo(EVENTS + BATCH + 1);
    assertThat(funnel.path("filtered").asInt()).isEqualTo(1);
    assertThat(funnel.path("copies").asInt()).isEqualTo(BATCH);
    assertThat(funnel.path("canonical").asInt()).isEqualTo(EVENTS);
    assertThat(funnel.path("rejected").asInt() + funnel.path("under_way").asInt()).isZero();
    assertThat(shown("/api/events/order-1")).contains("\"message_id\":\"message-1\"");
    for (String path :
        List.of(
            "/",
            "/api/funnel",
            "/api/reasons",
            "/api/match-quality",
            "/api/events?limit=500",
            "/api/events/order-1")) {
      assertThat(shown(path)).as(path).doesNotContain("canary", "Agent/1.0", "user-1");
    }
  }

  /**
   * The receiver, which shows it, has no token; the job, which has one, runs anew since the kill.
   */
  private void metasOwnWordIsShownBesideAndAskedForOnceAStart() throws Exception {
    Awaitility.await("the live view has read what Meta says")
        .atMost(Duration.ofSeconds(30))
        .until(() -> shown("/api/match-quality").contains("\"asked_at\""));
    JsonNode meta = Json.parse(shown("/api/match-quality").getBytes(UTF_8)).at("/vendors/meta");
    assertThat(meta.has("problem")).isFalse();
    assertThat(meta.at("/events/purchase/score").asDouble()).isEqualTo(7.2);
    assertThat(meta.at("/events/purchase/keys/click_id").asDouble()).isEqualTo(41.5);
    assertThat(sandbox.requests("meta"))
        .filteredOn(request -> request.path().endsWith("/dataset_quality"))
        .hasSizeBetween(1, 2)
        .allMatch(request -> request.status() == 200);

    StringWriter out = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                "match-quality",
                "--config",
                config.toString(),
                "--data",
                directory.resolve("data").toString());
    assertThat(code).isZero();
    assertThat(out.toString())
        .containsPattern("meta +purchase +" + EVENTS + " +score +- +- +7\\.2 of 10");
  }

  private int delivered(String destination) throws Exception {
    return Json.parse(shown("/api/funnel").getBytes(UTF_8))
        .path("destinations")
        .path(destination)
        .path("delivered")
        .asInt();
  }

  private String shown(String path) throws Exception {
    String admin = Addresses.read(directory.resolve("data")).admin();
    return http.send(
            HttpRequest.newBuilder(URI.create(admin + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static List<String> linesWithCanary(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.contains("canary-")).limit(3).toList();
    }
  }

  private String secondStartOnTheSameDirectory() throws Exception {
    try (TracklayerProcess second =
        TracklayerProcess.start(directory.resolve("second-start"), List.of(), arguments("data"))) {
      assertThat(second.awaitEnd(READY)).isEqualTo(1);
      return second.output();
    }
  }

  private TracklayerProcess local(String name, String logLevel, Duration ready) throws Exception {
    TracklayerProcess process =
        TracklayerProcess.start(
            directory.resolve(name + ".out"),
            List.of("-Dtracklayer.log.level=" + logLevel, "-Dtracklayer.log.files=100"),
            arguments("data"));
    process.awaitOutput("TrackLayer is ready", ready);
    return process;
  }

  private String[] arguments(String data) {
    return new String[] {
      "local",
      "--config",
      config.toString(),
      "--data",
      directory.resolve(data).toString(),
      "--port=0",
      "--admin-port=0",
      "--flink-port=0",
      "--kafka-port=0",
      "--sandbox-port=0"
    };
  }

  private void postInBatches(int from, int to) throws Exception {
    for (int begin = from; begin < to; begin += BATCH) {
      ArrayNode batch = Json.mapper().createArrayNode();
      for (int i = begin; i < begin + BATCH; i++) {
        batch.add(event(i));
      }
      post(batch);
    }
  }

  private void post(JsonNode events) throws Exception {
    new EventSource("acct", "production", ENDPOINT_SECRET)
        .post(Addresses.read(directory.resolve("data")).receiver(), events);
  }

  private static ObjectNode event(int i) {
    ObjectNode event =
        Json.object()
            .put("messageId", "message-" + i)
            .put("type", "track")
            .put("event", "Order Completed")
            .put("userId", "user-" + i % 3000)
            .put("originalTimestamp", Instant.now().toString());
    event
        .putObject("context")
        .put("userAgent", "Agent/1.0")
        .putObject("traits")
        .put("email", "person" + i % 3000 + "@" + EMAIL_DOMAIN);
    event
        .putObject("properties")
        .put("order_id", "order-" + i)
        .put("value", 10)
        .put("currency", "EUR");
    return event;
  }

  private static ObjectNode filtered() {
    return event(0).put("messageId", "filtered").put("event", "Cart Viewed");
  }

  private void awaitAll(String destination) {
    Awaitility.await(destination)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> deliveredIds(destination).size() >= EVENTS);
  }

  /** Event id to how often it was taken. */
  private Map<String, Integer> deliveredIds(String destination) {
    Map<String, Integer> times = new HashMap<>();
    for (RecordedRequest request : sandbox.requests(destination)) {
      if (request.status() == 200) {
        JsonNode body = request.body();
        body.path(destination.equals("meta") ? "data" : "events")
            .forEach(event -> times.merge(event.path("event_id").asText(), 1, Integer::sum));
      }
    }
    return times;
  }

  private Set<String> refused() {
    Set<String> reasons = new HashSet<>();
    for (String destination : List.of("webhook", "meta")) {
      sandbox.requests(destination).stream()
          .filter(request -> request.status() != 200)
          .forEach(request -> reasons.add(destination + ": " + request.reason()));
    }
    return reasons;
  }

  private void secret(String name, String value) throws IOException {
    Files.writeString(directory.resolve(name), value, UTF_8);
  }

  private String config() {
    return """
        endpoints:
          - url: http://localhost:8080/rudderstack/events
            account: acct
            environment: production
            source: rudderstack
            secret_ref: "file:DIR/endpoint"
            filters: {include: [Order Completed]}
        identity: {key_ref: "file:DIR/key"}
        consent: {purposes: {marketing: {traits: [marketing_opt_in]}}}
        destinations:
          - name: meta
            type: meta_capi
            account: acct
            environment: production
            consent: []
            settings: {dataset_id: "1", access_token_ref: "file:DIR/token", quality: true}
            base_url: SANDBOX/meta
            delivery: {max_batch: 20}
          - name: snap
            type: snapchat_capi
            account: acct
            environment: production
            consent: [marketing]
            settings: {pixel_id: "p-1", access_token_ref: "file:DIR/snapchat"}
            base_url: SANDBOX/snapchat
          - name: crm
            type: webhook
            account: acct
            environment: production
            consent: []
            settings: {url: "SANDBOX/webhook", signing_secret_ref: "file:DIR/signing", allow_private_addresses: true}
            delivery: {max_batch: 20}
        """
        .replace("DIR", directory.toString())
        .replace("SANDBOX", "http://localhost:" + sandbox.port());
  }
}
