package io.tracklayer.sandbox.datamanager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.security.KeyPair;
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

class DataManagerApiTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String TOKEN = "/google_data_manager/token";
  private static final String INGEST = "/google_data_manager/v1/events:ingest";
  private static final String STATUS = "/google_data_manager/v1/requestStatus:retrieve";
  private static final String HASH =
      "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";
  private static final KeyPair KEYS = ServiceAccountKeys.pair();

  private static final SandboxSecrets SECRETS =
      new SandboxSecrets(
          Map.of(
              "google_data_manager",
              Set.of(ServiceAccountKeys.keyFile(KEYS, "http://localhost:8089/token"))));

  private final DataManagerApi api = new DataManagerApi();
  private SandboxSecrets secrets = SECRETS;

  private static ObjectNode claims() {
    return ServiceAccountKeys.claims(NOW);
  }

  private SandboxAnswer askForToken(KeyPair keys, ObjectNode claims) {
    return askForToken(keys, ServiceAccountKeys.HEADER, claims);
  }

  private SandboxAnswer askForToken(KeyPair keys, String header, ObjectNode claims) {
    return api.answer(
        ServiceAccountKeys.tokenRequest(ServiceAccountKeys.assertion(keys, header, claims), NOW),
        secrets);
  }

  private String token() {
    return askForToken(KEYS, claims()).body().get("access_token").asText();
  }

  private SandboxAnswer post(String path, Map<String, String> headers, byte[] body, Instant now) {
    return api.answer(
        new SandboxRequest(api.destination(path), "POST", path, Map.of(), headers, body, now),
        secrets);
  }

  private SandboxAnswer send(String token, Instant now, JsonNode body) {
    return post(
        INGEST,
        Map.of("authorization", "Bearer " + token, "content-type", "application/json"),
        Json.write(body),
        now);
  }

  private SandboxAnswer status(String token, String id) {
    return api.answer(
        new SandboxRequest(
            "google_data_manager",
            "GET",
            STATUS,
            Map.of("requestId", List.of(id)),
            Map.of("authorization", "Bearer " + token),
            new byte[0],
            NOW),
        secrets);
  }

  @Test
  void aTokenIsHandedOutForASignedAssertionAndOpens() {
    SandboxAnswer answer = askForToken(KEYS, claims());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("expires_in").asInt()).isEqualTo(3599);
    assertThat(send(answer.body().path("access_token").asText(), NOW, body()).status())
        .isEqualTo(200);
  }

  @Test
  void anotherKeyGetsNoToken() {
    assertThat(askForToken(ServiceAccountKeys.pair(), claims()).body().path("error").asText())
        .isEqualTo("invalid_grant");
  }

  @Test
  void withoutAKeyFileToCheckAgainstEveryWellFormedAssertionGetsOne() {
    secrets = SandboxSecrets.ANY;

    assertThat(askForToken(ServiceAccountKeys.pair(), claims()).status()).isEqualTo(200);
    assertThat(askForToken(ServiceAccountKeys.pair(), claims().put("scope", "x")).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"alg\":\"none\",\"typ\":\"JWT\"}", "{\"alg\":\"RS256\"}", "not JSON"})
  void anAssertionOfAnotherKindGetsNoToken(String header) {
    assertThat(askForToken(KEYS, header, claims()).body().path("error").asText())
        .isEqualTo("invalid_grant");
  }

  @ParameterizedTest
  @MethodSource("badClaims")
  void anAssertionThatSaysSomethingElseGetsNoToken(String rule, Consumer<ObjectNode> breakIt) {
    ObjectNode claims = claims();
    breakIt.accept(claims);

    assertThat(askForToken(KEYS, claims).status()).as(rule).isEqualTo(400);
  }

  static Stream<Arguments> badClaims() {
    return Stream.of(
        claim("issuer", c -> c.put("iss", "x@y.z")),
        claim("scope", c -> c.put("scope", "https://www.googleapis.com/auth/adwords")),
        claim("audience", c -> c.put("aud", "https://oauth2.googleapis.com/token")),
        claim("expired", c -> c.put("exp", NOW.getEpochSecond() - 1)),
        claim("two hours", c -> c.put("exp", NOW.getEpochSecond() + 7200)),
        claim("ahead", c -> c.put("iat", NOW.getEpochSecond() + 120)));
  }

  private static Arguments claim(String rule, Consumer<ObjectNode> breakIt) {
    return Arguments.of(rule, breakIt);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, grant_type=x, invalid_request",
    "application/x-www-form-urlencoded, grant_type=password, unsupported_grant_type",
    "application/x-www-form-urlencoded, '', unsupported_grant_type"
  })
  void aRequestForATokenThatIsNoneIsRefused(String type, String form, String error) {
    SandboxAnswer answer =
        post(
            TOKEN,
            Map.of("host", "localhost:8089", "content-type", type),
            form.getBytes(UTF_8),
            NOW);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("error").asText()).isEqualTo(error);
  }

  @Test
  void aTokenExpires() {
    String token = token();

    assertThat(send(token, NOW.plusSeconds(3598), body()).status()).isEqualTo(200);
    SandboxAnswer late = send(token, NOW.plusSeconds(3600), body());
    assertThat(late.status()).isEqualTo(401);
    assertThat(late.body().at("/error/status").asText()).isEqualTo("UNAUTHENTICATED");
    assertThat(send("made-up", NOW, body()).status()).isEqualTo(401);
  }

  @Test
  void theTokenEndpointHasTroubleOfItsOwn() {
    assertThat(api.destination(TOKEN)).isEqualTo("google_data_manager/token");
    assertThat(api.destination(INGEST)).isEqualTo("google_data_manager");
    assertThat(api.trouble(429).at("/error/status").asText()).isEqualTo("RESOURCE_EXHAUSTED");
  }

  @Test
  void whatBecameOfARequestCanBeAskedFor() {
    String token = token();
    String id = send(token, NOW, body()).body().path("requestId").asText();

    JsonNode status = status(token, id).body().at("/requestStatusPerDestination/0");
    assertThat(status.path("requestStatus").asText()).isEqualTo("SUCCESS");
    assertThat(status.at("/destination/productDestinationId").asText()).isEqualTo("777");
    assertThat(status.at("/eventsIngestionStatus/recordCount").asText()).isEqualTo("1");
    assertThat(Json.text(status(token, "another").body())).contains("INVALID_REQUEST_ID");
    assertThat(status("made-up", id).status()).isEqualTo(401);
  }

  @Test
  void whatIsNotCountedIsToldByReasonLater() {
    ObjectNode body = body();
    repeat(body, 2);
    ArrayNode events = (ArrayNode) body.get("events");
    ObjectNode old = events.get(0).deepCopy();
    events.add(old.put("transactionId", "A-2").put("eventTimestamp", "2025-11-30T12:00:00Z"));
    ObjectNode denied = events.get(0).deepCopy();
    denied.put("transactionId", "A-3").putObject("consent").put("adUserData", "CONSENT_DENIED");
    events.add(denied);
    String token = token();

    SandboxAnswer answer = send(token, NOW, body);
    assertThat(answer.status()).as(Json.text(answer.body())).isEqualTo(200);
    JsonNode status =
        status(token, answer.body().path("requestId").asText())
            .body()
            .at("/requestStatusPerDestination/0");
    assertThat(status.path("requestStatus").asText()).isEqualTo("PARTIAL_SUCCESS");
    assertThat(status.at("/errorInfo/errorCounts").findValuesAsText("reason"))
        .containsExactly(
            "PROCESSING_ERROR_REASON_DENIED_CONSENT",
            "PROCESSING_ERROR_REASON_DUPLICATE_TRANSACTION_ID",
            "PROCESSING_ERROR_REASON_EVENT_TOO_OLD");
    assertThat(status.at("/errorInfo/errorCounts").findValuesAsText("recordCount"))
        .containsOnly("1");
  }

  @Test
  void anEventOfAKnownTransactionOverwritesItsValueAndIsOtherwiseANewConversion() {
    String token = token();
    send(token, NOW, conversion("777", "A-1", 100, "EUR"));
    send(token, NOW, conversion("777", "A-2", 50, "EUR"));
    send(token, NOW, conversion("777", "A-1", 60, "USD"));
    send(token, NOW, conversion("888", "A-1", 5, "EUR"));
    send(token, NOW, conversion("777", "A-2", 1, "EUR").put("validateOnly", true));

    assertThat(api.conversions())
        .extracting(
            one -> one.get("productDestinationId").asText(),
            one -> one.get("transactionId").asText(),
            one -> one.get("conversionValue").asInt(),
            one -> one.get("currency").asText())
        .containsExactly(
            tuple("777", "A-1", 60, "USD"),
            tuple("777", "A-2", 50, "EUR"),
            tuple("888", "A-1", 5, "EUR"));
  }

  private static ObjectNode conversion(String action, String id, int value, String currency) {
    ObjectNode body = body();
    ((ObjectNode) body.at("/destinations/0")).put("productDestinationId", action);
    event(body).put("transactionId", id).put("conversionValue", value).put("currency", currency);
    return body;
  }

  @Test
  void whatIsOnlyCheckedHasNoStatus() {
    String token = token();
    String id =
        send(token, NOW, body().put("validateOnly", true)).body().path("requestId").asText();

    assertThat(id).startsWith("v-");
    assertThat(status(token, id).status()).isEqualTo(400);
  }

  @Test
  void eachWrongEventIsNamedWithItsOwnReason() {
    ObjectNode body = body();
    repeat(body, 3);
    ArrayNode events = (ArrayNode) body.get("events");
    events.set(1, ((ObjectNode) events.get(1).deepCopy()).put("currency", "QQQ"));
    events.set(2, ((ObjectNode) events.get(2).deepCopy()).put("eventSource", "x"));
    JsonNode details = send(token(), NOW, body).body().at("/error/details");

    assertThat(details.at("/0/reason").asText()).isEqualTo("INVALID_ARGUMENT");
    assertThat(details.at("/1/requestId").asText()).startsWith("t-");
    assertThat(details.at("/2/fieldViolations").findValuesAsText("field"))
        .containsExactly("events.events[1].currency", "events.events[2].event_source");
    assertThat(details.at("/2/fieldViolations").findValuesAsText("reason"))
        .containsExactly("INVALID_CURRENCY_CODE", "INVALID_ENUM_VALUE");
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void aRequestThatBreaksARuleIsRefusedWithTheFieldAndAReason(
      String field, String reason, Consumer<ObjectNode> breakIt) {
    ObjectNode body = body();
    breakIt.accept(body);
    SandboxAnswer answer = send(token(), NOW, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/error/details/2/fieldViolations"))
        .extracting(v -> v.path("field").asText() + " " + v.path("reason").asText())
        .contains(field + " " + reason);
  }

  static Stream<Arguments> badRequests() {
    String e = "events.events[0].";
    return Stream.of(
        bad("encoding", "REQUIRED_FIELD_MISSING", b -> b.remove("encoding")),
        bad("encoding", "INVALID_ENUM_VALUE", b -> b.put("encoding", "hex")),
        bad("destinations", "REQUIRED_FIELD_MISSING", b -> b.remove("destinations")),
        bad("events", "TOO_MANY_EVENTS", b -> repeat(b, 2001)),
        bad(
            "destinations[0].product_destination_id",
            "INVALID_CONVERSION_ACTION_ID",
            b -> ((ObjectNode) b.at("/destinations/0")).put("productDestinationId", "Lead")),
        bad(
            "destinations[0].operating_account.account_id",
            "INVALID_NUMBER_FORMAT",
            b -> ((ObjectNode) b.at("/destinations/0/operatingAccount")).put("accountId", "1-2")),
        bad(e + "event_timestamp", "INVALID_FORMAT", b -> event(b).put("eventTimestamp", 1)),
        bad(
            e + "event_timestamp",
            "EVENT_TIME_INVALID",
            b -> event(b).put("eventTimestamp", "2026-03-01T12:02:00Z")),
        bad(
            e + "event_timestamp",
            "INVALID_FORMAT",
            b -> event(b).put("eventTimestamp", "2026-02-30T11:00:00Z")),
        bad(e + "conversion_count", "INVALID_FORMAT", b -> event(b).put("conversionCount", -1)),
        bad(e + "consent", "INVALID_FORMAT", b -> event(b).putObject("consent")),
        bad(
            e + "event_device_info.ip_address",
            "INVALID_FORMAT",
            b -> event(b).putObject("eventDeviceInfo").put("ipAddress", "here")),
        bad(
            e + "ad_identifiers.dclid",
            "INVALID_FORMAT",
            b -> event(b).putObject("adIdentifiers").put("dclid", "d")),
        bad("encryption_info", "INVALID_FORMAT", b -> b.putObject("encryptionInfo")),
        bad(e + "transaction_id", "REQUIRED_FIELD_MISSING", b -> event(b).remove("transactionId")),
        bad(e + "event_source", "INVALID_ENUM_VALUE", b -> event(b).put("eventSource", "web")),
        bad(e + "event_nam", "INVALID_FORMAT", b -> event(b).put("event_nam", "x")),
        bad(e + "conversion_value", "INVALID_FORMAT", b -> event(b).put("conversionValue", "1")),
        bad(e + "currency", "INVALID_CURRENCY_CODE", b -> event(b).put("currency", "QQQ")),
        bad(e + "currency", "INVALID_CURRENCY_CODE", b -> event(b).remove("currency")),
        bad(e + "user_data", "NO_IDENTIFIERS_PROVIDED", b -> event(b).remove("userData")),
        bad(
            e + "user_data.user_identifiers[0].email_address",
            "INVALID_SHA256_FORMAT",
            b -> identifier(b).put("emailAddress", "a@b.de")),
        bad(
            e + "user_data.user_identifiers[0]",
            "INVALID_FORMAT",
            b -> identifier(b).put("phoneNumber", HASH)),
        bad(
            e + "user_data.user_identifiers",
            "TOO_MANY_USER_IDENTIFIERS",
            b -> {
              for (int i = 0; i < 10; i++) {
                ((ArrayNode) b.at("/events/0/userData/userIdentifiers"))
                    .addObject()
                    .put("emailAddress", HASH);
              }
            }),
        bad(
            e + "ad_identifiers",
            "INVALID_FORMAT",
            b -> event(b).putObject("adIdentifiers").put("gbraid", "g").put("wbraid", "w")),
        bad(
            e + "consent.ad_user_data",
            "INVALID_ENUM_VALUE",
            b -> event(b).putObject("consent").put("adUserData", "GRANTED")));
  }

  private static Arguments bad(String field, String reason, Consumer<ObjectNode> breakIt) {
    return Arguments.of(field, reason, breakIt);
  }

  @Test
  void aFindingNeverRepeatsAValue() {
    ObjectNode body = body();
    identifier(body).put("emailAddress", "canary@b.de");

    assertThat(Json.text(send(token(), NOW, body).body())).doesNotContain("canary");
  }

  private static void repeat(ObjectNode body, int times) {
    ArrayNode events = (ArrayNode) body.get("events");
    for (int i = 1; i < times; i++) {
      events.add(events.get(0));
    }
  }

  private static ObjectNode event(ObjectNode body) {
    return (ObjectNode) body.at("/events/0");
  }

  private static ObjectNode identifier(ObjectNode body) {
    return (ObjectNode) body.at("/events/0/userData/userIdentifiers/0");
  }

  private static ObjectNode body() {
    ObjectNode body = Json.object().put("encoding", "HEX");
    ObjectNode destination = body.putArray("destinations").addObject();
    destination
        .putObject("operatingAccount")
        .put("accountType", "GOOGLE_ADS")
        .put("accountId", "123");
    destination.put("productDestinationId", "777");
    ObjectNode event = body.putArray("events").addObject();
    event.put("eventTimestamp", "2026-03-01T11:00:00Z").put("transactionId", "A-1");
    event.put("eventSource", "WEB").put("conversionValue", 1).put("currency", "EUR");
    event.putObject("userData").putArray("userIdentifiers").addObject().put("emailAddress", HASH);
    return body;
  }
}
