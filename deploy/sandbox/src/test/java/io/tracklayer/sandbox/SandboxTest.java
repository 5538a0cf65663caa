package io.tracklayer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxTest {

  private static final String META = "/meta/v25.0/1/events";
  private static final Map<String, String> META_HEADERS =
      Map.of("Authorization", "Bearer t", "Content-Type", "application/json");

  private Sandbox sandbox;
  private SandboxClient client;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.onLocalhost(0, SandboxSecrets.ANY), Clock.systemUTC());
    client = new SandboxClient(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void whatCameIsListedAsItCame() throws Exception {
    client.send("POST", META + "?a=1&a=2", META_HEADERS, "{\"data\":[]}");
    client.send("POST", "/webhook/crm", Map.of(), "no json");

    JsonNode request = client.requests("meta").get(0);
    assertThat(request.get("destination").asText()).isEqualTo("meta");
    assertThat(request.get("method").asText()).isEqualTo("POST");
    assertThat(request.get("path").asText()).isEqualTo(META);
    assertThat(request.get("query").get("a").get(1).asText()).isEqualTo("2");
    assertThat(request.get("headers").get("authorization").asText()).isEqualTo("Bearer t");
    assertThat(request.get("body").get("data").isArray()).isTrue();
    assertThat(request.get("status").asInt()).isEqualTo(400);
    assertThat(request.get("received_at").asText()).endsWith("Z");
    assertThat(client.requests("webhook/crm").get(0).get("body").asText()).isEqualTo("no json");
    assertThat(SandboxClient.json(client.get("/_sandbox/requests"))).hasSize(2);
  }

  @Test
  void aListCanBeEmptied() throws Exception {
    client.send("POST", META, META_HEADERS, "{}");
    client.send("POST", "/webhook", Map.of(), "{}");

    client.send("DELETE", "/_sandbox/requests?destination=meta", Map.of(), "");
    assertThat(client.requests("meta")).isEmpty();
    assertThat(client.requests("webhook")).hasSize(1);

    client.send("DELETE", "/_sandbox/requests", Map.of(), "");
    assertThat(client.requests("webhook")).isEmpty();
  }

  @Test
  void aScriptedStatusIsAnsweredAsOftenAsAskedInTheWordsOfTheApi() throws Exception {
    client.fault("{\"destination\":\"meta\",\"status\":500,\"count\":2}");

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> failed = client.send("POST", META, META_HEADERS, "{}");
      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(SandboxClient.json(failed).at("/error/is_transient").asBoolean()).isTrue();
    }
    assertThat(client.send("POST", META, META_HEADERS, "{}").statusCode()).isEqualTo(400);
    assertThat(client.requests("meta").get(0).get("fault").asText()).isEqualTo("status");
  }

  @Test
  void aScriptedAnswerCarriesHeadersAndBody() throws Exception {
    client.fault(
        "{\"destination\":\"webhook\",\"status\":429,\"headers\":{\"Retry-After\":\"7\"},\"body\":{\"a\":1}}");

    HttpResponse<String> answer = client.send("POST", "/webhook", Map.of(), "{}");

    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aFaultOfOneDestinationLeavesTheOthersAlone() throws Exception {
    client.fault("{\"destination\":\"webhook/crm\",\"status\":503}");

    assertThat(client.send("POST", "/webhook", Map.of(), "{}").statusCode()).isEqualTo(401);
    assertThat(client.send("POST", "/webhook/crm", Map.of(), "{}").statusCode()).isEqualTo(503);
  }

  @Test
  void aDelayedAnswerComesLate() throws Exception {
    client.fault("{\"destination\":\"meta\",\"delay\":\"300ms\"}");

    long before = System.nanoTime();
    assertThat(client.send("POST", META, META_HEADERS, "{}").statusCode()).isEqualTo(400);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void aDroppedAnswerIsLostButTheRequestWasApplied() throws Exception {
    client.fault("{\"destination\":\"meta\",\"drop\":true,\"count\":1}");

    assertThatThrownBy(() -> client.send("POST", META, META_HEADERS, "{}"))
        .isInstanceOf(IOException.class);

    JsonNode request = client.requests("meta").get(0);
    assertThat(request.get("fault").asText()).isEqualTo("drop");
    assertThat(request.get("status").asInt()).isEqualTo(400);
  }

  @Test
  void aResetConnectionMeansThatNothingWasApplied() throws Exception {
    client.fault("{\"destination\":\"meta\",\"reset\":true}");

    assertThatThrownBy(() -> client.send("POST", META, META_HEADERS, "{}"))
        .hasRootCauseInstanceOf(SocketException.class)
        .hasRootCauseMessage("Connection reset");

    assertThat(client.requests("meta").get(0).get("fault").asText()).isEqualTo("reset");
    assertThat(client.requests("meta").get(0).get("status").asInt()).isZero();
    assertThat(client.send("POST", META, META_HEADERS, "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void aMalformedAnswerIsNoHttp() throws Exception {
    client.fault("{\"destination\":\"meta\",\"malformed\":true}");

    assertThatThrownBy(() -> client.send("POST", META, META_HEADERS, "{}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Invalid status line");

    assertThat(client.requests("meta").get(0).get("fault").asText()).isEqualTo("malformed");
    assertThat(client.requests("meta").get(0).get("status").asInt()).isZero();
  }

  @Test
  void aSlowBodyComesInPiecesAndWhole() throws Exception {
    client.fault("{\"destination\":\"meta\",\"slow\":\"300ms\"}");

    long before = System.nanoTime();
    HttpResponse<InputStream> answer = client.open("POST", META, META_HEADERS, "{}");
    Duration untilTheHead = Duration.ofNanos(System.nanoTime() - before);
    JsonNode body = Json.parse(answer.body().readAllBytes());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(body.at("/error/code").asInt()).isEqualTo(100);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThan(Duration.ofMillis(290))
        .isGreaterThan(untilTheHead.plusMillis(150));
    assertThat(client.requests("meta").get(0).get("fault").asText()).isEqualTo("slow");
  }

  @Test
  void aPoisonousEventSpoilsEveryRequestThatHoldsItUntilFaultsAreCleared() throws Exception {
    client.fault("{\"destination\":\"meta\",\"poison\":\"bad\"}");
    client.fault("{\"destination\":\"meta\",\"poison\":\"worse\",\"status\":422}");
    client.fault("{\"destination\":\"meta\",\"delay\":\"1ms\"}");

    for (int i = 0; i < 2; i++) { // a scripted delay does not make it digestible
      assertThat(statusOf("bad")).isEqualTo(400);
    }
    assertThat(statusOf("worse")).isEqualTo(422);
    assertThat(statusOf("good")).isEqualTo(200);
    client.send("DELETE", "/_sandbox/faults", Map.of(), "");
    assertThat(statusOf("bad")).isEqualTo(200);
    assertThat(client.requests("meta").get(0).get("fault").asText()).isEqualTo("poison");
  }

  /** The status for a request with a good event and this one. */
  private int statusOf(String eventId) throws Exception {
    String event =
        """
        {"event_name":"Lead","event_time":%d,"event_id":"%s","action_source":"other",
         "user_data":{"external_id":"1"}}
        """;
    long now = Clock.systemUTC().instant().getEpochSecond();
    String data = event.formatted(now, "fine") + "," + event.formatted(now, eventId);
    return client.send("POST", META, META_HEADERS, "{\"data\":[" + data + "]}").statusCode();
  }

  @ParameterizedTest
  @CsvSource({"meta, 204", "webhook/crm, 204", "mata, 400", "crm, 400"})
  void onlyADestinationThatThereIsCanBeGivenAFault(String destination, int status)
      throws Exception {
    HttpResponse<String> answer =
        client.fault("{\"destination\":\"" + destination + "\",\"status\":500}");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body().contains("the sandbox plays [")).isEqualTo(status == 400);
  }

  @Test
  void endedFaultsAreOver() throws Exception {
    client.fault("{\"destination\":\"meta\",\"status\":500,\"count\":100}");
    client.send("DELETE", "/_sandbox/faults", Map.of(), "");

    assertThat(client.send("POST", META, META_HEADERS, "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void theFaultsOfOneDestinationCanBeEndedAlone() throws Exception {
    for (String destination : new String[] {"meta", "webhook"}) {
      client.fault("{\"destination\":\"" + destination + "\",\"status\":500,\"count\":9}");
    }
    client.send("DELETE", "/_sandbox/faults?destination=meta", Map.of(), "");

    assertThat(client.send("POST", META, META_HEADERS, "{}").statusCode()).isEqualTo(400);
    assertThat(client.send("POST", "/webhook", Map.of(), "{}").statusCode()).isEqualTo(500);
  }

  @Test
  void theScriptsOfTheDocumentationAreTaken() throws Exception {
    List<String> scripts =
        Files.readAllLines(RepositoryFiles.at("docs/sandbox.md")).stream()
            .filter(line -> line.startsWith("{"))
            .toList();

    assertThat(scripts).hasSizeGreaterThan(3);
    for (String script : scripts) {
      assertThat(client.fault(script).statusCode()).as(script).isLessThan(300);
    }
  }

  @Test
  void aScriptThatSaysNothingIsRefused() throws Exception {
    for (String script :
        new String[] {
          "",
          "[]",
          "{}",
          "{\"destination\":\"meta\"}",
          "{\"destination\":\"meta\",\"status\":99}",
          "{\"destination\":\"meta\",\"status\":500,\"count\":0}",
          "{\"destination\":\"meta\",\"delay\":\"soon\"}",
          "{\"destination\":\"meta\",\"drop\":\"yes\"}",
          "{\"destination\":\"meta\",\"drop\":true,\"reset\":true}",
          "{\"destination\":\"meta\",\"reset\":1}",
          "{\"destination\":\"meta\",\"slow\":3}",
          "{\"destination\":\"meta\",\"poison\":17}",
          "{\"destination\":\"meta\",\"poison\":\"order-17\",\"count\":1}"
        }) {
      assertThat(client.fault(script).statusCode()).as(script).isEqualTo(400);
    }
  }

  @Test
  void anUnknownDestinationIsNotFound() throws Exception {
    assertThat(client.send("POST", "/nowhere", Map.of(), "{}").statusCode()).isEqualTo(404);
    assertThat(client.get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void aNewSandboxOnTheSameJournalKnowsWhatCameBefore(@TempDir Path directory) throws Exception {
    SandboxOptions options =
        new SandboxOptions(
            "localhost", 0, directory.resolve("requests.ndjson"), SandboxSecrets.ANY);
    try (Sandbox first = Sandbox.start(options, Clock.systemUTC())) {
      new SandboxClient(first).send("POST", META, META_HEADERS, "{}");
    }
    try (Sandbox second = Sandbox.start(options, Clock.systemUTC())) {
      assertThat(second.requests("meta")).hasSize(1);
    }
  }
}
