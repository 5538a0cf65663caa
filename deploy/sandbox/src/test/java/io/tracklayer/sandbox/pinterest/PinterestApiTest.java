package io.tracklayer.sandbox.pinterest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinterestApiTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PATH = "/pinterest/v5/ad_accounts/549755885175/events";
  private static final String HASH =
      "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";
  private static final String OTHER_HASH =
      "48ddb93f0b30c475423fe177832912c5bcdce3cc72872f8051627967ef278e08";
  private static final SandboxSecrets SECRETS =
      new SandboxSecrets(Map.of("pinterest", Set.of("right-token")));

  private final PinterestApi api = new PinterestApi();

  @Test
  void aGoodCheckoutIsProcessed() {
    SandboxAnswer answer = send(body(checkout()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("num_events_received").asInt()).isEqualTo(1);
    assertThat(answer.body().path("num_events_processed").asInt()).isEqualTo(1);
    assertThat(answer.body().at("/events/0/status").asText()).isEqualTo("processed");
  }

  @Test
  void anEventWithEveryDocumentedFieldIsProcessed() {
    ObjectNode event = checkout().put("opt_out", true).put("language", "en").put("wifi", true);
    event.put("partner_name", "ss-x").put("event_source_url", "https://shop.example/thanks");
    ObjectNode user = event.withObject("/user_data");
    for (String field :
        List.of("ph", "ge", "db", "ln", "fn", "ct", "st", "zp", "country", "external_id")) {
      user.putArray(field).add(HASH);
    }
    user.putArray("hashed_maids").add(HASH).add(OTHER_HASH);
    user.put("client_ip_address", "2001:db8::1").put("client_user_agent", "Agent/1.0");
    user.put("click_id", "dj0yJnU9b2JD").put("partner_id", "p");
    ObjectNode custom = event.withObject("/custom_data");
    custom.put("content_name", "n").put("content_category", "c").put("content_brand", "b");
    custom.put("num_items", 2).put("search_string", "s").put("opt_out_type", "LDP").put("np", "x");

    assertThat(errors(send(body(event)))).containsExactly("");
  }

  @Test
  void oneBadEventFailsAloneInItsPlace() {
    ObjectNode bad = checkout();
    bad.withObject("/custom_data").put("value", 12.5);

    SandboxAnswer answer = send(body(checkout(), bad, checkout()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("num_events_processed").asInt()).isEqualTo(2);
    assertThat(answer.body().path("events").findValuesAsText("status"))
        .containsExactly("processed", "failed", "processed");
    assertThat(errors(answer).get(1)).startsWith("data[1].custom_data.value must be");
  }

  @Test
  void aWrongTokenIsNotAuthenticated() {
    SandboxAnswer wrong = send("wrong", PATH, Map.of(), body(checkout()));

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body().path("code").asInt()).isEqualTo(2);
  }

  @Test
  void withoutKnownTokensAnyTokenOpensButNoneDoesNot() {
    SandboxRequest any = request("x", PATH, Map.of(), Json.write(body(checkout())));
    SandboxRequest none =
        new SandboxRequest(
            "pinterest", "POST", PATH, Map.of(), Map.of(), Json.write(body(checkout())), NOW);

    assertThat(api.answer(any, SandboxSecrets.ANY).status()).isEqualTo(200);
    assertThat(api.answer(none, SandboxSecrets.ANY).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/pinterest/v5/ad_accounts/events",
        "/pinterest/v5/ad_accounts/abc/events",
        "/pinterest/ad_accounts/1/events"
      })
  void aPathThatPinterestDoesNotKnowIsNotFound(String path) {
    assertThat(send("right-token", path, Map.of(), body(checkout())).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"true, 200", "false, 200", "1, 400"})
  void theTestSwitchIsTrueOrFalse(String value, int status) {
    Map<String, List<String>> query = Map.of("test", List.of(value));

    assertThat(send("right-token", PATH, query, body(checkout())).status()).isEqualTo(status);
  }

  @Test
  void aRequestHoldsOneToAThousandEvents() {
    ObjectNode[] events = new ObjectNode[1001];
    Arrays.setAll(events, i -> checkout());

    assertThat(send(body(Arrays.copyOf(events, 1000))).status()).isEqualTo(200);
    assertThat(send(body(events)).status()).isEqualTo(400);
    assertThat(send(body()).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"data\":{}}", "{\"data\":[],\"more\":1}"})
  void aBodyThatIsNoneIsRefusedAsAWhole(String body) {
    SandboxRequest request = request("right-token", PATH, Map.of(), body.getBytes(UTF_8));

    assertThat(api.answer(request, SECRETS).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("badEvents")
  void anEventThatBreaksARuleFails(String rule, String path, Consumer<ObjectNode> breakIt) {
    ObjectNode event = checkout();
    breakIt.accept(event);

    SandboxAnswer answer = send(body(event));

    assertThat(answer.body().at("/events/0/status").asText()).as(rule).isEqualTo("failed");
    assertThat(errors(answer).get(0)).as(rule).startsWith("data[0]." + path + " ");
  }

  static Stream<Arguments> badEvents() {
    return Stream.of(
        bad("no name", "event_name", e -> e.remove("event_name")),
        bad("another's name", "event_name", e -> e.put("event_name", "Purchase")),
        bad("no id", "event_id", e -> e.remove("event_id")),
        bad("number as id", "event_id", e -> e.put("event_id", 7)),
        bad("unknown source", "action_source", e -> e.put("action_source", "website")),
        bad("time as text", "event_time", e -> e.put("event_time", "1770000000")),
        bad("time in milliseconds", "event_time", e -> e.put("event_time", NOW.toEpochMilli())),
        bad(
            "time long ago",
            "event_time",
            e -> e.put("event_time", NOW.minus(Duration.ofDays(7)).getEpochSecond() - 1)),
        bad("opt_out as text", "opt_out", e -> e.put("opt_out", "true")),
        bad("unknown field", "eventId", e -> e.put("eventId", "x")),
        bad("no user_data", "user_data", e -> e.remove("user_data")),
        bad("single e-mail", "user_data.em", e -> user(e).put("em", HASH)),
        bad("e-mail in clear", "user_data.em[0]", e -> user(e).putArray("em").add("a@b.example")),
        bad("empty list", "user_data.ph", e -> user(e).putArray("ph")),
        bad("single name", "user_data.fn", e -> user(e).put("fn", HASH)),
        bad("phone alone", "user_data.em", e -> user(e).removeAll().putArray("ph").add(HASH)),
        bad(
            "address without agent",
            "user_data.em",
            e -> user(e).removeAll().put("client_ip_address", "10.0.0.1")),
        bad("value as number", "custom_data.value", e -> custom(e).put("value", 12.5)),
        bad("negative value", "custom_data.value", e -> custom(e).put("value", "-1")),
        bad("made-up currency", "custom_data.currency", e -> custom(e).put("currency", "QQQ")),
        bad(
            "numeric id",
            "custom_data.content_ids[0]",
            e -> custom(e).putArray("content_ids").add(7)),
        bad("value alone", "custom_data.currency", e -> custom(e).remove("currency")),
        bad("unknown opt-out", "custom_data.opt_out_type", e -> custom(e).put("opt_out_type", "x")),
        bad(
            "IP cut short",
            "user_data.client_ip_address",
            e -> user(e).put("client_ip_address", "10.0.1")),
        bad("the same hash twice", "user_data.em", e -> user(e).putArray("em").add(HASH).add(HASH)),
        bad(
            "content without id",
            "custom_data.contents[0].id",
            e -> custom(e).putArray("contents").addObject()),
        bad("count as text", "custom_data.num_items", e -> custom(e).put("num_items", "2")),
        bad(
            "price as number",
            "custom_data.contents[0].item_price",
            e -> custom(e).putArray("contents").addObject().put("item_price", 1.5)));
  }

  @Test
  void aFindingNeverRepeatsAValue() {
    ObjectNode event = checkout();
    user(event).putArray("em").add("canary@mail.example");

    assertThat(Json.text(send(body(event)).body())).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource({"401, 2", "403, 29", "429, 8", "500, 12", "400, 1"})
  void scriptedTroubleIsWordedByCodes(int status, int code) {
    assertThat(api.trouble(status).path("code").asInt()).isEqualTo(code);
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

  private static ObjectNode checkout() {
    ObjectNode event =
        Json.object()
            .put("event_name", "checkout")
            .put("action_source", "web")
            .put("event_time", NOW.getEpochSecond())
            .put("event_id", "m-1");
    event.putObject("user_data").putArray("em").add(HASH);
    ObjectNode custom = event.putObject("custom_data").put("value", "12.50").put("currency", "EUR");
    custom.putArray("content_ids").add("sku-1");
    custom
        .putArray("contents")
        .addObject()
        .put("id", "sku-1")
        .put("item_price", "12.50")
        .put("quantity", 1);
    return event;
  }

  private static JsonNode body(ObjectNode... events) {
    ObjectNode body = Json.object();
    body.putArray("data").addAll(List.of(events));
    return body;
  }

  private static List<String> errors(SandboxAnswer answer) {
    return answer.body().path("events").findValuesAsText("error_message");
  }

  private SandboxAnswer send(JsonNode body) {
    return send("right-token", PATH, Map.of(), body);
  }

  private SandboxAnswer send(
      String token, String path, Map<String, List<String>> query, JsonNode body) {
    return api.answer(request(token, path, query, Json.write(body)), SECRETS);
  }

  private static SandboxRequest request(
      String token, String path, Map<String, List<String>> query, byte[] body) {
    return new SandboxRequest(
        "pinterest",
        "POST",
        path,
        query,
        Map.of("authorization", "Bearer " + token, "content-type", "application/json"),
        body,
        NOW);
  }
}
