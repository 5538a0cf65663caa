package io.tracklayer.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.ViewConfig;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.facts.FactReader;
import io.tracklayer.view.follow.TopicFollower;
import io.tracklayer.view.page.ViewPages;
import io.tracklayer.view.store.Retention;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its answers over HTTP. */
class PagesIT {

  private static final String SECRET = "the password of the page";
  private static final String CANARY = "canary";
  private static final Instant AT = ShopTraffic.START;

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Log log = new Log();
  private Viewed view;
  private Javalin server;

  @BeforeEach
  void open() throws Exception {
    view = new Viewed(directory, log);
  }

  @AfterEach
  void close() {
    server.stop();
    view.close();
  }

  @Test
  void theFunnelHasTheShapeThatOtherProgramsRelyOn() throws Exception {
    log.raw("m-1", "track", AT.toEpochMilli());
    log.canonical("m-1", "o-1", null, AT.toEpochMilli());
    log.outcome("m-1", "crm", "delivered", "", AT.toEpochMilli() + 10, AT.toEpochMilli());
    serve(null);

    JsonNode funnel = json("/api/funnel");

    assertThat(funnel.path("received").asInt()).isOne();
    assertThat(funnel.path("canonical").asInt()).isOne();
    assertThat(funnel.path("filtered").asInt()).isZero();
    assertThat(funnel.path("destinations").path("crm").toString())
        .isEqualTo(
            "{\"delivered\":1,\"waiting\":0,\"consent_denied\":0,\"rejected\":0,\"expired\":0,"
                + "\"not_applicable\":0,\"duplicate\":0}");
    assertThat(funnel.path("destinations").path("meta").path("waiting").asInt()).isOne();
    assertThat(funnel.path("health").path("meta").path("oldest_waiting_at").asText())
        .isEqualTo(AT.toString());
  }

  @Test
  void eventsAreFoundByEachOfTheirIdsAndByWhatBecameOfThem() throws Exception {
    shop();
    serve(null);

    assertThat(ids("/api/events?id=m-1")).containsExactly("m-1");
    assertThat(ids("/api/events?id=o-1")).containsExactly("m-2", "m-1");
    assertThat(ids("/api/events?destination=crm&outcome=delivered")).containsExactly("m-1");
    assertThat(ids("/api/events?outcome=waiting&name=purchase")).containsExactly("m-2", "m-1");
    assertThat(ids("/api/events?outcome=waiting&name=lead")).isEmpty();
    assertThat(ids("/api/events?outcome=filtered")).containsExactly("m-3");
    assertThat(ids("/api/events?outcome=rejected")).containsExactly("m-4");
    assertThat(ids("/api/events?reason=no_canonical_name")).containsExactly("m-4");
    assertThat(ids("/api/events?reason=server_error")).containsExactly("m-1");
    assertThat(ids("/api/events")).containsExactly("m-4", "m-3", "m-2", "m-1");
    assertThat(ids("/api/events?limit=2")).containsExactly("m-4", "m-3");
    assertThat(json("/api/events?id=m-1").at("/events/0/outcomes/meta").toString())
        .contains("\"outcome\":\"waiting\",\"reason\":\"server_error\"");
  }

  @Test
  void theWayOfAnEventIsToldStepByStep() throws Exception {
    shop();
    serve(null);

    JsonNode way = json("/api/events/m-1");

    List<String> said = new ArrayList<>();
    way.path("steps").forEach(step -> said.add(step.path("said").asText()));
    assertThat(said)
        .containsExactly(
            "The event arrived and was stored.",
            "It became a “purchase” event of nobody who is known.",
            "meta did not take it; it is tried again. The destination itself failed (status 500 or"
                + " above).",
            "crm took it at attempt 1.",
            "It waits for the next attempt at meta. The destination itself failed (status 500 or"
                + " above).");
    assertThat(way.at("/copies/0/message_id").asText()).isEqualTo("m-2");
    assertThat(json("/api/events/o-1").path("message_id").asText()).isEqualTo("m-1");
    assertThat(get("/api/events/unknown").statusCode()).isEqualTo(404);
  }

