package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.rudderstack.kafka.Records;
import io.tracklayer.rudderstack.testing.Configs;
import io.tracklayer.testing.KafkaProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiver over real HTTP with a real broker: its answers, and what it has stored by then. */
class ReceiverIT {

  @TempDir private static Path directory;
  private static KafkaProcess kafka;
  private static Receiver receiver;
  private static Sender sender;
  private static StoredRecords stored;

  @BeforeAll
  static void start() {
    kafka = KafkaProcess.start(directory);
    stored = new StoredRecords(kafka.bootstrapServers(), "tracklayer");
    stored.createTopics(8 << 20);
    EndpointConfig production = Configs.endpoint();
    EndpointConfig staging = Configs.endpoint("staging", 401, List.of(), "STAGING");
    EndpointConfig mild =
        Configs.endpointOf("/mild", Configs.ACCOUNT, "production", 429, List.of(), "PRODUCTION");
    receiver =
        Receiver.start(
            Configs.config(kafka.bootstrapServers(), "tracklayer", production, staging, mild),
            Configs.secrets(),
            Clock.systemUTC(),
            0,
            0);
    sender = new Sender(receiver);
    sender.awaitReady();
  }

  @AfterAll
  static void stop() {
    try (KafkaProcess broker = kafka;
        StoredRecords records = stored;
        Receiver open = receiver) {
      sender = null;
    }
  }

