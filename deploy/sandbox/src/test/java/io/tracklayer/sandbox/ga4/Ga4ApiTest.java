package io.tracklayer.sandbox.ga4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Ga4ApiTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String COLLECT = "/ga4/mp/collect";
  private static final String VALIDATE = "/ga4/debug/mp/collect";
  private static final String HASH =
      "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

  private static final SandboxSecrets SECRETS = new SandboxSecrets(Map.of("ga4", Set.of("right")));

  private final Ga4Api api = new Ga4Api();

  @Test
  void aGoodRequestIsAnsweredWithNothing() {
    SandboxAnswer answer = send(COLLECT, "right", purchase());

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isNull();
    assertThat(answer.reason()).isNull();
  }

  @Test
  void everyDocumentedFieldIsTaken() {
    ObjectNode body = purchase();
    body.put("user_id", "u-1").put("ip_override", "203.0.113.7");
    body.putObject("consent").put("ad_user_data", "GRANTED").put("ad_personalization", "DENIED");
    body.putObject("device").put("language", "en-gb");
    body.putObject("user_location").put("city", "Paris").put("country_id", "FR");
    userProperty(body, "plan", "pro");
    ObjectNode data = body.putObject("user_data");
    data.putArray("sha256_email_address").add(HASH);
    data.putArray("address").addObject().put("sha256_first_name", HASH).put("country", "DE");
    params(body).put("session_id", "1724148930").put("engagement_time_msec", 1);
    params(body).put("page_location", "https://shop.example/" + "x".repeat(900));

    assertThat(messages(send(VALIDATE, "right", body))).isEmpty();
  }

  @Test
  void whatIsWrongIsTakenWithoutAWordAndRecorded() {
    ObjectNode body = purchase();
    params(body).remove("transaction_id");
    SandboxAnswer answer = send(COLLECT, "right", body);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isNull();
    assertThat(answer.reason()).contains("events[0].params.transaction_id is missing");
  }

  @Test
  void aWrongSecretIsOnRecordOnlyAndNoMatterOfTheValidation() {
    assertThat(send(COLLECT, "wrong", purchase()).status()).isEqualTo(204);
    assertThat(send(COLLECT, "wrong", purchase()).reason()).contains("api_secret");
    assertThat(messages(send(VALIDATE, "wrong", purchase()))).isEmpty();
  }

  @Test
  void aBodyThatIsNoJsonIsTakenWithoutAWordToo() {
    SandboxAnswer answer =
        api.answer(request(COLLECT, "right", "no json".getBytes(UTF_8)), SECRETS);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.reason()).contains("not JSON");
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void theValidationNamesWhatBreaksARule(
      String rule, String path, String code, Consumer<ObjectNode> breakIt) {
    ObjectNode body = purchase();
    breakIt.accept(body);
    SandboxAnswer answer = send(VALIDATE, "right", body);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(messages(answer))
        .as(rule)
        .extracting(m -> m.path("fieldPath").asText() + " " + m.path("validationCode").asText())
        .contains(path + " " + code);
  }

  private static void userProperty(ObjectNode body, String name, String value) {
    body.withObject("/user_properties").putObject(name).put("value", value);
  }

  static Stream<Arguments> badRequests() {
    String p = "events[0].params.";
    return Stream.of(
        bad("no client", "client_id", "VALUE_REQUIRED", b -> b.remove("client_id")),
        bad("no events", "events", "VALUE_REQUIRED", b -> b.putArray("events")),
        bad("unknown field", "clientId", "NAME_INVALID", b -> b.put("clientId", "1.2")),
        bad(
            "long user id",
            "user_id",
            "VALUE_OUT_OF_BOUNDS",
            b -> b.put("user_id", "x".repeat(257))),
        bad("no address", "ip_override", "VALUE_INVALID", b -> b.put("ip_override", "here")),
        bad(
            "unknown place",
            "user_location.town",
            "NAME_INVALID",
            b -> b.putObject("user_location").put("town", "Paris")),
        bad(
            "reserved user property",
            "user_properties.user_id",
            "NAME_RESERVED",
            b -> userProperty(b, "user_id", "u")),
        bad(
            "long name of a user property",
            "user_properties." + "x".repeat(25),
            "NAME_INVALID",
            b -> userProperty(b, "x".repeat(25), "u")),
        bad(
            "long user property",
            "user_properties.plan.value",
            "VALUE_OUT_OF_BOUNDS",
            b -> userProperty(b, "plan", "x".repeat(37))),
        bad(
            "user property without value",
            "user_properties.plan",
            "VALUE_INVALID",
            b -> b.putObject("user_properties").put("plan", "pro")),
        bad(
            "too many user properties",
            "user_properties",
            "EXCEEDED_MAX_ENTITIES",
            b -> {
              for (int i = 0; i < 26; i++) {
                userProperty(b, "p" + i, "u");
              }
            }),
        bad(
            "small consent",
            "consent.ad_user_data",
            "VALUE_INVALID",
            b -> b.putObject("consent").put("ad_user_data", "granted")),
        bad(
            "user data of nobody",
            "user_id",
            "VALUE_REQUIRED",
            b -> b.putObject("user_data").putArray("sha256_email_address").add(HASH)),
        bad(
            "e-mail in clear",
            "user_data.sha256_email_address[0]",
            "VALUE_INVALID",
            b -> b.putObject("user_data").putArray("sha256_email_address").add("a@b.de")),
        bad(
            "small country",
            "user_data.address[0].country",
            "VALUE_INVALID",
            b -> b.putObject("user_data").putArray("address").addObject().put("country", "de")),
        bad(
            "reserved event",
            "events[0].name",
            "NAME_RESERVED",
            b -> event(b).put("name", "session_start")),
        bad(
            "reserved prefix",
            "events[0].name",
            "NAME_RESERVED",
            b -> event(b).put("name", "ga_x")),
        bad("name with space", "events[0].name", "NAME_INVALID", b -> event(b).put("name", "a b")),
        bad(
            "long name",
            "events[0].name",
            "NAME_INVALID",
            b -> event(b).put("name", "x".repeat(41))),
        bad(
            "time in seconds",
            "events[0].timestamp_micros",
            "VALUE_INVALID",
            b -> event(b).put("timestamp_micros", NOW.getEpochSecond())),
        bad(
            "too old",
            "events[0].timestamp_micros",
            "VALUE_INVALID",
            b -> event(b).put("timestamp_micros", micros(NOW.minus(Duration.ofHours(73))))),
        bad(
            "no transaction",
            p + "transaction_id",
            "VALUE_REQUIRED",
            b -> params(b).put("transaction_id", "")),
        bad("no value", p + "value", "VALUE_REQUIRED", b -> params(b).remove("value")),
        bad("no currency", p + "currency", "VALUE_REQUIRED", b -> params(b).remove("currency")),
        bad("value as text", p + "value", "VALUE_INVALID", b -> params(b).put("value", "12.50")),
        bad("negative value", p + "value", "VALUE_INVALID", b -> params(b).put("value", -1)),
        bad(
            "small currency",
            p + "currency",
            "VALUE_INVALID",
            b -> params(b).put("currency", "eur")),
        bad("object", p + "gift", "VALUE_INVALID", b -> params(b).putObject("gift")),
        bad("flag", p + "gift", "VALUE_INVALID", b -> params(b).put("gift", true)),
        bad("reserved parameter", p + "_x", "NAME_RESERVED", b -> params(b).put("_x", 1)),
        bad("parameter with space", p + "a b", "NAME_INVALID", b -> params(b).put("a b", 1)),
        bad("long text", p + "t", "VALUE_OUT_OF_BOUNDS", b -> params(b).put("t", "x".repeat(101))),
        bad(
            "session of a text",
            p + "session_id",
            "VALUE_INVALID",
            b -> params(b).put("session_id", "s1")),
        bad("item of nothing", p + "items[0].item_id", "VALUE_REQUIRED", b -> item(b).removeAll()),
        bad("unknown item field", p + "items[0].id", "NAME_INVALID", b -> item(b).put("id", "x")),
        bad("price as text", p + "items[0].price", "VALUE_INVALID", b -> item(b).put("price", "1")),
        bad("coupon as number", p + "coupon", "VALUE_INVALID", b -> params(b).put("coupon", 1)),
        bad("tax as text", p + "tax", "VALUE_INVALID", b -> params(b).put("tax", "1")),
        bad(
            "made-up currency",
            p + "currency",
            "VALUE_INVALID",
            b -> params(b).put("currency", "QQQ")),
        bad(
            "empty user data",
            "user_data",
            "VALUE_INVALID",
            b -> b.put("user_id", "u").putObject("user_data")),
        bad(
            "unknown field of a user property",
            "user_properties.plan.at",
            "NAME_INVALID",
            b -> b.withObject("/user_properties/plan").put("value", "pro").put("at", 1)),
        bad("blank client", "client_id", "VALUE_INVALID", b -> b.put("client_id", " ")),
        bad(
            "half an item",
            p + "items[0].quantity",
            "VALUE_INVALID",
            b -> item(b).put("quantity", 0.5)),
        bad(
            "26 events",
            "events",
            "EXCEEDED_MAX_ENTITIES",
            b -> {
              ArrayNode events = (ArrayNode) b.get("events");
              for (int i = 0; i < 25; i++) {
                events.add(events.get(0).deepCopy());
              }
            }),
        bad(
            "26 parameters",
            "events[0].params",
            "EXCEEDED_MAX_ENTITIES",
            b -> {
              for (int i = 0; i < 26; i++) {
                params(b).put("p" + i, i);
              }
            }),
        bad(
            "201 items",
            p + "items",
            "EXCEEDED_MAX_ENTITIES",
            b -> {
              for (int i = 0; i < 200; i++) {
                params(b).withArray("/items").addObject().put("item_id", "x");
              }
            }));
  }

  private static Arguments bad(
      String rule, String path, String code, Consumer<ObjectNode> breakIt) {
    return Arguments.of(rule, path, code, breakIt);
  }

  @Test
  void aRequestIsSmallerThan130Kilobytes() {
    ObjectNode body = purchase();
    body.put("client_id", "x".repeat(130_000));

    assertThat(messages(send(VALIDATE, "right", body)).get(0).path("validationCode").asText())
        .isEqualTo("EXCEEDED_MAX_ENTITIES");
  }

  @ParameterizedTest
  @CsvSource({
    "/ga4/collect, POST, 404",
    "/ga4/g/collect, POST, 404",
    "/ga4/mp/collect, GET, 405",
    "/ga4/debug/mp/collect, GET, 405"
  })
  void otherPathsAndMethodsAreNotThere(String path, String method, int status) {
    SandboxRequest request =
        new SandboxRequest("ga4", method, path, Map.of(), Map.of(), new byte[0], NOW);

    assertThat(api.answer(request, SECRETS).status()).isEqualTo(status);
  }

  @Test
  void aStreamIsNamedInTheUrl() {
    SandboxRequest request =
        new SandboxRequest(
            "ga4",
            "POST",
            COLLECT,
            Map.of("api_secret", List.of("right")),
            Map.of(),
            Json.write(purchase()),
            NOW);

    assertThat(api.answer(request, SECRETS).reason()).contains("measurement_id");
  }

  @Test
  void anAppsStreamTakesInstancesOfTheAppAndAWebsitesDoesNot() {
    ObjectNode ofApp = purchase();
    ofApp.remove("client_id");
    ofApp.put("app_instance_id", "0123456789abcdef0123456789abcdef");

    assertThat(answerOfApp(ofApp)).isNull();
    assertThat(answerOfApp(purchase())).contains("app_instance_id is missing");
    assertThat(answerOfApp(ofApp.deepCopy().put("client_id", "1.2"))).isNotNull();
    assertThat(answerOfApp(ofApp.deepCopy().put("app_instance_id", "0123"))).isNotNull();
    assertThat(send(COLLECT, "right", ofApp).reason()).contains("client_id is missing");
  }

  private @Nullable String answerOfApp(ObjectNode body) {
    SandboxRequest request =
        new SandboxRequest(
            "ga4",
            "POST",
            COLLECT,
            Map.of(
                "firebase_app_id",
                List.of("1:42:ios:321abc456def7890"),
                "api_secret",
                List.of("right")),
            Map.of("content-type", "application/json"),
            Json.write(body),
            NOW);
    return api.answer(request, SECRETS).reason();
  }

  @Test
  void aFindingNeverRepeatsAValue() {
    ObjectNode body = purchase();
    body.put("ip_override", "canary");
    params(body).put("currency", "canary").put("t", "canary".repeat(20));

    assertThat(send(COLLECT, "right", body).reason()).doesNotContain("canary");
  }

  private static List<JsonNode> messages(SandboxAnswer answer) {
    List<JsonNode> messages = new ArrayList<>();
    answer.body().get("validationMessages").forEach(messages::add);
    return messages;
  }

  private static ObjectNode event(ObjectNode body) {
    return (ObjectNode) body.at("/events/0");
  }

  private static ObjectNode params(ObjectNode body) {
    return (ObjectNode) body.at("/events/0/params");
  }

  private static ObjectNode item(ObjectNode body) {
    return (ObjectNode) body.at("/events/0/params/items/0");
  }

  private static long micros(Instant time) {
    return TimeUnit.MILLISECONDS.toMicros(time.toEpochMilli());
  }

  private static ObjectNode purchase() {
    ObjectNode body = Json.object().put("client_id", "1234567.7654321");
    ObjectNode event = body.putArray("events").addObject();
    event.put("name", "purchase").put("timestamp_micros", micros(NOW));
    ObjectNode params = event.putObject("params");
    params.put("transaction_id", "A-1").put("value", 12.5).put("currency", "EUR");
    params.putArray("items").addObject().put("item_id", "p1").put("quantity", 1).put("price", 12.5);
    return body;
  }

  private static SandboxRequest request(String path, String secret, byte[] body) {
    return new SandboxRequest(
        "ga4",
        "POST",
        path,
        Map.of("measurement_id", List.of("G-ABC123"), "api_secret", List.of(secret)),
        Map.of("content-type", "application/json"),
        body,
        NOW);
  }

  private SandboxAnswer send(String path, String secret, JsonNode body) {
    return api.answer(request(path, secret, Json.write(body)), SECRETS);
  }
}