  @Test
  void anEventForWhichThereIsNoDestinationSaysSo() throws Exception {
    ObjectNode event =
        Json.object()
            .put("message_id", " m-1")
            .put("event_id", "m-1")
            .put("name", "purchase")
            .put("account", "acct_b")
            .put("environment", "staging")
            .put("received_at", AT.toString());
    log.add(log.topics.canonical(), "m-1", AT.toEpochMilli(), event);
    serve(null);

    assertThat(get("/api/events/m-1").body()).contains("No destination is for acct_b, staging.");
  }

  @Test
  void reasonsAreGroupedWithExamplesAndWhatToDo() throws Exception {
    shop();
    serve(null);

    JsonNode reasons = json("/api/reasons").path("reasons");

    assertThat(reasons).hasSize(3);
    JsonNode failure = reasons.get(1);
    assertThat(failure.path("reason").asText()).isEqualTo("server_error");
    assertThat(failure.path("destination").asText()).isEqualTo("meta");
    assertThat(failure.path("count").asInt()).isOne();
    assertThat(failure.at("/examples/0/message_id").asText()).isEqualTo("m-1");
    assertThat(failure.path("remedy").asText()).contains("status page");
    assertThat(reasons.get(2).path("as_configured").asBoolean()).isTrue();
  }

  @Test
  void matchQualityTellsWhatEventsBroughtAndWhatTheProfileAdded() throws Exception {
    long at = AT.toEpochMilli();
    log.canonical("m-1", "o-1", null, at);
    log.delivered("m-1", "meta", at + 10, at, List.of("email", "phone", "ip"), List.of("ip"));
    log.canonical("m-2", "o-2", null, at);
    log.delivered("m-2", "meta", at + 10, at, List.of("email", "ip"), List.of("email", "ip"));
    log.outcome("m-2", "crm", "delivered", "", at + 10, at);
    serve(null);

    assertThat(json("/api/match-quality").path("destinations").toString())
        .isEqualTo(
            "{\"meta\":{\"purchase\":{\"delivered\":2,\"keys\":{"
                + "\"email\":{\"before\":1,\"after\":2},"
                + "\"phone\":{\"before\":0,\"after\":1},"
                + "\"ip\":{\"before\":2,\"after\":2}}}}}");
    assertThat(json("/api/events/m-1").at("/steps/1/said").asText())
        .isEqualTo(
            "meta took it at attempt 1. It can recognise the person by email, phone and ip; the"
                + " profile added email and phone.");
  }

  @Test
  void matchQualityTellsApartWhatWouldOnlyBeSent() throws Exception {
    long at = AT.toEpochMilli();
    log.canonical("m-1", "o-1", null, at);
    log.onlyLogged("m-1", "meta", at + 10, List.of("email"), List.of());
    log.canonical("m-2", "o-2", null, at);
    log.onlyLogged("m-2", "meta", at, List.of("email", "ip"), List.of("email", "ip"));
    log.delivered("m-2", "meta", at + 10, at, List.of("email"), List.of("email"));
    serve(null);

    JsonNode answer = json("/api/match-quality");

    assertThat(answer.path("only_logged").toString())
        .isEqualTo(
            "{\"meta\":{\"purchase\":{\"would_send\":1,\"keys\":{"
                + "\"email\":{\"before\":0,\"after\":1}}}}}");
    assertThat(answer.path("destinations").toString())
        .isEqualTo(
            "{\"meta\":{\"purchase\":{\"delivered\":1,\"keys\":{"
                + "\"email\":{\"before\":1,\"after\":1}}}}}");
    assertThat(json("/api/events/m-1").at("/steps/1/said").asText())
        .contains("meta is sent nothing that counts")
        .endsWith(" It could recognise the person by email; the profile added email.");
  }

  @Test
  void matchQualityTellsWhatAVendorItselfSaysAndWhenItWasAsked() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String said =
        "{\"events\":{\"purchase\":{\"score\":7.2,\"keys\":{\"email\":99.9,\"of_tomorrow\":1}},"
            + "\"canary@example.com\":{\"score\":1,\"keys\":{}}}}";
    log.assessed("meta", now.minusSeconds(7200), said);
    log.assessed("meta", now.minusSeconds(3600), said);
    log.assessed(
        "crm",
        now.minusSeconds(60),
        "{\"events\":{\"lead\":{\"keys\":{\"email\":96}}},\"said_at\":\""
            + now.minusSeconds(7200)
            + "\",\"problem\":\"status 400: canary@example.com may not\"}");
    log.assessed("asked no more", now.minus(Duration.ofDays(2)), said);
    serve(null);

