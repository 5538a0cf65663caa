package io.tracklayer.sandbox.meta;

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
import org.junit.jupiter.params.provider.ValueSource;

class MetaApiTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PATH = "/meta/v25.0/123456/events";
  private static final String HASH =
      "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

  private static final SandboxSecrets SECRETS =
      new SandboxSecrets(Map.of("meta", Set.of("right-token", "other-token")));

  private final MetaApi api = new MetaApi();

  @Test
  void aGoodPurchaseIsTaken() {
    SandboxAnswer answer = send(body(purchase()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("events_received").asInt()).isEqualTo(1);
    assertThat(answer.body().get("messages").isArray()).isTrue();
    assertThat(answer.body().get("fbtrace_id").asText()).isNotBlank();
  }

  @Test
  void theQualityOfADatasetCanBeAskedFor() {
    SandboxAnswer answer =
        ask(
            Map.of(
                "dataset_id", List.of("123"),
                "fields", List.of("web{event_name,event_match_quality{composite_score}}")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/web/0/event_name").asText()).isEqualTo("Purchase");
    assertThat(answer.body().at("/web/0/event_match_quality/composite_score").isNumber()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | web{event_name}",
        "abc | web{event_name}",
        "123 | ''",
        "123 | web{event_name",
        "123 | web{event_name}}",
        "123 | web{of_tomorrow}",
        "123 | offline{event_name}"
      })
  void aQuestionForQualityThatMetaWouldNotUnderstandIsRefused(String dataset, String fields) {
    SandboxAnswer answer = ask(Map.of("dataset_id", List.of(dataset), "fields", List.of(fields)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/error/code").asInt()).isEqualTo(100);
  }

  @Test
  void aQuestionForQualityNeedsATokenAndNoForeignParameter() {
    Map<String, List<String>> query =
        Map.of("dataset_id", List.of("123"), "fields", List.of("web{event_name}"));

    assertThat(ask(query, "wrong-token").status()).isEqualTo(401);
    assertThat(
            ask(Map.of(
                    "dataset_id", List.of("123"),
                    "fields", List.of("web{event_name}"),
                    "pixel_id", List.of("123")))
                .status())
        .isEqualTo(400);
  }

  private SandboxAnswer ask(Map<String, List<String>> query) {
    return ask(query, "right-token");
  }

  private SandboxAnswer ask(Map<String, List<String>> query, String token) {
    return api.answer(
        new SandboxRequest(
            "meta",
            "GET",
            "/meta/v25.0/dataset_quality",
            query,
            Map.of("authorization", "Bearer " + token),
            new byte[0],
            NOW),
        SECRETS);
  }

  @Test
  void anEventWithEveryDocumentedFieldIsTaken() {
    ObjectNode event = purchase();
    event.put("referrer_url", "https://search.example/").put("opt_out", true);
    event.putArray("data_processing_options").add("LDU");
    event.put("data_processing_options_country", 1).put("data_processing_options_state", 1000);
    ObjectNode user = user(event);
    for (String field : List.of("ph", "fn", "ln", "db", "ge", "ct", "st", "zp", "country")) {
      user.putArray(field).add(HASH);
    }
    user.putArray("external_id").add("user-1");
    user.put("client_ip_address", "2001:db8::1");
    user.put("fbc", "fb.1.1770000000000.AbC-d_e").put("fbp", "fb.1.1770000000000.123456789");
    ObjectNode custom = custom(event);
    custom.put("content_type", "product").put("order_id", "O-1").put("num_items", 2);
    custom.putArray("content_ids").add("sku-1");
    custom
        .putArray("contents")
        .addObject()
        .put("id", "sku-1")
        .put("quantity", 2)
        .put("item_price", 9.5);
    custom.put("gift_wrap", "yes");

    assertThat(send(body(event)).status()).isEqualTo(200);
  }

  @Test
  void hashesAndClickIdsWithTheAppendixOfMetasOwnLibraryAreTaken() {
    ObjectNode event = purchase();
    user(event).put("em", HASH + ".AQ").put("fbc", "fb.1.1770000000000.AbC.AQYBAQEB");

    assertThat(send(body(event)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"em", "external_id", "client_ip_address", "fbp", "anon_id", "fn ln"})
  void onePersonalIdOrBothNamesAreEnoughToGoBy(String fields) {
    ObjectNode event = purchase();
    ObjectNode user = user(event).removeAll().put("client_user_agent", "Agent/1.0");
    Map<String, String> inClear =
        Map.of("client_ip_address", "203.0.113.7", "fbp", "fb.3.1770000000000.123456789");
    for (String field : fields.split(" ", -1)) {
      user.put(field, inClear.getOrDefault(field, HASH));
    }

    assertThat(send(body(event)).status()).isEqualTo(200);
  }

  @Test
  void aMessageNamesItsChannel() {
    ObjectNode event =
        purchase().put("action_source", "business_messaging").put("messaging_channel", "whatsapp");

    assertThat(send(body(event)).status()).isEqualTo(200);
  }

  @Test
  void aStoreVisitMayBeTwoMonthsOld() {
    ObjectNode event = purchase();
    event.put("action_source", "physical_store");
    event.put("event_time", NOW.minus(Duration.ofDays(61)).getEpochSecond());

    assertThat(send(body(event)).status()).isEqualTo(200);
  }

  @Test
  void aTokenInTheUrlIsRefused() {
    SandboxRequest request =
        new SandboxRequest(
            "meta",
            "POST",
            PATH,
            Map.of("access_token", List.of("right-token")),
            headers("right-token"),
            Json.write(body(purchase())),
            NOW);

    assertThat(api.answer(request, SECRETS).status()).isEqualTo(400);
  }

  @Test
  void eachKnownTokenOpensAndAWrongOneIsError190() {
    assertThat(send("other-token", PATH, body(purchase())).status()).isEqualTo(200);

    SandboxAnswer wrong = send("right-token-", PATH, body(purchase()));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(error(wrong).get("code").asInt()).isEqualTo(190);
    assertThat(error(wrong).get("type").asText()).isEqualTo("OAuthException");
  }

  @Test
  void withoutKnownTokensAnyTokenOpensButNoneDoesNot() {
    assertThat(
            api.answer(request(headers("whatever"), PATH, body(purchase())), SandboxSecrets.ANY)
                .status())
        .isEqualTo(200);
    assertThat(
            api.answer(
                    request(Map.of("content-type", "application/json"), PATH, body(purchase())),
                    SandboxSecrets.ANY)
                .status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("badPaths")
  void aPathThatMetaDoesNotKnowIsRefused(String path) {
    assertThat(error(send("right-token", path, body(purchase()))).get("code").asInt())
        .isEqualTo(100);
  }

  static Stream<String> badPaths() {
    return Stream.of(
        "/meta/123456/events",
        "/meta/v25.0/events",
        "/meta/v25.0/abc/events",
        "/meta/v25.0/1/event");
  }

  @Test
  void oneTooOldEventFailsTheWholeRequest() {
    ObjectNode old = purchase();
    old.put("event_time", NOW.minus(Duration.ofDays(7)).getEpochSecond() - 1);

    SandboxAnswer answer = send(body(purchase(), old));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(error(answer).get("code").asInt()).isEqualTo(100);
    assertThat(error(answer).get("error_subcode").asInt()).isEqualTo(2804003);
  }

  @Test
  void aRequestHoldsOneToAThousandEvents() {
    ArrayNode thousand = Json.mapper().createArrayNode();
    for (int i = 0; i < 1000; i++) {
      thousand.add(purchase());
    }
    ObjectNode body = Json.object();
    body.set("data", thousand);
    assertThat(send(body).status()).isEqualTo(200);

    thousand.add(purchase());
    assertThat(send(body).status()).isEqualTo(400);
    body.putArray("data");
    assertThat(send(body).status()).isEqualTo(400);
  }

  @Test
  void aBodyThatIsNoJsonObjectIsRefused() {
    for (String body : List.of("", "{", "[]", "data=%5B%5D", "{\"data\":{}}")) {
      SandboxRequest request =
          new SandboxRequest(
              "meta", "POST", PATH, Map.of(), headers("right-token"), body.getBytes(UTF_8), NOW);
      assertThat(api.answer(request, SECRETS).status()).as(body).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @MethodSource("badEvents")
  void anEventThatBreaksARuleIsRefused(String rule, int subcode, Consumer<ObjectNode> breakIt) {
    ObjectNode event = purchase();
    breakIt.accept(event);

    SandboxAnswer answer = send(body(event));

    assertThat(answer.status()).as(rule).isEqualTo(400);
    assertThat(error(answer).get("code").asInt()).isEqualTo(100);
    assertThat(error(answer).get("error_subcode").asInt()).as(rule).isEqualTo(subcode);
  }

  static Stream<Arguments> badEvents() {
    return Stream.of(
        bad("no name", 2804019, e -> e.remove("event_name")),
        bad("no time", 2804016, e -> e.remove("event_time")),
        bad("no id", 2804019, e -> e.remove("event_id")),
        bad("state without country", 2804019, e -> e.put("data_processing_options_state", 1000)),
        bad("option of no place", 2804019, e -> e.putArray("data_processing_options").add("LDU")),
        bad("referrer without scheme", 2804019, e -> e.put("referrer_url", "search.example")),
        bad("the same hash twice", 2804007, e -> user(e).putArray("em").add(HASH).add(HASH)),
        bad("external id with a space", 2804007, e -> user(e).put("external_id", " user-1")),
        bad("external id cut short", 2804007, e -> user(e).put("external_id", HASH.substring(1))),
        bad("IP cut short", 2804007, e -> user(e).put("client_ip_address", "10.0.1")),
        bad("none of it", 2804017, e -> custom(e).put("num_items", 0)),
        bad("personal property", 2804017, e -> custom(e).put("gift_for", "a@b.example")),
        bad("property of several parts", 2804017, e -> custom(e).putArray("gifts").add("a")),
        bad(
            "contents of no type",
            2804017,
            e -> custom(e).putArray("contents").addObject().put("id", "a").put("quantity", 1)),
        bad("time as text", 2804016, e -> e.put("event_time", "1770000000")),
        bad("time of 1970", 2804003, e -> e.put("event_time", 1)),
        bad("time in fractions", 2804016, e -> e.put("event_time", 1770000000.5)),
        bad("time in milliseconds", 2804016, e -> e.put("event_time", NOW.toEpochMilli())),
        bad("time ahead", 2804016, e -> e.put("event_time", NOW.getEpochSecond() + 61)),
        bad("unknown source", 2804019, e -> e.put("action_source", "web")),
        bad("website without URL", 2804019, e -> e.remove("event_source_url")),
        bad("URL without scheme", 2804019, e -> e.put("event_source_url", "shop.example/x")),
        bad("website without agent", 2804007, e -> user(e).remove("client_user_agent")),
        bad("app without app_data", 2804019, e -> e.put("action_source", "app")),
        bad("app without a system's version", 2804019, e -> extInfo(e).set(4, "")),
        bad("app of no platform", 2804019, e -> extInfo(e).set(0, "x2")),
        bad("device id of zeros", 2804007, e -> user(e).put("madid", "00000000-0000-0000-0000-0")),
        bad("message of no channel", 2804019, e -> e.put("action_source", "business_messaging")),
        bad("unknown channel", 2804019, e -> e.put("messaging_channel", "telegram")),
        bad("no user_data", 2804007, e -> e.remove("user_data")),
        bad("unknown field", 2804019, e -> e.put("eventId", "x")),
        bad("unknown user field", 2804007, e -> user(e).put("email", HASH)),
        bad("e-mail in clear", 2804007, e -> user(e).put("em", "a@b.example")),
        bad(
            "hash in upper case",
            2804007,
            e -> user(e).put("em", HASH.toUpperCase(java.util.Locale.ROOT))),
        bad("hash cut short", 2804007, e -> user(e).putArray("ph").add(HASH.substring(1))),
        bad("no hash in the list", 2804007, e -> user(e).putArray("em")),
        bad("gender in clear", 2804007, e -> user(e).put("ge", "f")),
        bad("malformed fbc", 2804001, e -> user(e).put("fbc", "fb.1.177.AbC")),
        bad("fbc without prefix", 2804001, e -> user(e).put("fbc", "AbC")),
        bad("malformed fbp", 2804007, e -> user(e).put("fbp", "fb.1.1770000000000.x")),
        bad("IP with port", 2804007, e -> user(e).put("client_ip_address", "10.0.0.1:80")),
        bad("blank external id", 2804007, e -> user(e).putArray("external_id").add(" ")),
        bad(
            "nothing but an agent",
            2804050,
            e -> user(e).removeAll().put("client_user_agent", "Agent")),
        bad(
            "a name and a gender",
            2804050,
            e ->
                user(e)
                    .removeAll()
                    .put("client_user_agent", "Agent")
                    .put("fn", HASH)
                    .put("ge", HASH)),
        bad("no value", 2804017, e -> custom(e).remove("value")),
        bad("value as text", 2804017, e -> custom(e).put("value", "12.50")),
        bad("negative value", 2804017, e -> custom(e).put("value", -1)),
        bad("no currency", 2804017, e -> custom(e).remove("currency")),
        bad("currency in lower case", 2804017, e -> custom(e).put("currency", "usd")),
        bad("made-up currency", 2804017, e -> custom(e).put("currency", "QQQ")),
        bad("no custom_data", 2804017, e -> e.remove("custom_data")),
        bad("numeric content id", 2804017, e -> custom(e).putArray("content_ids").add(7)),
        bad("content type", 2804017, e -> custom(e).put("content_type", "sku")),
        bad(
            "content without id",
            2804017,
            e -> custom(e).putArray("contents").addObject().put("quantity", 1)),
        bad(
            "unknown content field",
            2804017,
            e ->
                custom(e)
                    .putArray("contents")
                    .addObject()
                    .put("id", "a")
                    .put("quantity", 1)
                    .put("price", 1)),
        bad("opt_out as text", 2804019, e -> e.put("opt_out", "true")),
        bad(
            "unknown processing option",
            2804019,
            e -> e.putArray("data_processing_options").add("CCPA")),
        bad("country without state", 2804019, e -> e.put("data_processing_options_country", 1)));
  }

  @Test
  void aFindingNeverRepeatsAValue() {
    ObjectNode event = purchase();
    user(event).put("em", "canary@mail.example");

    assertThat(Json.text(send(body(event)).body())).doesNotContain("canary");
  }

  private static Arguments bad(String rule, int subcode, Consumer<ObjectNode> breakIt) {
    return Arguments.of(rule, subcode, breakIt);
  }

  private static ObjectNode user(ObjectNode event) {
    return event.withObject("/user_data");
  }

  private static ObjectNode custom(ObjectNode event) {
    return event.withObject("/custom_data");
  }

  private static ObjectNode purchase() {
    ObjectNode event =
        Json.object()
            .put("event_name", "Purchase")
            .put("event_time", NOW.getEpochSecond())
            .put("event_id", "m-1")
            .put("action_source", "website")
            .put("event_source_url", "https://shop.example/thanks");
    event.putObject("user_data").put("em", HASH).put("client_user_agent", "Agent/1.0");
    event.putObject("custom_data").put("value", 12.5).put("currency", "EUR");
    return event;
  }

  private static ObjectNode body(JsonNode... events) {
    ObjectNode body = Json.object();
    ArrayNode data = body.putArray("data");
    for (JsonNode event : events) {
      data.add(event);
    }
    return body;
  }

  private static JsonNode error(SandboxAnswer answer) {
    return answer.body().get("error");
  }

  private SandboxAnswer send(JsonNode body) {
    return send("right-token", PATH, body);
  }

  private SandboxAnswer send(String token, String path, JsonNode body) {
    return api.answer(request(headers(token), path, body), SECRETS);
  }

  private static Map<String, String> headers(String token) {
    return Map.of("authorization", "Bearer " + token, "content-type", "application/json");
  }

  private static SandboxRequest request(Map<String, String> headers, String path, JsonNode body) {
    return new SandboxRequest("meta", "POST", path, Map.of(), headers, Json.write(body), NOW);
  }

  private static ArrayNode extInfo(ObjectNode event) {
    ObjectNode app = event.put("action_source", "app").putObject("app_data");
    app.put("advertiser_tracking_enabled", 1).put("application_tracking_enabled", 0);
    ArrayNode extInfo = app.putArray("extinfo").add("a2");
    for (int i = 1; i < 16; i++) {
      extInfo.add(i == 4 ? "15" : "");
    }
    return extInfo;
  }
}
