package io.tracklayer.sandbox.klaviyo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KlaviyoApiTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String EVENTS = "/klaviyo/api/events";
  private static final String JOBS = "/klaviyo/api/event-bulk-create-jobs";
  private static final String PROFILES = "/klaviyo/api/profile-import";
  private static final String PROFILE = "/data/attributes/profile/data/attributes";

  private static final SandboxSecrets SECRETS =
      new SandboxSecrets(Map.of("klaviyo", Set.of("pk_right")));

  private final KlaviyoApi api = new KlaviyoApi();

  @Test
  void aGoodEventIsAcceptedWithoutABody() {
    SandboxAnswer answer = send(EVENTS, event());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isNull();
    assertThat(answer.headers()).containsKeys("RateLimit-Remaining", "RateLimit-Reset");
  }

  @Test
  void aGoodJobIsAccepted() {
    assertThat(send(JOBS, job(2, 3)).status()).isEqualTo(202);
  }

  @Test
  void aGoodProfileIsAnsweredWithItsId() {
    SandboxAnswer answer = send(PROFILES, profile());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/data/type").asText()).isEqualTo("profile");
    assertThat(answer.body().at("/data/id").asText()).isNotBlank();
  }

  @Test
  void everyDocumentedFieldIsTaken() {
    ObjectNode event = event();
    ObjectNode profile = (ObjectNode) event.at(PROFILE);
    profile.put("phone_number", "+16505551212").put("external_id", "u").put("anonymous_id", "a");
    profile.put("_kx", "k").put("first_name", "M").put("last_name", "V").put("locale", "en-GB");
    profile.putObject("location").put("city", "Berlin").put("ip", "203.0.113.7");
    profile.putObject("properties").put("gender", "f");

    assertThat(send(EVENTS, event).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({"1000, 202", "1001, 400"})
  void aJobHoldsAThousandEvents(int events, int status) {
    assertThat(send(JOBS, job(1, events)).status()).isEqualTo(status);
  }

  @Test
  void aJobHoldsFiveMegabytes() {
    ObjectNode job = job(60, 1);
    job.at("/data/attributes/events-bulk-create/data")
        .forEach(
            entry ->
                ((ObjectNode) entry.at("/attributes/events/data/0/attributes/properties"))
                    .put("text", "x".repeat(90_000)));

    assertThat(send(JOBS, job).status()).isEqualTo(413);
  }

  @Test
  void aRepeatedUniqueIdOfAProfileAndMetricFailsTheWholeJob() {
    ObjectNode job = job(1, 2);
    ArrayNode events = (ArrayNode) job.at(entry(0) + "/attributes/events/data");
    ((ObjectNode) events.get(1).path("attributes")).put("unique_id", "e-0-0");

    assertThat(send(JOBS, job).status()).isEqualTo(400);
  }

  @Test
  void pointersNameTheBadEntriesOfAJob() {
    ObjectNode job = job(3, 1);
    ((ObjectNode) job.at(entry(0) + "/attributes/events/data/0/attributes")).put("value", "9");
    ((ObjectNode) job.at(entry(2) + PROFILE.substring("/data".length()))).put("phone_number", "1");

    assertThat(pointers(send(JOBS, job)))
        .containsExactly(
            entry(0) + "/attributes/events/data/0/attributes/value",
            entry(2) + "/attributes/profile/data/attributes/phone_number");
  }

  @ParameterizedTest
  @MethodSource("badEvents")
  void anEventThatBreaksARuleIsRefusedWithAPointer(
      String rule, String pointer, Consumer<ObjectNode> breakIt) {
    ObjectNode event = event();
    breakIt.accept(event);

    SandboxAnswer answer = send(EVENTS, event);

    assertThat(answer.status()).as(rule).isEqualTo(400);
    assertThat(pointers(answer)).as(rule).contains(pointer);
  }

  static Stream<Arguments> badEvents() {
    String a = "/data/attributes";
    return Stream.of(
        bad("another type", "/data/type", e -> e.withObject("/data").put("type", "profile")),
        bad("no attributes", "/data/attributes", e -> e.withObject("/data").remove("attributes")),
        bad("unknown attribute", a + "/event_id", e -> e.withObject(a).put("event_id", "x")),
        bad("no metric", a + "/metric", e -> e.withObject(a).remove("metric")),
        bad(
            "long metric",
            a + "/metric/data/attributes/name",
            e -> e.withObject(a + "/metric/data/attributes").put("name", "x".repeat(128))),
        bad("no properties", a + "/properties", e -> e.withObject(a).remove("properties")),
        bad("value as text", a + "/value", e -> e.withObject(a).put("value", "12.50")),
        bad(
            "small currency",
            a + "/value_currency",
            e -> e.withObject(a).put("value_currency", "eur")),
        bad("blank unique id", a + "/unique_id", e -> e.withObject(a).put("unique_id", " ")),
        bad("time in seconds", a + "/time", e -> e.withObject(a).put("time", "1770000000")),
        bad("time of 1999", a + "/time", e -> e.withObject(a).put("time", "1999-12-31T23:59:59Z")),
        bad("far ahead", a + "/time", e -> e.withObject(a).put("time", "2027-06-01T00:00:00Z")),
        bad("no time", a + "/time", e -> e.withObject(a).remove("time")),
        bad(
            "time with an offset",
            a + "/time",
            e -> e.withObject(a).put("time", "2026-03-01T11:00:00+01:00")),
        bad("no such day", a + "/time", e -> e.withObject(a).put("time", "2026-02-30T11:00:00Z")),
        bad("no unique id", a + "/unique_id", e -> e.withObject(a).remove("unique_id")),
        bad(
            "made-up currency",
            a + "/value_currency",
            e -> e.withObject(a).put("value_currency", "QQQ")),
        bad(
            "empty property",
            a + "/properties/p",
            e -> e.withObject(a + "/properties").put("p", "")),
        bad(
            "long text of two bytes a letter",
            a + "/properties/p",
            e -> e.withObject(a + "/properties").put("p", "é".repeat(51_201))),
        bad(
            "no address to look up",
            PROFILE + "/location/ip",
            e -> e.withObject(PROFILE).putObject("location").put("ip", "here")),
        bad("no profile", a + "/profile", e -> e.withObject(a).remove("profile")),
        bad("nobody", PROFILE + "/email", e -> e.withObject(PROFILE).remove("email")),
        bad("no address", PROFILE + "/email", e -> e.withObject(PROFILE).put("email", "a.b.de")),
        bad(
            "phone without plus",
            PROFILE + "/phone_number",
            e -> e.withObject(PROFILE).put("phone_number", "16505551212")),
        bad(
            "long external id",
            PROFILE + "/external_id",
            e -> e.withObject(PROFILE).put("external_id", "x".repeat(256))),
        bad("unknown trait", PROFILE + "/gender", e -> e.withObject(PROFILE).put("gender", "f")),
        bad(
            "subscription",
            PROFILE + "/subscriptions",
            e -> e.withObject(PROFILE).putObject("subscriptions")),
        bad(
            "unknown part of a place",
            PROFILE + "/location/state",
            e -> e.withObject(PROFILE).putObject("location").put("state", "CA")),
        bad(
            "401 properties",
            a + "/properties",
            e -> {
              for (int i = 0; i < 401; i++) {
                e.withObject(a + "/properties").put("p" + i, 1);
              }
            }),
        bad(
            "a long text",
            a + "/properties/p",
            e -> e.withObject(a + "/properties").put("p", "x".repeat(102_401))));
  }

  private static Arguments bad(String rule, String pointer, Consumer<ObjectNode> breakIt) {
    return Arguments.of(rule, pointer, breakIt);
  }

  @Test
  void aProfileMayGoByKlaviyosOwnId() {
    ObjectNode event = event();
    ObjectNode profile = event.withObject("/data/attributes/profile/data");
    profile.putObject("attributes").put("first_name", "Mary");
    assertThat(send(EVENTS, event).status()).isEqualTo(400);

    profile.put("id", "01GDDKASAP8TKDDA2GRZDSVP4H");
    assertThat(send(EVENTS, event).status()).isEqualTo(202);
  }

  @Test
  void anEntryOfAJobHasItsProfileBesideTheEvents() {
    ObjectNode job = job(1, 1);
    ((ObjectNode) job.at(entry(0) + "/attributes")).remove("profile");

    assertThat(pointers(send(JOBS, job))).containsExactly(entry(0) + "/attributes/profile");
  }

  @Test
  void onlyAKnownKeyOpens() {
    assertThat(answer(EVENTS, Map.of("authorization", "Klaviyo-API-Key pk_wrong")).status())
        .isEqualTo(401);
    assertThat(answer(EVENTS, Map.of("authorization", "Bearer pk_right")).status()).isEqualTo(401);
    assertThat(answer(EVENTS, Map.of("authorization", "Klaviyo-API-Key pk_right")).status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "revision, '', 400",
    "revision, v3, 400",
    "revision, 2025-01-15, 202",
    "content-type, text/plain, 415",
    "content-type, application/json, 202"
  })
  void headersAreChecked(String header, String value, int status) {
    assertThat(answer(EVENTS, Map.of(header, value)).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "/klaviyo/api/profiles, POST, 404",
    "/klaviyo/events, POST, 404",
    "/klaviyo/api/events, GET, 405",
    "/klaviyo/api/events/, POST, 202"
  })
  void otherPathsAndMethodsAreNotThere(String path, String method, int status) {
    SandboxRequest request =
        new SandboxRequest(
            "klaviyo", method, path, Map.of(), headers(Map.of()), Json.write(event()), NOW);

    assertThat(api.answer(request, SECRETS).status()).isEqualTo(status);
  }

  @Test
  void aBodyThatIsNoResourceIsRefused() {
    for (String body : List.of("", "{", "[]", "{}", "{\"data\":[]}", "{\"data\":1}")) {
      SandboxRequest request =
          new SandboxRequest(
              "klaviyo", "POST", EVENTS, Map.of(), headers(Map.of()), body.getBytes(UTF_8), NOW);
      assertThat(api.answer(request, SECRETS).status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void aFindingNeverRepeatsAValue() {
    ObjectNode event = event();
    event.withObject(PROFILE).put("email", "canary.mail.example").put("phone_number", "canary");

    assertThat(Json.text(send(EVENTS, event).body())).doesNotContain("canary");
  }

  private static List<String> pointers(SandboxAnswer answer) {
    return answer.body().path("errors").findValuesAsText("pointer");
  }

  private static String entry(int index) {
    return "/data/attributes/events-bulk-create/data/" + index;
  }

  private static ObjectNode profile() {
    ObjectNode profile = Json.object();
    profile.putObject("data").put("type", "profile").putObject("attributes").put("email", "a@b.de");
    return profile;
  }

  private static ObjectNode eventData(String uniqueId) {
    ObjectNode data = Json.object().put("type", "event");
    ObjectNode attributes = data.putObject("attributes");
    attributes
        .putObject("metric")
        .putObject("data")
        .put("type", "metric")
        .putObject("attributes")
        .put("name", "Placed Order");
    attributes.putObject("properties").put("OrderId", "A-1");
    attributes.put("time", "2026-03-01T11:00:00Z").put("value", 9.99);
    attributes.put("value_currency", "EUR").put("unique_id", uniqueId);
    return data;
  }

  private static ObjectNode event() {
    ObjectNode data = eventData("e-1");
    ((ObjectNode) data.get("attributes")).set("profile", profile());
    return Json.object().set("data", data);
  }

  private static ObjectNode job(int entries, int events) {
    ObjectNode job = Json.object();
    ArrayNode list =
        job.putObject("data")
            .put("type", "event-bulk-create-job")
            .putObject("attributes")
            .putObject("events-bulk-create")
            .putArray("data");
    for (int i = 0; i < entries; i++) {
      ObjectNode attributes =
          list.addObject().put("type", "event-bulk-create").putObject("attributes");
      attributes.set("profile", profile());
      ArrayNode data = attributes.putObject("events").putArray("data");
      for (int k = 0; k < events; k++) {
        data.add(eventData("e-" + i + "-" + k));
      }
    }
    return job;
  }

  private static Map<String, String> headers(Map<String, String> changes) {
    Map<String, String> headers = new HashMap<>();
    headers.put("authorization", "Klaviyo-API-Key pk_right");
    headers.put("revision", "2026-04-15");
    headers.put("content-type", "application/vnd.api+json");
    headers.putAll(changes);
    return headers;
  }

  private SandboxAnswer answer(String path, Map<String, String> changes) {
    return api.answer(request(path, changes, event()), SECRETS);
  }

  private SandboxAnswer send(String path, JsonNode body) {
    return api.answer(request(path, Map.of(), body), SECRETS);
  }

  private static SandboxRequest request(String path, Map<String, String> changes, JsonNode body) {
    return new SandboxRequest(
        "klaviyo", "POST", path, Map.of(), headers(changes), Json.write(body), NOW);
  }
}
