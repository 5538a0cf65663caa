package io.tracklayer.e2e.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tracklayer.cli.preview.Preview;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.e2e.testing.EventSource;
import io.tracklayer.local.run.LocalOptions;
import io.tracklayer.local.run.LocalRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewIT {

  private static final int EVENTS = 1000;
  private static final String IDENTITY_KEY = "0123456789".repeat(4);
  private static final List<String> NAMES =
      List.of(
          "page",
          "Product Viewed",
          "Product Added",
          "Checkout Started",
          "Order Completed",
          "Lead Submitted",
          "Signed Up",
          "Order Refunded",
          "identify",
          "Trial Booked");
  private static final List<String> TEXTS =
      List.of(
          "Jane", " O'Brien-Smith ", "Käse 🧀", "\"quoted\" \\ back", "정", "<b>&amp;</b>", "José");

  @TempDir private Path directory;

  private final Map<String, byte[]> sentToMeta = new ConcurrentHashMap<>();
  private final Map<String, byte[]> sentToWebhook = new ConcurrentHashMap<>();
  private final Random random = new Random(7);
  private ExecutorService threads;
  private HttpServer wire;

  @BeforeEach
  void listen() throws IOException {
    threads = Executors.newFixedThreadPool(8);
    wire = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
    wire.setExecutor(threads);
    wire.createContext(
        "/meta/", exchange -> take(exchange, "/data/0", sentToMeta, "{\"events_received\":1}"));
    wire.createContext("/webhook", exchange -> take(exchange, "/events/0", sentToWebhook, "{}"));
    wire.start();
  }

  @AfterEach
  void stopListening() {
    wire.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aPreviewIsByteForByteWhatTheJobSends() throws Exception {
    TrackLayerConfig config = config();
    Map<String, byte[]> events = new TreeMap<>();
    int takenByMeta = 0;
    for (int i = 0; i < EVENTS; i++) {
      ObjectNode event = event(i);
      events.put(event.get("messageId").asText(), Json.write(event));
    }
    try (LocalRun run =
        LocalRun.start(
            LocalOptions.onFreePorts(directory.resolve("data")),
            config,
            Clock.systemUTC(),
            line -> {})) {
      post(run, new ArrayList<>(events.values()));
      Awaitility.await("every event is sent")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(missing(events, sentToWebhook)).isEmpty());

      SetClock clock = new SetClock();
      Preview preview =
          new Preview(config, config.endpoints().get(0), IDENTITY_KEY, d -> true, clock);
      Map<String, String> expectedAtMeta = new TreeMap<>();
      for (Map.Entry<String, byte[]> event : events.entrySet()) {
        byte[] sent = sentToWebhook.get(event.getKey());
        clock.now = Instant.parse(Json.parse(sent).at("/events/0/received_at").asText());
        List<String> bodies = bodies(preview.of(event.getValue()));
        assertThat(bodies.get(bodies.size() - 1))
            .as(event.getKey())
            .isEqualTo(new String(sent, UTF_8));
        if (bodies.size() == 2) {
          expectedAtMeta.put(event.getKey(), bodies.get(0));
          takenByMeta++;
        }
      }
      Awaitility.await("every event for Meta is sent")
          .atMost(Duration.ofSeconds(30))
          .until(() -> sentToMeta.size() >= expectedAtMeta.size());
      Map<String, String> atMeta = new TreeMap<>();
      sentToMeta.forEach((id, body) -> atMeta.put(id, new String(body, UTF_8)));
      assertThat(atMeta).isEqualTo(expectedAtMeta);
    }
    assertThat(takenByMeta).as("events that Meta takes").isBetween(300, 700);
  }

  private static List<String> missing(Map<String, byte[]> events, Map<String, byte[]> sent) {
    return events.keySet().stream().filter(id -> !sent.containsKey(id)).toList();
  }

  /** The bytes of each {@code body} field, in order. */
  private static List<String> bodies(String line) throws IOException {
    byte[] json = line.getBytes(UTF_8);
    List<String> bodies = new ArrayList<>();
    try (JsonParser parser = Json.mapper().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals("body")) {
          parser.nextToken();
          int begin = (int) parser.currentTokenLocation().getByteOffset();
          parser.skipChildren();
          int end = (int) parser.currentLocation().getByteOffset();
          bodies.add(new String(Arrays.copyOfRange(json, begin, end), UTF_8));
        }
      }
    }
    return bodies;
  }

  /** Everyone is seen once: a preview knows no one else's events. */
  private ObjectNode event(int i) {
    String name = NAMES.get(i % NAMES.size());
    boolean isType = name.equals("page") || name.equals("identify");
    ObjectNode event =
        Json.object()
            .put("messageId", "m-" + i)
            .put("type", isType ? name : "track")
            .put("userId", "user-" + i)
            .put("channel", pick("web", "mobile", "server"))
            .put(
                "originalTimestamp", Instant.now().minusSeconds(random.nextInt(86_400)).toString());
    if (!isType) {
      event.put("event", name);
    }
    if (random.nextBoolean()) {
      event.put("anonymousId", "device-" + i);
    }
    context(event.putObject("context"), i);
    if (!name.equals("identify")) {
      properties(event.putObject("properties"), i);
    }
    return event;
  }

  private void context(ObjectNode context, int i) {
    ObjectNode traits = context.putObject("traits");
    traits.put("email", " Person" + i + "@Example.com ");
    traits.put("marketing_opt_in", random.nextInt(4) > 0);
    if (random.nextBoolean()) {
      traits.put("firstName", text()).put("lastName", text()).put("gender", pick("f", "Male"));
      traits.put("phone", "+1 (650) 555-" + (1000 + i % 9000)).put("birthday", "1990-01-31");
      traits.putObject("address").put("city", text()).put("state", "California").put("zip", 94025);
    }
    if (random.nextInt(4) > 0) {
      context.put("userAgent", "Agent/1.0 (" + text() + ")").put("ip", "203.0.113." + i % 256);
      context
          .putObject("page")
          .put("url", "https://shop.example/?fbclid=IwAR" + i + "&gclid=C" + i);
    }
  }

  private void properties(ObjectNode properties, int i) {
    properties
        .put("order_id", "order-" + i)
        .put("refund_id", "refund-" + i)
        .put("lead_id", "lead-" + i)
        .put("currency", pick("EUR", "usd", "JPY"))
        .put("coupon", text());
    if (random.nextBoolean()) {
      properties.put("value", "$" + random.nextInt(10_000) / 100.0);
    } else {
      properties.put("revenue", random.nextInt(1_000_000) / 1000.0).put("tax", 1.1);
    }
    ArrayNode products = properties.putArray("products");
    for (int line = random.nextInt(4); line > 0; line--) {
      products
          .addObject()
          .put("product_id", "sku-" + random.nextInt(100))
          .put("name", text())
          .put("price", pick("12.50", "7", "0.333"))
          .put("quantity", 1 + random.nextInt(3));
    }
    properties.put("note", text()).put("gift", random.nextBoolean());
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }

  private static void post(LocalRun run, List<byte[]> events) throws Exception {
    EventSource source = new EventSource("acct", "production", "endpoint-secret");
    for (int begin = 0; begin < events.size(); begin += 100) {
      ArrayNode batch = Json.mapper().createArrayNode();
      for (byte[] event : events.subList(begin, Math.min(begin + 100, events.size()))) {
        batch.add(Json.parse(event));
      }
      source.post(run.addresses().receiver(), batch);
    }
  }

  private static void take(
      HttpExchange exchange, String event, Map<String, byte[]> sent, String answer)
      throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      JsonNode first = Json.parse(body).at(event);
      sent.put(first.get("event_id").asText(), body);
      byte[] bytes = answer.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private TrackLayerConfig config() throws IOException {
    Files.writeString(directory.resolve("endpoint"), "endpoint-secret");
    Files.writeString(directory.resolve("key"), IDENTITY_KEY);
    Files.writeString(directory.resolve("token"), "meta-token");
    Files.writeString(directory.resolve("signing"), "signing-secret");
    String yaml =
        """
        view: {enabled: false}
        endpoints:
          - url: http://localhost:8080/rudderstack/events
            account: acct
            environment: production
            source: rudderstack
            secret_ref: "file:DIR/endpoint"
            filters: {include: [FILTER]}
            mapping: {Trial Booked: trial_booked}
        identity: {key_ref: "file:DIR/key"}
        consent: {purposes: {marketing: {traits: [marketing_opt_in]}}}
        destinations:
          - name: meta
            type: meta_capi
            account: acct
            environment: production
            consent: [marketing]
            settings: {dataset_id: "1", access_token_ref: "file:DIR/token"}
            base_url: WIRE/meta
            delivery: {max_batch: 1, requests_per_second: 1000}
          - name: crm
            type: webhook
            account: acct
            environment: production
            consent: []
            settings: {url: "WIRE/webhook", signing_secret_ref: "file:DIR/signing", allow_private_addresses: true}
            delivery: {max_batch: 1, requests_per_second: 1000}
        """
            .replace("DIR", directory.toString())
            .replace("FILTER", String.join(", ", NAMES))
            .replace("WIRE", "http://localhost:" + wire.getAddress().getPort());
    ConfigResult result = new ConfigReader(new Destinations().specs()).read("test.yaml", yaml);
    assertThat(result).isInstanceOf(ConfigResult.Valid.class);
    return ((ConfigResult.Valid) result).config();
  }

  /** A clock that shows what it is told. */
  private static final class SetClock extends Clock {

    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
