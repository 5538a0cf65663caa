package io.tracklayer.destinations.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDestinationTest {

  private static final String URL = "https://crm.example.com/hooks/tracklayer";

  private final Destination webhook = open(Map.of());

  private static Destination open(Map<String, ? extends Serializable> more) {
    Map<String, Serializable> settings = new HashMap<>(more);
    settings.put("url", URL);
    settings.put("signing_secret_ref", "CRM");
    return new Destinations().open(Fixtures.webhook(settings), Fixtures.always("plain-old"));
  }

  private static Mapping.Mapped event(String id) {
    return new Mapping.Mapped(id, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers(HttpCall call) {
    Map<String, String> headers = new TreeMap<>();
    call.headers().forEach(header -> headers.put(header.name(), header.value()));
    return headers;
  }

  @Test
  void theBodyIsTheCanonicalEventInAnArray() throws Exception {
    HttpCall call =
        webhook.request(
            List.of(Fixtures.mapped(webhook, Fixtures.event("purchase"))), Fixtures.NOW);
    JsonNode events = Fixtures.json(call.body()).path("events");

    assertThat(events).hasSize(1);
    assertThat(Json.read(Json.write(events.get(0)), CanonicalEvent.class))
        .isEqualTo(Fixtures.event("purchase"));
  }

  @Test
  void personalDataGoesHashedOrNotAtAllWhenTheEndpointIsToHaveNone() {
    Destination hashing = open(Map.of("hash_personal_data", true));
    ObjectNode event = Fixtures.tree("purchase");
    event.withObject("/user").put("anonymous_id", "someone@else.example");
    event.withObject("/user").withArray("emails").add("no address");
    event.withObject("/client").put("page_url", "https://shop.example.com/reset?for=a@b.example");
    JsonNode sent = Fixtures.json(Fixtures.mapped(hashing, Fixtures.event(event)).body());

    JsonNode user = sent.path("user");
    assertThat(user.path("emails"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
            "48ddb93f0b30c475423fe177832912c5bcdce3cc72872f8051627967ef278e08");
    assertThat(user.path("phones"))
        .extracting(JsonNode::asText)
        .containsExactly("e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176");
    assertThat(user.path("first_name").asText())
        .isEqualTo("6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec");
    assertThat(user.path("country").asText())
        .isEqualTo("79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621");
    assertThat(user.path("user_id").asText()).isEqualTo("u-42");
    assertThat(sent.at("/consent/marketing").asText()).isEqualTo("granted");
    assertThat(sent.at("/client/page_url").asText()).isEqualTo("https://shop.example.com/reset");
    assertThat(sent.toString())
        .doesNotContain("@", "Mary", "Valéry", "New York", "94025", "1997", "6505551212")
        .doesNotContain("49 151", "203.0.113.7", "no address");
  }

  @Test
  void whatIsHashedAlreadyIsNotHashedTwice() {
    String hash = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";
    ObjectNode event = Fixtures.tree("purchase");
    event.withObject("/user").putArray("emails").add(hash);
    Destination hashing = open(Map.of("hash_personal_data", true));

    JsonNode sent = Fixtures.json(Fixtures.mapped(hashing, Fixtures.event(event)).body());
    assertThat(sent.at("/user/emails/0").asText()).isEqualTo(hash);
  }

  @Test
  void anAddressThatOnlyAHashIsKnownOfGoesWhereHashesAreTaken() {
    String hash = "7bee789abe044c1af5e6bf25f00d153b35ee254c7fad38a23788b616f98f9616";
    ObjectNode event = Fixtures.tree("purchase");
    event.withObject("/user").putArray("emails_sha256").add(hash);
    Destination hashing = open(Map.of("hash_personal_data", true));

    JsonNode hashed = Fixtures.json(Fixtures.mapped(hashing, Fixtures.event(event)).body());
    assertThat(hashed.at("/user/emails")).last().extracting(JsonNode::asText).isEqualTo(hash);
    assertThat(hashed.at("/user").has("emails_sha256")).isFalse();
    JsonNode clear = Fixtures.json(Fixtures.mapped(webhook, Fixtures.event(event)).body());
    assertThat(clear.toString()).doesNotContain(hash, "emails_sha256");
  }

  @Test
  void severalEventsKeepTheirOrder() {
    HttpCall call = webhook.request(List.of(event("e-1"), event("e-2")), Fixtures.NOW);

    assertThat(new String(call.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"events\":[{\"a\":1},{\"a\":1}]}");
  }

  @Test
  void theSignatureIsOfTheBytesThatAreSent() {
    HttpCall call =
        webhook.request(
            List.of(event("evt-1")), java.time.Instant.ofEpochSecond(1760000000L, 999_000_000));

    assertThat(headers(call))
        .containsEntry("webhook-id", "evt-1")
        .containsEntry("webhook-timestamp", "1760000000")
        .containsEntry("webhook-signature", "v1,hthoby+P4hnZWwgHjd6FGX5M5xTwv3YZRFTeNehxwUk=")
        .containsEntry("content-type", "application/json");
    assertThat(new String(call.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"events\":[{\"a\":1}]}");
  }

  @Test
  void aBatchIsNamedAfterItsEvents() {
    assertThat(WebhookDestination.id(List.of(event("e-1"), event("e-2"))))
        .isEqualTo("b_1434cfd8dc7599bf9e3b6e2f927942fc7d1066e82905cead5b37e2a223e7a7ea");
  }

  @Test
  void anIdThatTheSignedTextCannotCarryIsHashed() {
    assertThat(WebhookDestination.id(List.of(event("order.1"))))
        .isEqualTo("b_c830826c4538e5bb0fcb163c4f08afaa9cd12d9d9f4c12f964b2ccb9bcd0911d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nx-evil: 1", "", "größe", "a b"})
  void anIdThatAHeaderCannotCarryIsHashed(String id) {
    assertThat(WebhookDestination.id(List.of(event(id)))).matches("b_[0-9a-f]{64}");
  }

  @Test
  void configuredHeadersAreAdded() {
    Destination configured = open(Map.of("headers", new HashMap<>(Map.of("X-Team", "growth"))));
    HttpCall call = configured.request(List.of(event("evt-1")), Fixtures.NOW);

    assertThat(headers(call))
        .containsEntry("X-Team", "growth")
        .containsEntry("webhook-id", "evt-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Webhook-Id", "HOST", "content-type"})
  void ourOwnHeadersCannotBeConfigured(String header) {
    assertThatThrownBy(() -> open(Map.of("headers", new HashMap<>(Map.of(header, "x")))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "settings.headers." + header + ": is set by TrackLayer or its HTTP client");
  }

  @Test
  void aConfiguredHeaderThatSoundsSecretIsNotShown() {
    Destination configured = open(Map.of("headers", new HashMap<>(Map.of("X-Shop-Key", "k1"))));
    HttpCall call = configured.request(List.of(event("evt-1")), Fixtures.NOW);

    assertThat(call.headers().toString()).contains("X-Shop-Key: ***").doesNotContain("k1");
  }

  @Test
  void halfASurrogatePairIsSentAsAnEscape() throws Exception {
    String json =
        Fixtures.tree("view_content").toString().replace("\"Shirt\"", "\"Shirt \\ud83e\"");
    CanonicalEvent event = Json.read(json.getBytes(StandardCharsets.UTF_8), CanonicalEvent.class);

    String body = new String(Fixtures.mapped(webhook, event).body(), StandardCharsets.UTF_8);
    assertThat(body).containsIgnoringCase("Shirt \\ud83e\"");
    assertThat(Fixtures.json(body.getBytes(StandardCharsets.UTF_8)).path("name").asText())
        .isEqualTo("view_content");
  }

  @Test
  void aNumberThatCannotBeWrittenIsInvalidAndNoFailure() throws Exception {
    String json = Fixtures.tree("purchase").toString().replace("102.53", "1e-20000");
    CanonicalEvent event = Json.read(json.getBytes(StandardCharsets.UTF_8), CanonicalEvent.class);

    assertThat(webhook.map(event, Fixtures.MARKETING_GRANTED))
        .isEqualTo(new Mapping.Invalid(Reason.NOT_WRITABLE_AS_JSON));
  }

  @Test
  void onlyADeclaredEndpointMayBePrivate() {
    assertThat(webhook.mayReachPrivateAddresses()).isFalse();
    assertThat(open(Map.of("allow_private_addresses", true)).mayReachPrivateAddresses()).isTrue();
  }

  @Test
  void aBaseUrlTakesThePlaceOfTheUrl() {
    Destination sandboxed =
        new Destinations()
            .open(
                Fixtures.config(
                    "webhook",
                    Map.of("url", URL, "signing_secret_ref", "CRM"),
                    URI.create("http://localhost:8089/webhook"),
                    Map.of(),
                    Map.of()),
                Fixtures.always("s"));

    assertThat(sandboxed.request(List.of(event("evt-1")), Fixtures.NOW).uri())
        .isEqualTo(URI.create("http://localhost:8089/webhook"));
    assertThat(sandboxed.mayReachPrivateAddresses()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "200, Delivered, ",
    "202, Delivered, ",
    "204, Delivered, ",
    "301, RejectedAll, redirect_refused",
    "302, RejectedAll, redirect_refused",
    "307, RejectedAll, redirect_refused",
    "304, RejectedAll, redirect_refused",
    "400, RejectedAsWhole, invalid_request",
    "401, CredentialsWrong, token_invalid",
    "403, CredentialsWrong, permission_missing",
    "404, RejectedAsWhole, invalid_request",
    "408, Retry, temporary_error",
    "410, CredentialsWrong, endpoint_gone",
    "413, RejectedAsWhole, request_too_large",
    "422, RejectedAsWhole, invalid_request",
    "425, Retry, temporary_error",
    "429, Retry, rate_limited",
    "500, Retry, server_error",
    "502, Retry, server_error",
    "503, Retry, server_error",
    "504, Retry, server_error",
    "599, Retry, server_error",
    "700, Retry, unexpected_answer"
  })
  void answersMeanWhatTheTableSays(int status, String verdict, String reason) {
    Verdict actual =
        webhook.classify(new Answer.Response(status, Map.of(), "so there"), Fixtures.mapped(2));

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(Fixtures.reason(actual)).isEqualTo(Reason.of(reason));
    if (status >= 300) {
      assertThat(actual.said()).isEqualTo("so there");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "connect_timeout, Retry",
    "response_timeout, Retry",
    "total_timeout, Retry",
    "connection_reset, Retry",
    "unknown_host, Retry",
    "tls_failure, Retry",
    "private_address, CredentialsWrong",
    "insecure_url, CredentialsWrong",
    "invalid_url, CredentialsWrong"
  })
  void noAnswerIsTriedAgainUnlessOurOwnRulesStoppedIt(String reason, String verdict) {
    Verdict actual = webhook.classify(new Answer.NoResponse(Reason.of(reason)), Fixtures.mapped(1));

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(Fixtures.reason(actual)).isEqualTo(Reason.of(reason));
  }

  @Test
  void retryAfterIsHonoured() {
    Answer.Response busy = new Answer.Response(503, Map.of("retry-after", "120"), "");

    assertThat(webhook.classify(busy, Fixtures.mapped(1)))
        .isEqualTo(
            new Verdict.Retry(
                Cause.of(Reason.SERVER_ERROR), null, java.time.Duration.ofMinutes(2)));
  }

  @Test
  void detailsAreFreeOfWhatWasSent() {
    Answer.Response answer = new Answer.Response(422, Map.of(), "bad: mary@example.com");

    assertThat(webhook.classify(answer, Fixtures.mapped(1)).said()).isEqualTo("bad: [email]");
  }
}
