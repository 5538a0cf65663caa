package io.tracklayer.sandbox.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookApiTest {

  // The example of the Standard Webhooks specification, known independently of this code.
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant SIGNED_AT = Instant.ofEpochSecond(1614265330);
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static final SandboxSecrets SECRETS =
      new SandboxSecrets(Map.of("webhook", Set.of(SECRET, "plain-text-secret")));

  private final WebhookApi api = new WebhookApi();

  @Test
  void theSpecificationsExampleIsSignedRight() {
    // Its body is not one of ours, so it fails only after the signature.
    assertThat(send(headers(), BODY, SIGNED_AT).status()).isEqualTo(400);
  }

  @Test
  void anyOfSeveralSignaturesMayFit() {
    Map<String, String> headers = headers();
    headers.put("webhook-signature", "v1,AAAA " + SIGNATURE);

    assertThat(send(headers, BODY, SIGNED_AT).status()).isEqualTo(400);
  }

  @Test
  void anotherByteAnotherIdAnotherTimeOrAnotherSecretIsRefused() {
    assertThat(send(headers(), BODY + " ", SIGNED_AT).status()).isEqualTo(401);

    Map<String, String> otherId = headers();
    otherId.put("webhook-id", ID + "x");
    assertThat(send(otherId, BODY, SIGNED_AT).status()).isEqualTo(401);

    Map<String, String> otherTime = headers();
    otherTime.put("webhook-timestamp", "1614265331");
    assertThat(send(otherTime, BODY, SIGNED_AT).status()).isEqualTo(401);

    SandboxSecrets other = new SandboxSecrets(Map.of("webhook", Set.of("other")));
    assertThat(api.answer(request(headers(), BODY, SIGNED_AT), other).status()).isEqualTo(401);
  }

  @Test
  void aSignatureIsGoodForFiveMinutes() {
    assertThat(send(headers(), BODY, SIGNED_AT.plusSeconds(300)).status()).isEqualTo(400);
    assertThat(send(headers(), BODY, SIGNED_AT.plusSeconds(301)).status()).isEqualTo(401);
    assertThat(send(headers(), BODY, SIGNED_AT.minusSeconds(301)).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("signatureHeaders")
  void everySignatureHeaderIsNeeded(String header) {
    Map<String, String> headers = headers();
    headers.remove(header);

    assertThat(send(headers, BODY, SIGNED_AT).status()).isEqualTo(401);
  }

  static Stream<String> signatureHeaders() {
    return Stream.of("webhook-id", "webhook-timestamp", "webhook-signature");
  }

  @Test
  void aCanonicalEventIsTaken() {
    assertThat(sendEvents("m-1", event("m-1")).status()).isEqualTo(200);
  }

  @Test
  void severalEventsNeedAnIdMadeOfThemAll() {
    String hash = "b_4221f5d04c26d00f87639d3e1784f91e360aa5eacde44689acb7da40d642e319";
    assertThat(sendEvents(hash, event("m-1"), event("m-2")).status()).isEqualTo(200);
    assertThat(sendEvents(hash, event("m-2"), event("m-1")).status()).isEqualTo(400);
    assertThat(sendEvents("m-1", event("m-1"), event("m-2")).status()).isEqualTo(400);
    assertThat(sendEvents("m-2", event("m-1")).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("badEvents")
  void anEventThatIsNotCanonicalIsRefused(String rule, Consumer<ObjectNode> breakIt) {
    ObjectNode event = event("m-1");
    breakIt.accept(event);

    assertThat(sendEvents("m-1", event).status()).as(rule).isEqualTo(400);
  }

  static Stream<Arguments> badEvents() {
    return Stream.of(
        bad("no message id", e -> e.remove("message_id")),
        bad("null", e -> e.putNull("order_id")),
        bad("blank field", e -> e.put("source_event", " ")),
        bad(
            "blank text below",
            e -> e.withObject("/user/external_ids").putArray("crm_id").add(" ")),
        bad("name of the source", e -> e.put("name", "Order Completed")),
        bad("time without zone", e -> e.put("occurred_at", "2026-03-01T12:00:00")),
        bad("value as text", e -> e.put("value", "12.50")),
        bad("currency", e -> e.put("currency", "eur")),
        bad("identity state", e -> e.put("identity_state", "known")),
        bad("birth date", e -> e.withObject("/user").put("birth_date", "31.01.1990")),
        bad("user without phones", e -> e.withObject("/user").remove("phones")),
        bad("unknown evidence", e -> e.withObject("/consent_evidence/marketing").put("by", "x")),
        bad("no profile", e -> e.remove("profile_id")),
        bad("profile of nobody", e -> e.put("identity_state", "none")),
        bad("unknown field", e -> e.put("eventId", "m-1")),
        bad("item field", e -> e.putArray("items").addObject().put("product_id", "1")),
        bad("price as text", e -> e.putArray("items").addObject().put("price", "1")),
        bad(
            "e-mail not normalised",
            e -> e.withObject("/user").putArray("emails").add("A@b.example")),
        bad("phone without country", e -> e.withObject("/user").putArray("phones").add("0301234")),
        bad("consent state", e -> e.withObject("/consent").put("marketing", true)),
        bad("click id as a number", e -> e.withObject("/click_ids").put("gclid", 1)),
        bad("click id without its time", e -> e.putObject("click_ids_at")),
        bad("no times of click ids", e -> e.remove("click_ids_at")),
        bad(
            "time of a click id that is not there",
            e -> e.withObject("/click_ids_at").put("ttclid", "2026-03-01T11:59:00Z")),
        bad(
            "time of a click id as a number",
            e -> e.withObject("/click_ids_at").put("gclid", 1_772_366_340_000L)));
  }

  @Test
  void pathsBelowWebhookAreDestinationsOfTheirOwn() {
    assertThat(api.destination("/webhook")).isEqualTo("webhook");
    assertThat(api.destination("/webhook/newsletter")).isEqualTo("webhook/newsletter");
    assertThat(api.destination("/webhook/a/b")).isEqualTo("webhook");
  }

  private static Arguments bad(String rule, Consumer<ObjectNode> breakIt) {
    return Arguments.of(rule, breakIt);
  }

  static ObjectNode event(String id) {
    ObjectNode event =
        Json.object()
            .put("schema", 1)
            .put("claim", "b0123456789abcdef0123456789abcdef")
            .put("event_id", id)
            .put("source_event_id", id)
            .put("message_id", id)
            .put("name", "purchase")
            .put("occurred_at", "2026-03-01T12:00:00Z")
            .put("received_at", "2026-03-01T12:00:00.123Z")
            .put("account", "acct")
            .put("environment", "production")
            .put("source", "rudderstack")
            .put("source_event", "Order Completed")
            .put("source_type", "track")
            .put("profile_id", "00ab".repeat(8))
            .put("identity_state", "created")
            .put("value", 12.5)
            .put("currency", "EUR");
    event.putArray("items").addObject().put("id", "sku-1").put("price", 12.5).put("quantity", 1);
    ObjectNode user = event.putObject("user").put("user_id", "u-1");
    user.putArray("emails").add("a@b.example");
    user.putArray("phones").add("+16505551212");
    user.putObject("external_ids").putArray("crm_id").add("7");
    event.putObject("click_ids").put("gclid", "Cj0KCQ");
    event.putObject("click_ids_at").put("gclid", "2026-03-01T11:59:00Z");
    event.putObject("client").put("page_url", "https://shop.example/thanks");
    event.putObject("consent").put("marketing", "granted");
    event.putObject("consent_evidence").putObject("marketing").put("own", "granted");
    event.putObject("properties").put("gift_wrap", "yes");
    return event;
  }

  private SandboxAnswer sendEvents(String id, ObjectNode... events) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("events");
    for (ObjectNode event : events) {
      list.add(event);
    }
    Map<String, String> headers = headers();
    headers.put("webhook-id", id);
    return api.answer(request(headers, Json.text(body), SIGNED_AT), SandboxSecrets.ANY);
  }

  private SandboxAnswer send(Map<String, String> headers, String body, Instant now) {
    return api.answer(request(headers, body, now), SECRETS);
  }

  private static Map<String, String> headers() {
    return new HashMap<>(
        Map.of(
            "content-type",
            "application/json",
            "webhook-id",
            ID,
            "webhook-timestamp",
            Long.toString(SIGNED_AT.getEpochSecond()),
            "webhook-signature",
            SIGNATURE));
  }

  private static SandboxRequest request(Map<String, String> headers, String body, Instant now) {
    return new SandboxRequest(
        "webhook", "POST", "/webhook", Map.of(), headers, body.getBytes(UTF_8), now);
  }
}
