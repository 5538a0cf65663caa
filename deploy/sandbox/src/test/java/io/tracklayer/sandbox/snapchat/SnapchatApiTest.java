package io.tracklayer.sandbox.snapchat;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapchatApiTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PATH = "/snapchat/v3/a1b2c3d4-e5f6/events";
  private static final String HASH =
      "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";
  private static final String DEVICE = "7A7C2A0E-5B1E-4D5F-9A4C-3F2F6D0C9B1A";
  private static final String OTHER_HASH =
      "48ddb93f0b30c475423fe177832912c5bcdce3cc72872f8051627967ef278e08";
  private static final SandboxSecrets SECRETS =
      new SandboxSecrets(Map.of("snapchat", Set.of("right-token")));

  private final SnapchatApi api = new SnapchatApi();

  @Test
  void aGoodPurchaseIsValid() {
    SandboxAnswer answer = send(body(purchase()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("status").asText()).isEqualTo("VALID");
  }

  @Test
  void anEventWithEveryDocumentedFieldIsValid() {
    ObjectNode event = purchase().put("event_source_url", "https://shop.example/thanks");
    event.putArray("data_processing_options").add("LDU");
    ObjectNode user = user(event);
    user.putArray("ph").add(HASH);
    user.putArray("external_id").add(HASH).add(OTHER_HASH);
    for (String field : List.of("fn", "ln", "ge", "ct", "st", "zp", "country")) {
      user.put(field, HASH);
    }
    user.put("client_ip_address", "2001:db8::1").put("client_user_agent", "Agent/1.0");
    user.put("sc_click_id", "a-B")
        .put("sc_cookie1", "c-D")
        .put("madid", DEVICE)
        .put("idfv", DEVICE);
    user.put("lead_id", "l");
    ObjectNode custom = custom(event).put("content_category", "c").put("num_items", 2);
    custom.put("order_id", "o").put("search_string", "s").put("sign_up_method", "mail");

    assertThat(send(body(event)).status()).isEqualTo(200);
  }

  @Test
  void oneBadEventFailsTheWholeRequestWithAReason() {
    ObjectNode bad = purchase();
    custom(bad).put("value", -1);

    SandboxAnswer answer = send(body(purchase(), bad));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("reason").asText()).startsWith("data[1].custom_data.value ");
    assertThat(answer.body().at("/error_records/0/reason").asText()).startsWith("data[1]");
  }

  @Test
  void theTokenOfTheUrlOpens() {
    assertThat(send(List.of("wrong"), PATH, body(purchase()), SECRETS).status()).isEqualTo(401);
    assertThat(send(List.of(), PATH, body(purchase()), SECRETS).status()).isEqualTo(401);
    assertThat(send(List.of("x"), PATH, body(purchase()), SandboxSecrets.ANY).status())
        .isEqualTo(200);
    assertThat(send(List.of(), PATH, body(purchase()), SandboxSecrets.ANY).status()).isEqualTo(401);
  }

  @Test
  void validationHasAPathOfItsOwn() {
    String path = PATH + "/validate";

    assertThat(send(List.of("right-token"), path, body(purchase()), SECRETS).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/snapchat/v3/events", "/snapchat/v2/a/events", "/snapchat/v3/a/event"})
  void aPathThatSnapchatDoesNotKnowIsNotFound(String path) {
    assertThat(send(List.of("right-token"), path, body(purchase()), SECRETS).status())
        .isEqualTo(404);
  }

  @Test
  void aRequestHoldsOneToTwoThousandEvents() {
    ObjectNode[] events = new ObjectNode[2001];
    Arrays.setAll(events, i -> purchase());

    assertThat(send(body(Arrays.copyOf(events, 2000))).status()).isEqualTo(200);
    assertThat(send(body(events)).status()).isEqualTo(400);
    assertThat(send(body()).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"data\":{}}", "{\"data\":[],\"more\":1}"})
  void aBodyThatIsNoneIsRefused(String body) {
    assertThat(api.answer(request(List.of("right-token"), PATH, body), SECRETS).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("badEvents")
  void anEventThatBreaksARuleIsRefused(String rule, String path, Consumer<ObjectNode> breakIt) {
    ObjectNode event = purchase();
    breakIt.accept(event);

    SandboxAnswer answer = send(body(event));

    assertThat(answer.status()).as(rule).isEqualTo(400);
    assertThat(answer.body().path("reason").asText()).as(rule).startsWith("data[0]." + path + " ");
  }

  static Stream<Arguments> badEvents() {
    return Stream.of(
        bad("no name", "event_name", e -> e.remove("event_name")),
        bad("Meta's name", "event_name", e -> e.put("event_name", "Purchase")),
        bad("no id", "event_id", e -> e.remove("event_id")),
        bad("a name of nobody's", "event_name", e -> e.put("event_name", "BUY")),
        bad("single e-mail", "user_data.em", e -> user(e).put("em", HASH)),
        bad("value alone", "custom_data.currency", e -> custom(e).remove("currency")),
        bad("unknown field of an app", "app_data.id", e -> appData(e).put("id", "x")),
        bad("an app of no platform", "app_data.extinfo[0]", e -> extInfo(e).set(0, "x2")),
        bad("15 texts", "app_data.extinfo", e -> extInfo(e).remove(3)),
        bad(
            "no word on tracking",
            "app_data.advertiser_tracking_enabled",
            e -> appData(e).remove("advertiser_tracking_enabled")),
        bad(
            "zeros as a device's id",
            "user_data.madid",
            e -> user(e).put("madid", "00000000-0000-0000-0000-000000000000")),
        bad(
            "content without id",
            "custom_data.contents[0].id",
            e -> custom(e).putArray("contents").addObject()),
        bad("number as id", "event_id", e -> e.put("event_id", 7)),
        bad("Meta's source", "action_source", e -> e.put("action_source", "website")),
        bad("no source", "action_source", e -> e.remove("action_source")),
        bad("time as text", "event_time", e -> e.put("event_time", "1770000000")),
        bad("time in milliseconds", "event_time", e -> e.put("event_time", NOW.toEpochMilli())),
        bad(
            "time long ago",
            "event_time",
            e -> e.put("event_time", NOW.minus(Duration.ofDays(38)).getEpochSecond())),
        bad(
            "options as text",
            "data_processing_options",
            e -> e.put("data_processing_options", "['lmu']")),
        bad(
            "unknown option",
            "data_processing_options[0]",
            e -> e.putArray("data_processing_options").add("LMU")),
        bad("unknown field", "opt_out", e -> e.put("opt_out", true)),
        bad("no user_data", "user_data", e -> e.remove("user_data")),
        bad("e-mail in clear", "user_data.em[0]", e -> user(e).putArray("em").add("a@b.example")),
        bad("name as list", "user_data.fn", e -> user(e).putArray("fn").add(HASH)),
        bad(
            "IP with port",
            "user_data.client_ip_address",
            e -> user(e).put("client_ip_address", "10.0.0.1:80")),
        bad("click id with space", "user_data.sc_click_id", e -> user(e).put("sc_click_id", "a b")),
        bad(
            "nothing but an external id",
            "user_data.em",
            e -> user(e).removeAll().putArray("external_id").add(HASH)),
        bad("value as text", "custom_data.value", e -> custom(e).put("value", "12.5")),
        bad("made-up currency", "custom_data.currency", e -> custom(e).put("currency", "QQQ")),
        bad(
            "numeric id",
            "custom_data.content_ids[0]",
            e -> custom(e).putArray("content_ids").add(7)),
        bad(
            "unknown content field",
            "custom_data.contents[0].price",
            e -> custom(e).putArray("contents").addObject().put("price", 1)));
  }

  @Test
  void aFindingNeverRepeatsAValue() {
    ObjectNode event = purchase();
    user(event).putArray("em").add("canary@mail.example");

    assertThat(Json.text(send(body(event)).body())).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 429, 500})
  void scriptedTroubleHasAReason(int status) {
    assertThat(api.trouble(status).path("reason").asText()).isNotBlank();
  }

  private static Arguments bad(String rule, String path, Consumer<ObjectNode> breakIt) {
    return Arguments.of(rule, path, breakIt);
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
            .put("event_name", "PURCHASE")
            .put("event_time", NOW.getEpochSecond())
            .put("event_id", "m-1")
            .put("action_source", "WEB");
    event.putObject("user_data").putArray("em").add(HASH);
    ObjectNode custom = event.putObject("custom_data").put("value", 12.5).put("currency", "EUR");
    custom.putArray("content_ids").add("sku-1");
    custom
        .putArray("contents")
        .addObject()
        .put("id", "sku-1")
        .put("item_price", 12.5)
        .put("quantity", 1);
    return event;
  }

  private static JsonNode body(ObjectNode... events) {
    ObjectNode body = Json.object();
    body.putArray("data").addAll(List.of(events));
    return body;
  }

  private SandboxAnswer send(JsonNode body) {
    return send(List.of("right-token"), PATH, body, SECRETS);
  }

  private SandboxAnswer send(
      List<String> tokens, String path, JsonNode body, SandboxSecrets secrets) {
    return api.answer(request(tokens, path, Json.text(body)), secrets);
  }

  private static SandboxRequest request(List<String> tokens, String path, String body) {
    return new SandboxRequest(
        "snapchat",
        "POST",
        path,
        tokens.isEmpty() ? Map.of() : Map.of("access_token", tokens),
        Map.of("content-type", "application/json"),
        body.getBytes(UTF_8),
        NOW);
  }

  private static ObjectNode appData(ObjectNode event) {
    ObjectNode app = event.putObject("app_data").put("advertiser_tracking_enabled", 1);
    ArrayNode extInfo = app.putArray("extinfo").add("i2");
    for (int i = 1; i < 16; i++) {
      extInfo.add("");
    }
    return app;
  }

  private static ArrayNode extInfo(ObjectNode event) {
    return (ArrayNode) appData(event).get("extinfo");
  }
}