  @Test
  void anAcceptedEventIsStoredUnderTheNodeOfItsStrongestIdentifier() {
    HttpResponse<String> answer =
        sender.post(
            """
            {"messageId":"it-1","type":"track","event":"Order Completed","userId":42,
             "anonymousId":"a-1","properties":{"order_id":"A-1","total":"10.50"},
             "channel":"web","context":{"traits":{"email":"it-1@example.com"}},"request_ip":"203.0.113.7"}
            """);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer))
        .isEqualTo(
            json("{\"accepted\":true,\"message_id\":\"it-1\",\"canonical_event\":\"purchase\"}"));
    ConsumerRecord<String, byte[]> record = stored.raw("it-1");
    assertThat(record.key())
        .isEqualTo(
            new NodeIds(Configs.IDENTITY_KEY)
                .of(Configs.ACCOUNT, "production", new Identifier(Identifier.USER_ID, "42"))
                .hex());
    JsonNode event = json(record.value());
    assertThat(event.path("schema").intValue()).isEqualTo(1);
    assertThat(event.path("user_id").textValue()).isEqualTo("42");
    assertThat(event.path("account").textValue()).isEqualTo(Configs.ACCOUNT);
    assertThat(event.path("environment").textValue()).isEqualTo("production");
    assertThat(event.at("/context/ip").textValue()).isEqualTo("203.0.113.7");
  }

  @Test
  void anEventWithoutAnyIdentifierIsStoredUnderItsMessageId() {
    assertThat(sender.post(event("it-none")).statusCode()).isEqualTo(200);
    assertThat(stored.raw("it-none").key()).isEqualTo("it-none");
  }

  @Test
  void neitherSecretNorHeaderIsStored() {
    sender.post(event("it-secret"));
    stored.raw("it-secret");
    assertThat(stored.all()).noneMatch(record -> text(record).contains("secret of production"));
  }

  @Test
  void aTemplateRenderedWithAbsentFieldsIsStoredWithoutThem() {
    HttpResponse<String> answer =
        sender.post(
            """
            {"message_id":"it-template","type":"track","event":"Lead Submitted",
             "sent_at":"<no value>","anonymous_id":"<no value>","user_id":"<no value>",
             "traits":null,"properties":null}
            """);
    assertThat(json(answer))
        .isEqualTo(
            json(
                "{\"accepted\":true,\"message_id\":\"it-template\",\"canonical_event\":\"lead\"}"));
    JsonNode event = json(stored.raw("it-template").value());
    assertThat(event.has("anonymous_id")).isFalse();
    assertThat(event.has("user_id")).isFalse();
    assertThat(event.path("traits").isObject()).isTrue();
  }

  @Test
  void aBatchGetsOneResultForEachEventInOrder() {
    String events =
        "["
            + event("it-b1")
            + ",7,{\"messageId\":\"it-b2\",\"type\":\"merge\"},{\"messageId\":\"it-b3\","
            + "\"type\":\"track\",\"event\":\"Cart Viewed\"},{\"type\":\"track\"}]";
    String results =
        """
        {"results":[
          {"accepted":true,"message_id":"it-b1","canonical_event":"purchase"},
          {"accepted":false,"message_id":null,"reason":"not_an_object"},
          {"accepted":true,"message_id":"it-b2","canonical_event":null},
          {"accepted":false,"message_id":"it-b3","reason":"not_in_allowlist"},
          {"accepted":false,"message_id":null,"reason":"missing_message_id"}]}
        """;
    assertThat(json(sender.post(events))).isEqualTo(json(results));
    assertThat(json(sender.post("{\"batch\":" + events + "}"))).isEqualTo(json(results));
    assertThat(json(sender.post("[]"))).isEqualTo(json("{\"results\":[]}"));
    stored.raw("it-b1");
    stored.raw("it-b2");
    assertThat(json(stored.rejected("it-b3").value()).has("body")).isFalse();
  }

  @Test
  void aThousandEventsFitAndOneMoreDoesNot() {
    String thousand =
        IntStream.range(0, 1000).mapToObj(i -> event("it-k" + i)).collect(Collectors.joining(","));
    assertThat(json(sender.post("[" + thousand + "]")).path("results")).hasSize(1000);
    stored.raw("it-k999");
    HttpResponse<String> answer = sender.post("[" + thousand + "," + event("it-k1000") + "]");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(reason(answer)).isEqualTo("too_many_events");
  }

  @Test
  void gzipIsRead() throws IOException {
    HttpResponse<String> answer =
        sender.post(gzip(event("it-gzip")), Sender.headers("Content-Encoding", "gzip"));
    assertThat(answer.statusCode()).isEqualTo(200);
    stored.raw("it-gzip");
  }

  @ParameterizedTest
  @CsvSource({
    "X-TrackLayer-Secret, secret of staging",
    "X-TrackLayer-Secret, wrong",
    "X-TrackLayer-Environment, staging",
    "X-TrackLayer-Account, acct_live_124",
    "X-TrackLayer-Secret, 'secret of production,secret of production'",
  })
  void wrongCredentialsAreAllAnsweredAlike(String header, String value) {
    HttpResponse<String> answer = sender.post(event("it-401"), Sender.headers(header, value));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"accepted\":false,\"reason\":\"unauthorized\"}");
  }

  @Test
  void aHeaderThatIsMissingOrSentTwiceOpensNothing() {
    assertThat(sender.post(event("it-401"), Map.of()).statusCode()).isEqualTo(401);
    assertThat(
            sender
                .postWithTwoSecrets(event("it-401"), "secret of production", "secret of production")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void bothActiveSecretsOpenAndEachEnvironmentHasItsOwn() {
    assertThat(
            sender
                .post(event("it-n"), Sender.headers("X-TrackLayer-Secret", Sender.NEXT))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            sender
                .post(
                    event("it-s"),
                    Sender.headers(
                        "X-TrackLayer-Environment",
                        "staging",
                        "X-TrackLayer-Secret",
                        "secret of staging"))
                .statusCode())
        .isEqualTo(200);
    assertThat(json(stored.raw("it-s").value()).path("environment").textValue())
        .isEqualTo("staging");
  }

  @Test
  void aBotchedRotationIsToBeRepeatedWhereTheEndpointSaysSo() {
    HttpResponse<String> answer =
        sender.postTo("/mild", event("x"), Sender.headers("X-TrackLayer-Secret", "wrong"));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"messageId\":", "{} {}", "text", "{\"a\":1}]", "\u0000"})
  void brokenJsonIs400(String body) {
    HttpResponse<String> answer = sender.post(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"accepted\":false,\"reason\":\"not_json\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n"})
  void anEmptyBodyIs400(String body) {
    HttpResponse<String> answer = sender.post(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(reason(answer)).isEqualTo("empty");
  }

  @Test
  void fiveMebibytesAreTooMuchAlsoWhenCompressed() throws IOException {
    String large = event("it-413").replace("A-1", "x".repeat(5 * 1024 * 1024));
    HttpResponse<String> answer = sender.post(large);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(reason(answer)).isEqualTo("too_large");
    assertThat(sender.post(gzip(large), Sender.headers("Content-Encoding", "gzip")).statusCode())
        .isEqualTo(413);
  }

  @Test
  void contentThatIsNotValidIsAnswered200AndKeptWithItsReason() {
    String nested = "[".repeat(40) + "]".repeat(40);
    assertRejected("it-deep", event("it-deep").replace("\"A-1\"", nested), "too_deep");
    assertRejected("it-long", event("it-long").replace("A-1", "x".repeat(1024 * 1024)), "too_long");
    assertRejected("it-type", "{\"messageId\":\"it-type\",\"type\":\"buy\"}", "unknown_type");
    assertRejected(
        "it-group", "{\"messageId\":\"it-group\",\"type\":\"group\"}", "no_canonical_name");
    assertRejected(
        "it-time",
        "{\"messageId\":\"it-time\",\"type\":\"identify\",\"timestamp\":\"soon\"}",
        "bad_timestamp");
    assertRejected(
        "it-part",
        "{\"messageId\":\"it-part\",\"type\":\"identify\",\"traits\":7}",
        "not_an_object");
    String noId = "{\"type\":\"track\",\"event\":\"Order Completed\",\"mark\":\"it-no-id\"}";
    assertThat(reason(sender.post(noId))).isEqualTo("missing_message_id");
    ConsumerRecord<String, byte[]> record = stored.rejectedWith("it-no-id");
    assertThat(record.key()).isNull();
    assertThat(json(record.value()).path("body")).isEqualTo(json(noId));
  }

  @Test
  void anEventAsLargeAsARequestMayBeIsKept() {
    String json = event("it-4mib").replace("A-1", "\\\"".repeat(Configs.MAX_BODY / 2 - 100));
    assertThat(reason(sender.post(json))).isEqualTo("too_long");
    JsonNode record = json(stored.rejected("it-4mib").value());
    assertThat(record.path("body")).isEqualTo(json(json));
  }

  @Test
  void whatATopicDoesNotTakeIsKeptInPartAndTheNextEventGoesOn() {
    try (StoredRecords small = new StoredRecords(kafka.bootstrapServers(), "small")) {
      small.createTopics(1 << 20);
      try (Receiver other = receiverOf("small")) {
        Sender toOther = new Sender(other);
        toOther.awaitReady();
        StringBuilder noise = new StringBuilder();
        new Random(1)
            .ints(2 << 20, 'A', 'z')
            .filter(c -> c != '\\')
            .forEach(noise::appendCodePoint);
        String json = event("it-over").replace("A-1", noise);
        assertThat(reason(toOther.post(json))).isEqualTo("too_long");
        JsonNode record = json(small.rejected("it-over").value());
        assertThat(record.path("reason").textValue()).isEqualTo("too_long");
        assertThat(record.path("detail").textValue()).contains("too large for the topic");
        assertThat(json).startsWith(record.path("body").textValue());
        assertThat(record.path("body").textValue()).hasSize(Records.HEAD_BYTES);
      }
      small.limitTo(32 << 10);
      try (Receiver other = receiverOf("small")) {
        Sender toOther = new Sender(other);
        toOther.awaitReady();
        StringBuilder noise = new StringBuilder();
        new Random(3).ints(60_000, 'A', 'Z').forEach(noise::appendCodePoint);
        String json = event("it-raw-over").replace("A-1", noise);
        HttpResponse<String> answer = toOther.post("[" + json + "," + event("it-next") + "]");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/results/0/reason").textValue()).isEqualTo("too_large");
        assertThat(json(answer).at("/results/1/accepted").booleanValue()).isTrue();
        JsonNode record = json(small.rejected("it-raw-over").value());
        assertThat(record.path("reason").textValue()).isEqualTo("too_large");
        assertThat(json).startsWith(record.path("body").textValue());
        small.raw("it-next");
      }
    }
  }

  @Test
  void aMessageIdBeyondItsLimitIsRejectedAndCutHoweverLongItIs() {
    for (int length : new int[] {513, 30_000, 100_000, 1_000_000}) {
      String mark = "it-id-" + length + "-";
      String id = mark + "\uD83D\uDE00".repeat((length - mark.length()) / 2 + 1);
      HttpResponse<String> answer = sender.post(event(id));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(reason(answer)).isEqualTo("id_too_long");
      ConsumerRecord<String, byte[]> record = stored.rejectedWith("\"message_id\":\"" + mark);
      assertThat(record.key()).hasSizeBetween(511, 512);
      assertThat(id).startsWith(record.key());
      assertThat(json(record.value()).path("body")).isEqualTo(json(event(id)));
    }
    assertThat(json(sender.post(event("x".repeat(512)))).path("accepted").booleanValue()).isTrue();
  }

  @Test
  void theLargestEventsAreStoredHoweverTheirTextIsEscaped() {
    Random random = new Random(2);
    StringBuilder emoji = new StringBuilder();
    random.ints(60_000, 0x1F300, 0x1F9FF).forEach(emoji::appendCodePoint);
    StringBuilder escapes = new StringBuilder();
    random.ints(40_000, 1, 32).forEach(c -> escapes.append("\\u%04x".formatted(c)));
    int n = 0;
    for (String text : List.of(emoji.toString(), escapes.toString())) {
      String id = "it-largest-" + n++;
      int half = text.length() / 24 * 6;
      String parts =
          IntStream.range(0, 4)
              .mapToObj(i -> "\"p" + i + "\":\"" + text.substring(i * half, (i + 1) * half) + '"')
              .collect(Collectors.joining(","));
      String event = event(id).replace("\"order_id\":\"A-1\"", parts);
      assertThat(event.getBytes(UTF_8).length).isBetween(230_000, 256 * 1024);
      HttpResponse<String> answer = sender.post(event);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json(answer).path("accepted").booleanValue()).isTrue();
      assertThat(json(stored.raw(id).value()).path("properties"))
          .isEqualTo(json(event).path("properties"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messageId\":\"h\",\"messageId\":\"h\",\"type\":\"identify\"}",
        "{\"messageId\":\"h\",\"type\":\"identify\",\"userId\":\"\\ud800\"}",
        "{\"messageId\":\"h\\udfff\",\"type\":\"identify\"}",
        "{\"messageId\":\"h\\u0000\",\"type\":\"identify\",\"userId\":\"\\u0000\"}",
        "\uFEFF{\"messageId\":\"h\",\"type\":\"identify\"}",
        "{\"messageId\":\"h\",\"type\":\"identify\",\"traits\":{\"n\":1e999999}}",
        "{\"messageId\":\"h\",\"type\":\"identify\",\"traits\":{\"n\":-1e99999999999999}}",
        "{\"messageId\":1e999999,\"type\":\"identify\"}",
        "{\"messageId\":\"h\",\"type\":\"identify\",\"timestamp\":\"9999-12-31T23:59:59Z\"}",
        "{\"messageId\":\"h\",\"type\":\"identify\",\"timestamp\":\"0000-01-01T00:00:00+18:00\"}",
        "{\"batch\":null}",
        "{\"batch\":[null,[],{}]}",
        "null",
        "1e999999",
      })
  void oddJsonIsAnsweredAsJsonAndStored(String json) {
    assertThat(sender.post(json).statusCode()).isEqualTo(200);
  }

  @Test
  void aHundredThousandLevelsAreContentThatIsTooDeep() {
    String levels = "[".repeat(100_000) + "]".repeat(100_000);
    String json = "{\"messageId\":\"it-abyss\",\"type\":\"identify\",\"a\":" + levels + "}";
    assertThat(reason(sender.post(json))).isEqualTo("too_deep");
    assertThat(json(stored.rejected("it-abyss").value()).path("body").textValue()).isEqualTo(json);
    assertThat(sender.post("[".repeat(1_000_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void otherMethodsPathsAndHeadersAreRefusedWithoutARedirect() {
    assertThat(sender.request("GET", Configs.PATH).statusCode()).isEqualTo(405);
    assertThat(sender.request("PUT", Configs.PATH).statusCode()).isEqualTo(405);
    assertThat(sender.request("DELETE", Configs.PATH).headers().firstValue("Allow"))
        .contains("POST");
    assertThat(sender.request("POST", "/other").statusCode()).isEqualTo(404);
    assertThat(sender.request("GET", "/").statusCode()).isEqualTo(404);
    assertThat(sender.request("GET", "/readyz").statusCode()).isEqualTo(404);
    assertThat(sender.postTo(Configs.PATH + "/", event("it-slash"), Sender.headers()).statusCode())
        .isEqualTo(200);
    assertThat(
            sender
                .post(event("it-431"), Sender.headers("X-Large", "x".repeat(20_000)))
                .statusCode())
        .isEqualTo(431);
    assertThat(sender.post(event("it-415"), Sender.headers("Content-Encoding", "br")).statusCode())
        .isEqualTo(415);
  }

  @Test
  void closingAnswersWhatWasTakenAndKeepsWhatWasAnswered() throws InterruptedException {
    Receiver other = receiverOf("tracklayer");
    Sender toOther = new Sender(other);
    toOther.awaitReady();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Set<String> answered = ConcurrentHashMap.newKeySet();
    Set<Integer> otherStatuses = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 8; i++) {
      String prefix = "it-close-" + i + "-";
      threads.execute(
          () -> {
            for (int n = 0; other.isReady(); n++) {
              String messageId = prefix + n;
              int status = toOther.post(event(messageId)).statusCode();
              if (status == 200) {
                answered.add(messageId);
              } else {
                otherStatuses.add(status);
              }
            }
          });
    }
    Awaitility.await().until(() -> answered.size() > 100);
    other.close();
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(otherStatuses).isSubsetOf(429, 503);
    assertThat(
            stored.all().stream()
                .map(record -> json(record.value()).path("message_id").textValue()))
        .containsAll(answered);
  }

  @Test
  void theAdminPortTellsHowItIs() {
    sender.post(event("it-metrics"));
    sender.post("{}");
    assertThat(sender.admin("/livez").statusCode()).isEqualTo(200);
    assertThat(sender.admin("/readyz").statusCode()).isEqualTo(200);
    assertThat(sender.admin("/metrics").body())
        .contains(
            "tracklayer_receiver_requests_seconds_count{status=\"200\"}",
            "tracklayer_receiver_events_total{reason=\"\",result=\"accepted\"}",
            "tracklayer_receiver_events_total{reason=\"missing_message_id\",result=\"rejected\"}",
            "tracklayer_receiver_kafka_reachable 1.0",
            "tracklayer_receiver_kafka_producer_");
    assertThat(
            sender
                .admin("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .allMatch(line -> line.startsWith("tracklayer_receiver_")))
        .isTrue();
  }

  private static Receiver receiverOf(String topicPrefix) {
    return Receiver.start(
        Configs.config(kafka.bootstrapServers(), topicPrefix, Configs.endpoint()),
        Configs.secrets(),
        Clock.systemUTC(),
        0,
        0);
  }

  private static void assertRejected(String messageId, String json, String reason) {
    HttpResponse<String> answer = sender.post(json);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer))
        .isEqualTo(
            json(
                "{\"accepted\":false,\"message_id\":\""
                    + messageId
                    + "\",\"reason\":\""
                    + reason
                    + "\"}"));
    JsonNode record = json(stored.rejected(messageId).value());
    assertThat(record.path("schema").intValue()).isEqualTo(1);
    assertThat(record.path("reason").textValue()).isEqualTo(reason);
    assertThat(record.path("detail").textValue()).isNotBlank();
    assertThat(record.path("account").textValue()).isEqualTo(Configs.ACCOUNT);
    assertThat(record.path("environment").textValue()).isEqualTo("production");
    assertThat(record.has("received_at")).isTrue();
    assertThat(record.path("body")).isEqualTo(json(json));
  }

  private static String event(String messageId) {
    return "{\"messageId\":\""
        + messageId
        + "\",\"type\":\"track\",\"event\":\"Order Completed\",\"properties\":{\"order_id\":\"A-1\"}}";
  }

  private static String reason(HttpResponse<String> answer) {
    return json(answer).path("reason").textValue();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return json(answer.body());
  }

  private static JsonNode json(String json) {
    return json(json.getBytes(UTF_8));
  }

  private static JsonNode json(byte[] json) {
    try {
      return Json.parse(json);
    } catch (IOException e) {
      throw new AssertionError("not JSON", e);
    }
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }
}