    assertThat(json("/api/match-quality").path("vendors").toString())
        .isEqualTo(
            "{\"crm\":{\"asked_at\":\""
                + now.minusSeconds(60)
                + "\",\"problem\":\"status 400: [email] may not\",\"said_at\":\""
                + now.minusSeconds(7200)
                + "\",\"events\":{\"lead\":{\"keys\":{\"email\":96}}}},"
                + "\"meta\":{\"asked_at\":\""
                + now.minusSeconds(3600)
                + "\",\"events\":{\"purchase\":{\"score\":7.2,\"keys\":{\"email\":99.9}}}}}");
  }

  @Test
  void anIndexTellsWhereTheRecordsOfAnEventAreAndHowFarTheTopicsAreRead() throws Exception {
    shop();
    log.add(
        log.topics.deliveries(),
        "m-1",
        AT.toEpochMilli() + 50,
        Json.object()
            .put("message_id", "m-1")
            .put("event_id", "m-1")
            .put("account", Log.ACCOUNT)
            .put("environment", Log.ENVIRONMENT)
            .put("outcome", "duplicate")
            .put("at", AT.plusMillis(50).toString()));
    serve(null);

    JsonNode answer = json("/api/records?id=m-1");

    assertThat(places(answer.path("records")))
        .containsExactlyInAnyOrderElementsOf(log.places("m-1", "m-2"));
    assertThat(places(json("/api/records?id=o-1").path("records")))
        .containsExactlyInAnyOrderElementsOf(log.places("m-1", "m-2"));
    assertThat(places(json("/api/records?id=m-3").path("records")))
        .containsExactlyInAnyOrderElementsOf(log.places("m-3"));
    assertThat(places(answer.path("positions"))).containsExactlyInAnyOrderElementsOf(log.ends());
    assertThat(answer.at("/destinations/0").toString())
        .isEqualTo("{\"name\":\"crm\",\"account\":\"acct\",\"environment\":\"test\"}");
    assertThat(json("/api/records?id=unknown").path("records")).isEmpty();
    assertThat(get("/api/records").statusCode()).isEqualTo(404);
  }

  private static List<String> places(JsonNode places) {
    List<String> texts = new ArrayList<>();
    places.forEach(
        place ->
            texts.add(
                place.path("topic").asText()
                    + "-"
                    + place.path("partition").asInt()
                    + "@"
                    + place.path("offset").asLong()));
    return texts;
  }

  private void shop() {
    long at = AT.toEpochMilli();
    log.raw("m-1", "track", at);
    log.canonical("m-1", "o-1", null, at);
    log.outcome("m-1", "meta", "retrying", "server_error", at + 20, at);
    log.outcome("m-1", "crm", "delivered", "", at + 30, at);
    log.raw("m-2", "track", at + 1000);
    log.canonical("m-2", "o-1", "m-1", at + 1000);
    log.outcome("m-2", "crm", "duplicate", "claim_settled", at + 1040, at + 1000);
    log.rejected("m-3", "not_in_allowlist", at + 2000, at + 2000);
    log.rejected("m-4", "no_canonical_name", at + 3000, at + 3000);
  }

  /** Whatever a record holds beyond what the view is meant to show, no answer shows it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "raw-event",
        "rejection",
        "canonical-event",
        "identity-change",
        "delivery-record",
        "dead-letter",
        "control-record",
        "breaker-record",
        "quality-record"
      })
  void noAnswerShowsAFieldThatIsNotMeantToBeShown(String schema) throws Exception {
    Topics topics = log.topics;
    Map<String, String> topicOf =
        Map.of(
            "raw-event", topics.raw(),
            "rejection", topics.rejected(),
            "canonical-event", topics.canonical(),
            "identity-change", topics.identity(),
            "delivery-record", topics.deliveries(),
            "dead-letter", topics.deadLetters(),
            "control-record", topics.control(),
            "breaker-record", topics.breakers(),
            "quality-record", topics.quality());
    JsonNode description = schema(schema);
    ObjectNode planted = (ObjectNode) planted(description, description);
    planted.put("field_of_a_later_version", "a canary");
    planted.setAll(shownFields(schema));
    log.raw("m-1", "track", AT.toEpochMilli());
    log.canonical("m-1", "o-1", null, AT.toEpochMilli());
    log.add(topicOf.get(schema), "m-1", AT.toEpochMilli(), planted);
    serve(null);

    for (String path : everyAnswer()) {
      assertThat(get(path).body()).as(path).doesNotContainIgnoringCase(CANARY);
    }
    assertThat(get("/api/events/m-1").body()).contains("\"steps\":[{");
  }

  /** An id is shown; but not what only stands in place of one. */
  @Test
  void anAddressInPlaceOfAnIdIsNotShownButFindsTheEvent() throws Exception {
    String address = "canary@example.com";
    log.raw(address, "track", AT.toEpochMilli());
    log.canonical(address, "+49 170 canary", null, AT.toEpochMilli());
    log.outcome(
        address, "crm", "rejected", "invalid_request", AT.toEpochMilli() + 30, AT.toEpochMilli());
    serve(null);

    for (String path : everyAnswer()) {
      assertThat(get(path).body()).as(path).doesNotContain(address);
    }
    JsonNode found = json("/api/events?id=canary%40example.com").path("events");
    assertThat(found).hasSize(1);
    String shown = found.at("/0/message_id").asText();
    for (String path : List.of("/api/events/", "/api/events?id=")) {
      assertThat(get(path + URLEncoder.encode(shown, UTF_8).replace("+", "%20")).body())
          .as("what is shown in its place finds it, too")
          .contains("\"message_id\":\"" + shown + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0/3 closed 1, 1/3 open 9, 2/3 open 5, 0/3 closed 10 | 2 of 3 since 5
          0/3 open 1, 0/3 closed 2                            | closed
          0/3 open 1, 2/3 open 2, 0/1 closed 3                | closed
          0/3 open 1, 2/3 open 2, 0/1 open 3                  | 1 of 1 since 3
          0/1 open 1, 1/3 closed 2                            | 1 of 3 since 1
          0/1 open 1, 1/1 closed 2, 0/0 closed 3              | 1 of 1 since 1
          """)
  void aCircuitIsOpenInAsManySubtasksAsTheDestinationsNewestRecordLeavesRoomFor(
      String records, String shown) throws Exception {
    log.canonical("m-1", "o-1", null, AT.toEpochMilli());
    for (String record : records.split(", ")) {
      String[] parts = record.split("[ /]");
      log.breaker(
          "crm",
          Integer.parseInt(parts[0]),
          Integer.parseInt(parts[1]),
          parts[2],
          AT.plusSeconds(Integer.parseInt(parts[3])));
    }
    serve(null);

    JsonNode circuit = json("/api/funnel").at("/health/crm/circuit");
    JsonNode waiting = json("/api/events/m-1").at("/steps/1");

    assertThat(waiting.path("destination").asText()).isEqualTo("crm");
    assertThat(waiting.path("circuit")).isEqualTo(circuit);
    if (shown.equals("closed")) {
      assertThat(circuit.isMissingNode()).isTrue();
      assertThat(waiting.path("said").asText()).isEqualTo("It waits for its turn at crm.");
      return;
    }
    assertThat(
            circuit.path("open_subtasks").asInt()
                + " of "
                + circuit.path("subtasks").asInt()
                + " since "
                + Duration.between(AT, Instant.parse(circuit.path("open_since").asText()))
                    .toSeconds())
        .isEqualTo(shown);
    assertThat(circuit.path("reason").asText()).isEqualTo("server_error");
    assertThat(circuit.path("status").asInt()).isEqualTo(503);
    assertThat(waiting.path("said").asText())
        .startsWith("It waits for crm, which is failing: its circuit is open")
        .endsWith("The destination itself failed (status 500 or above).");
  }

  /** The job hides whom it knows; this is about what it would not know. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no user jane.canary@example.com here | no user [email] here",
        "jane.canary%40example.com, jane.canary%2540example.com | [email], [email]",
        "jane.canary [at] example.com&#64; | [email]&#64;",
        "call +49 (170) 12-34567 or 0170/1234567 | call +[number] or [number]",
        "by 203.0.113.7, 5.9.1.2 and 2001:db8::c4 | by [address], [address] and [address]",
        "key amFuZS5jYW5hcnlAZXhhbXBsZS5jb20= | key [token]",
        "Bearer eyJhbGciOiJIUzI1NiJ9.canary.abc is over | Bearer [token] is over",
        "{\"first_name\":\"Canary\",\"city\" : 'O canary'} |"
            + " {\"first_name\":\"[personal]\",\"city\" : '[personal]'}",
        "{\\\"Last Name\\\":\\\"Canary\\\"} | {\\\"Last Name\\\":\\\"[personal]\\\"}",
        "<img src=x onerror=\"alert('hi')\"> | <img src=x onerror=\"alert('hi')\">"
      })
  void whatADestinationAnsweredIsShownWithoutWhomItQuotes(String answer, String shown)
      throws Exception {
    log.canonical("m-1", "o-1", null, AT.toEpochMilli());
    log.answered("m-1", "crm", "retrying", answer, AT.toEpochMilli() + 10, AT.toEpochMilli());
    serve(null);

    HttpResponse<String> way = get("/api/events/m-1");

    assertThat(Json.parse(way.body().getBytes(UTF_8)).at("/steps/1/answer").asText())
        .isEqualTo(shown);
    assertThat(way.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    for (String path : everyAnswer()) {
      assertThat(get(path).body())
          .as(path)
          .doesNotContainIgnoringCase(CANARY)
          .doesNotContain("amFu", "1234567", "203.0", "db8");
    }
  }

  @Test
  void ofAnAnswerOfAnyLengthAndKindLittleIsKept() throws Exception {
    String binary = new String(new byte[] {0, 27, 91, 50, 74, -1, -2}, UTF_8) + "\u202E\u009B";
    log.canonical("m-1", "o-1", null, AT.toEpochMilli());
    log.answered(
        "m-1",
        "crm",
        "rejected",
        binary + "no such field ".repeat(200_000),
        AT.toEpochMilli() + 10,
        AT.toEpochMilli());
    log.answered("m-1", "meta", "retrying", " \n", AT.toEpochMilli() + 20, AT.toEpochMilli());
    serve(null);

    JsonNode steps = json("/api/events/m-1").path("steps");

    assertThat(steps.at("/1/answer").asText())
        .hasSize(512)
        .startsWith("[2J")
        .endsWith("…")
        .doesNotContain("\u202E", "\u009B", "\u001B");
    assertThat(steps.at("/2/destination").asText()).isEqualTo("meta");
    assertThat(steps.get(2).has("answer")).isFalse();
  }

  @Test
  void anEventThatTheReceiverRejectedIsFoundByItsOrder() throws Exception {
    ObjectNode rejection =
        Json.object()
            .put("schema", 1)
            .put("message_id", "m-1")
            .put("account", Log.ACCOUNT)
            .put("environment", Log.ENVIRONMENT)
            .put("reason", "bad_timestamp")
            .put("received_at", AT.toString());
    rejection.putObject("body").putObject("properties").put("Order ID", 1005);
    log.add(log.topics.rejected(), "m-1", AT.toEpochMilli(), rejection);
    serve(null);

    assertThat(ids("/api/events?id=1005")).containsExactly("m-1");
    assertThat(json("/api/events/1005").at("/steps/0/reason").asText()).isEqualTo("bad_timestamp");
  }

  @Test
  void eventsWithoutAnIdAreLastSeenWhenTheLastOneWas() throws Exception {
    Instant later = AT.plus(Duration.ofMinutes(30));
    for (Instant at : List.of(AT, later)) {
      ObjectNode rejection =
          Json.object()
              .put("schema", 1)
              .put("account", Log.ACCOUNT)
              .put("environment", Log.ENVIRONMENT)
              .put("reason", "missing_message_id")
              .put("received_at", at.toString());
      log.add(log.topics.rejected(), "", at.toEpochMilli(), rejection);
    }
    serve(null);

    JsonNode group = json("/api/reasons").at("/reasons/0");

    assertThat(group.path("count").asInt()).isEqualTo(2);
    assertThat(group.path("first_at").asText()).isEqualTo(AT.toString());
    assertThat(group.path("last_at").asText()).isEqualTo(later.toString());
  }

  @Test
  void theEndOfAWayIsToldHoweverOftenTheMessageWasRepeated() throws Exception {
    for (int i = 0; i < 250; i++) {
      log.raw("m-1", "track", AT.toEpochMilli() + i);
    }
    log.canonical("m-1", "o-1", null, AT.toEpochMilli());
    for (String destination : List.of("crm", "meta")) {
      log.outcome(
          "m-1",
          destination,
          "not_applicable",
          "would_send",
          AT.toEpochMilli() + 999,
          AT.toEpochMilli());
    }
    serve(null);

    assertThat(get("/api/events/m-1").body())
        .contains("It became a", "crm is sent nothing that counts", "meta is sent nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, 200, 0, true",
    "limit=1, 200, 1, true",
    "limit=501, 200, 2, false",
    "'limit=', 200, 2, false",
    "limit=-1, 400, , ",
    "limit=ten, 400, , ",
    "limit=99999999999, 400, , ",
    "limit=1.5, 400, , ",
    "dest=meta, 400, , ",
  })
  void whatIsNotUnderstoodOfAQuestionIsRefused(
      String question, int status, Integer events, Boolean hasMore) throws Exception {
    log.raw("m-1", "track", AT.toEpochMilli());
    log.raw("m-2", "track", AT.toEpochMilli());
    serve(null);

    HttpResponse<String> answer = get("/api/events?" + question);

    assertThat(answer.statusCode()).isEqualTo(status);
    JsonNode body = Json.parse(answer.body().getBytes(UTF_8));
    if (events == null) {
      assertThat(body.path("error").asText()).isNotEmpty().doesNotContain("ten", "dest=");
    } else {
      assertThat(body.path("events")).hasSize(events);
      assertThat(body.path("more").asBoolean()).isEqualTo(hasMore);
    }
  }

  private static List<String> everyAnswer() {
    return List.of(
        "/",
        "/view.js",
        "/view.css",
        "/api/funnel",
        "/api/reasons",
        "/api/match-quality",
        "/api/records?id=m-1",
        "/api/events",
        "/api/events?outcome=rejected",
        "/api/events?outcome=waiting",
        "/api/events?destination=crm",
        "/api/events?id=m-1",
        "/api/events/m-1",
        "/api/events/o-1",
        "/api/events/e-1");
  }

  /** A record with a canary in every field, however deep. */
  private static JsonNode planted(JsonNode root, JsonNode of) {
    if (of.has("$ref")) {
      String[] path = of.path("$ref").asText().split("/", -1);
      return planted(root, root.path("$defs").path(path[path.length - 1]));
    }
    if (of.has("properties")) {
      ObjectNode object = Json.object();
      of.path("properties")
          .properties()
          .forEach(field -> object.set(field.getKey(), planted(root, field.getValue())));
      return object;
    }
    if (of.path("type").asText().equals("array")) {
      return Json.mapper().createArrayNode().add(planted(root, of.path("items")));
    }
    if (of.path("type").asText().equals("object") || !of.has("type")) {
      return Json.object().put("canary-key", "a canary").put("email", "canary@example.com");
    }
    return Json.object().textNode("a canary");
  }

  /** What a view is meant to show of a record. */
  private static ObjectNode shownFields(String schema) {
    String time = AT.toString();
    ObjectNode fields =
        Json.object()
            .put("schema", 1)
            .put("message_id", "m-1")
            .put("account", Log.ACCOUNT)
            .put("environment", Log.ENVIRONMENT)
            .put("received_at", time)
            .put("at", time);
    switch (schema) {
      case "raw-event" -> fields.put("type", "track").put("source", "rudderstack");
      case "rejection" -> fields.put("reason", "no_canonical_name").put("detail", "a page");
      case "identity-change" -> {
        fields.put("change", "link").put("profile_id", "p").put("identifier_type", "email");
        fields.put("event_id", "e-1").put("limit", "email").putArray("before").add("p");
      }
      case "breaker-record" -> {
        fields.put("destination", "crm").put("state", "open").put("since", time);
        fields.put("subtask", 0).put("parallelism", 1);
      }
      case "quality-record" -> {
        fields.put("destination", "crm").put("at", Instant.now().toString());
        fields.put("problem", "{\"last_name\":\"a canary\",\"to\":\"canary@example.com\"}");
        ObjectNode said = fields.putObject("events").putObject("purchase").put("score", 7.2);
        said.putObject("keys").put("canary", 5).put("email", "a canary");
        said.put("words", "a canary");
      }
      case "control-record" -> fields.put("destination", "crm").put("state", "paused");
      case "delivery-record", "dead-letter" -> {
        fields.put("event_id", "e-1").put("name", "purchase").put("destination", "crm");
        fields.put("outcome", "rejected").put("reason", "invalid_request").put("detail", "100");
        fields.put("attempt", 1).put("status", 400).put("latency_ms", 5).put("claim", "c");
        fields.put("source_event_id", "e-1").put("duplicate_of", "m-0");
        fields.put("answer", "{\"last_name\":\"a canary\",\"to\":\"canary@example.com\"}");
        if (schema.equals("delivery-record")) {
          fields.putObject("consent").set("marketing", proof());
        }
      }
      default -> {
        fields.put("event_id", "e-1").put("source_event_id", "e-1").put("duplicate_of", "m-0");
        fields.put("name", "purchase").put("claim", "c").put("order_id", "o-1");
        fields.put("lead_id", "l-1").put("refund_id", "r-1").put("identity_state", "merged");
        fields.put("profile_id", "p").put("source_type", "track").put("shared", true);
        fields.putObject("consent").put("marketing", "granted");
        fields.putObject("consent_evidence").set("marketing", proof());
      }
    }
    return fields;
  }

  private static ObjectNode proof() {
    return Json.object()
        .put("state", "granted")
        .put("own", "granted")
        .put("own_source", "consent")
        .put("own_words", "a canary")
        .put("source", "consent")
        .put("words", "a canary")
        .put("at", AT.toString());
  }

  private static JsonNode schema(String name) throws IOException {
    try (InputStream in = Topics.class.getResourceAsStream("schema/" + name + ".schema.json")) {
      return Json.mapper().readTree(in);
    }
  }

  @Test
  void thePageIsServedWithEverythingThatKeepsForeignCodeOut() throws Exception {
    serve(null);

    for (String path : List.of("/", "/view.css", "/view.js", "/api/funnel")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'self';");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
    assertThat(get("/").body() + get("/view.css").body())
        .doesNotContain("http://", "https://", "style=", "onclick");
    assertThat(get("/view.js").body()).doesNotContain("innerHTML", "https://", "eval(");
  }

  @Test
  void withoutAPasswordItIsServedUnderTheMachinesOwnNamesOnly() throws Exception {
    serve(null);

    assertThat(statusFor("localhost:" + server.port())).isEqualTo(200);
    assertThat(statusFor("127.0.0.1")).isEqualTo(200);
    assertThat(statusFor("rebound.example.com")).isEqualTo(403);
    assertThat(statusFor("localhost.example.com:" + server.port())).isEqualTo(403);
  }

  @Test
  void withAPasswordItIsServedToThoseWhoKnowIt() throws Exception {
    serve(new SecretRef("PAGE"));

    assertThat(get("/").statusCode()).isEqualTo(401);
    assertThat(get("/api/funnel").headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Basic");
    assertThat(get("/", "anybody:" + SECRET).statusCode()).isEqualTo(200);
    assertThat(get("/api/events/m-1", ":" + SECRET).statusCode()).isEqualTo(404);
    assertThat(get("/", "anybody:" + SECRET + "x").statusCode()).isEqualTo(401);
    assertThat(get("/", "no colon").statusCode()).isEqualTo(401);
  }

  private int statusFor(String host) throws IOException {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  /** What there is in the topics, without following them. */
  private void serve(SecretRef secret) throws Exception {
    view.readAll(new Random(1));
    TopicFollower follower =
        new TopicFollower(
            () -> {
              throw new IllegalStateException("not started");
            },
            new FactReader(log.topics),
            view.store,
            new Retention(view.store, Duration.ofDays(7), Long.MAX_VALUE),
            Duration.ofDays(7),
            Clock.systemUTC());
    ViewConfig config =
        new ViewConfig(
            true, directory.toString(), Duration.ofDays(7), 1 << 30, secret, Viewed.DESTINATIONS);
    ViewPages pages =
        new ViewPages(
            view.database,
            follower,
            config,
            log.topics,
            Secrets.of(Map.of("PAGE", SECRET)::get),
            Clock.systemUTC());
    server = Javalin.create(pages::addTo).start("localhost", 0);
  }

  private List<String> ids(String path) throws Exception {
    List<String> ids = new ArrayList<>();
    json(path).path("events").forEach(event -> ids.add(event.path("message_id").asText()));
    return ids;
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body().getBytes(UTF_8));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String credentials) throws Exception {
    return http.send(
        request(path)
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }
}
