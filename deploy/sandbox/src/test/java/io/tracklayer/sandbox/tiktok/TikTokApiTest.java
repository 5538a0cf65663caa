package io.tracklayer.sandbox.tiktok;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.time.Duration;
import java.time.Instant;
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

class TikTokApiTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PATH = "/tiktok/open_api/v1.3/event/track/";
  private static final String HASH =
      "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";
  private static final String DEVICE = "7A7C2A0E-5B1E-4D5F-9A4C-3F2F6D0C9B1A";
  private static final String OTHER_HASH =
      "48ddb93f0b30c475423fe177832912c5bcdce3cc72872f8051627967ef278e08";
  private static final SandboxSecrets SECRETS =
      new SandboxSecrets(Map.of("tiktok", Set.of("right-token")));

  private final TikTokApi api = new TikTokApi();

  @Test
  void aGoodPurchaseIsTakenWithCodeZero() {
    SandboxAnswer answer = send(body(purchase()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("code").asInt(-1)).isZero();
    assertThat(answer.body().path("message").asText()).isEqualTo("OK");
    assertThat(answer.body().path("request_id").asText()).isNotBlank();
  }

  @Test
  void anEventWithEveryDocumentedFieldIsTaken() {
    ObjectNode event = purchase().put("limited_data_use", true);
    ObjectNode user = event.withObject("/user");
    for (String field : List.of("email", "phone", "external_id")) {
      user.putArray(field).add(HASH).add(OTHER_HASH);
    }
    user.put("first_name", HASH).put("last_name", HASH).put("zip_code", HASH);
    user.put("city", "newyork").put("state", "ny").put("country", "us").put("ip", "2001:db8::1");
    user.put("ttclid", "E.C.P.x-_").put("ttp", "2NPq").put("locale", "en-GB");
    user.put("att_status", "AUTHORIZED").put("idfa", DEVICE).put("idfv", DEVICE).put("gaid", HASH);
    ObjectNode properties = event.withObject("/properties");
    properties.put("num_items", 2).put("query", "q").put("search_string", "q").put("shop_id", "s");
    properties.put("description", "d").put("order_id", "o").put("status", "done");
    properties.put("predicted_ltv", 3.5).put("delivery_category", "in_store");
    properties.putArray("content_ids").add("a");
    event.withObject("/page").put("referrer", "https://search.example/");
    event.putObject("lead").put("lead_id", "l").put("lead_event_source", "crm");

    assertThat(code(send(body(event)))).isZero();
  }

  @Test
  void oneBadEventFailsTheRequestAndIsNamedByItsIndex() {
    ObjectNode bad = purchase();
    bad.withObject("/properties").withArray("contents").addObject().put("content_id", 7);

    SandboxAnswer answer = send(body(purchase(), bad, purchase()));

    assertThat(code(answer)).isEqualTo(40002);
    assertThat(answer.body().path("message").asText())
        .startsWith("Batch.1.properties.contents.1.content_id: ");
  }

  @ParameterizedTest
  @CsvSource({"'', 40104", "wrong, 40105", "right-token, 0"})
  void theTokenOfTheHeaderOpens(String token, int code) {
    assertThat(code(send(headers(token), PATH, body(purchase()), SECRETS))).isEqualTo(code);
  }

  @Test
  void withoutKnownTokensAnyTokenOpensButNoneDoesNot() {
    assertThat(code(send(headers("x"), PATH, body(purchase()), SandboxSecrets.ANY))).isZero();
    assertThat(code(send(headers(""), PATH, body(purchase()), SandboxSecrets.ANY)))
        .isEqualTo(40104);
  }

  @Test
  void theSlashAtTheEndOfThePathMatters() {
    String cut = PATH.substring(0, PATH.length() - 1);

    assertThat(send(headers("right-token"), cut, body(purchase()), SECRETS).status())
        .isEqualTo(404);
  }

  @Test
  void aRequestHoldsOneToAThousandEvents() {
    ObjectNode[] events = new ObjectNode[1001];
    java.util.Arrays.setAll(events, i -> purchase());

    assertThat(code(send(body(java.util.Arrays.copyOf(events, 1000))))).isZero();
    assertThat(code(send(body(events)))).isEqualTo(40002);
    assertThat(code(send(body()))).isEqualTo(40002);
  }

  @Test
  void aBodyThatIsNoJsonObjectIsRefused() {
    for (String body : List.of("", "{", "[]", "{\"data\":{}}")) {
      assertThat(code(api.answer(request(headers("right-token"), PATH, body), SECRETS)))
          .as(body)
          .isEqualTo(40002);
    }
  }

  @Test
  void anOfflineEventNeedsNoPage() {
    ObjectNode event = purchase();
    event.remove("page");

    assertThat(code(send(body(event)))).isEqualTo(40002);
    assertThat(code(send(body(event).put("event_source", "offline")))).isZero();
  }

  @ParameterizedTest
  @MethodSource("badEvents")
  void anEventThatBreaksARuleIsRefused(String rule, String path, Consumer<ObjectNode> breakIt) {
    ObjectNode event = purchase();
    breakIt.accept(event);

    SandboxAnswer answer = send(body(event));

    assertThat(code(answer)).as(rule).isEqualTo(40002);
    assertThat(answer.body().path("message").asText())
        .as(rule)
        .startsWith("Batch.0." + path + ": ");
  }

  static Stream<Arguments> badEvents() {
    return Stream.of(
        bad("no name", "event", e -> e.remove("event")),
        bad("no time", "event_time", e -> e.remove("event_time")),
        bad("time as text", "event_time", e -> e.put("event_time", "1770000000")),
        bad("time in milliseconds", "event_time", e -> e.put("event_time", NOW.toEpochMilli())),
        bad(
            "time long ago",
            "event_time",
            e -> e.put("event_time", NOW.minus(Duration.ofDays(29)).getEpochSecond())),
        bad(
            "time in fractions",
            "event_time",
            e -> e.put("event_time", NOW.getEpochSecond() + 0.5)),
        bad("no event id", "event_id", e -> e.remove("event_id")),
        bad("no user", "user", e -> e.remove("user")),
        bad(
            "the same hash twice",
            "user.email",
            e -> user(e).putArray("email").add(HASH).add(HASH)),
        bad("negative value", "properties.value", e -> properties(e).put("value", -1)),
        bad("none of it", "properties.num_items", e -> properties(e).put("num_items", 0)),
        bad("unknown field of an ad", "ad.click", e -> e.putObject("ad").put("click", "x")),
        bad("number as event id", "event_id", e -> e.put("event_id", 12)),
        bad("flag as text", "limited_data_use", e -> e.put("limited_data_use", "true")),
        bad("no page", "page", e -> e.remove("page")),
        bad("page without scheme", "page.url", e -> e.withObject("/page").put("url", "a/b")),
        bad("unknown field", "eventId", e -> e.put("eventId", "x")),
        bad("unknown user field", "user.em", e -> user(e).put("em", HASH)),
        bad("e-mail in clear", "user.email", e -> user(e).put("email", "a@b.example")),
        bad("hash cut short", "user.phone.0", e -> user(e).putArray("phone").add("ab")),
        bad("name as list", "user.first_name", e -> user(e).putArray("first_name").add(HASH)),
        bad("zip in clear", "user.zip_code", e -> user(e).put("zip_code", "94025")),
        bad("city not folded", "user.city", e -> user(e).put("city", "New York")),
        bad("hashed country", "user.country", e -> user(e).put("country", HASH)),
        bad("country in capitals", "user.country", e -> user(e).put("country", "US")),
        bad("IP with port", "user.ip", e -> user(e).put("ip", "10.0.0.1:80")),
        bad("click id with space", "user.ttclid", e -> user(e).put("ttclid", "a b")),
        bad("value as text", "properties.value", e -> properties(e).put("value", "12.5")),
        bad("made-up currency", "properties.currency", e -> properties(e).put("currency", "QQQ")),
        bad("value without currency", "properties.currency", e -> properties(e).remove("currency")),
        bad("purchase without value", "properties.value", e -> properties(e).remove("value")),
        bad(
            "contents as object",
            "properties.contents",
            e -> properties(e).putObject("contents").put("content_id", "a")),
        bad(
            "contents without type",
            "properties.content_type",
            e -> properties(e).remove("content_type")),
        bad(
            "Rudder's misspelling",
            "properties.contents_ids",
            e -> properties(e).putArray("contents_ids").add("a")),
        bad(
            "numeric content id in the list",
            "properties.content_ids.0",
            e -> properties(e).putArray("content_ids").add(7)));
  }

  @Test
  void aFindingNeverRepeatsAValue() {
    ObjectNode event = purchase();
    user(event).put("email", "canary@mail.example");

    assertThat(Json.text(send(body(event)).body())).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource({"401, 40105", "403, 40001", "429, 40100", "500, 50000", "400, 40002"})
  void scriptedTroubleIsWordedByCodes(int status, int code) {
    assertThat(api.trouble(status).path("code").asInt()).isEqualTo(code);
  }

  private static Arguments bad(String rule, String path, Consumer<ObjectNode> breakIt) {
    return Arguments.of(rule, path, breakIt);
  }

  private static ObjectNode user(ObjectNode event) {
    return event.withObject("/user");
  }

  private static ObjectNode properties(ObjectNode event) {
    return event.withObject("/properties");
  }

  private static ObjectNode purchase() {
    ObjectNode event =
        Json.object()
            .put("event", "Purchase")
            .put("event_time", NOW.getEpochSecond())
            .put("event_id", "m-1");
    event.putObject("user").putArray("email").add(HASH);
    ObjectNode properties = event.putObject("properties").put("value", 12.5).put("currency", "EUR");
    properties.put("content_type", "product");
    properties
        .putArray("contents")
        .addObject()
        .put("content_id", "sku-1")
        .put("quantity", 1)
        .put("price", 12.5);
    event.putObject("page").put("url", "https://shop.example/thanks");
    return event;
  }

  private static ObjectNode body(ObjectNode... events) {
    ObjectNode body = Json.object().put("event_source", "web").put("event_source_id", "C4");
    body.putArray("data").addAll(List.of(events));
    return body;
  }

  private static int code(SandboxAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().path("code").asInt(-1);
  }

  private SandboxAnswer send(ObjectNode body) {
    return send(headers("right-token"), PATH, body, SECRETS);
  }

  private SandboxAnswer send(
      Map<String, String> headers, String path, ObjectNode body, SandboxSecrets secrets) {
    return api.answer(request(headers, path, Json.text(body)), secrets);
  }

  private static Map<String, String> headers(String token) {
    return Map.of("access-token", token, "content-type", "application/json");
  }

  private static SandboxRequest request(Map<String, String> headers, String path, String body) {
    return new SandboxRequest("tiktok", "POST", path, Map.of(), headers, body.getBytes(UTF_8), NOW);
  }
}
