package io.tracklayer.local.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GenerateCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String SECRET = "the-secret-of-the-endpoint";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());
  private final List<String> secrets = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Integer> troubles = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/rudderstack/events", this::answer);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void withoutAnEndpointEachEnvelopeIsALine() {
    assertThat(run("--users", "5", "--events", "100", "--seed", "7")).isZero();

    String[] lines = out.toString().split("\\R");
    assertThat(lines).hasSize(100);
    List<String> expected = new ArrayList<>();
    new TrafficGenerator(7, 5, 100).forEach(envelope -> expected.add(Json.text(envelope)));
    assertThat(lines).containsExactlyElementsOf(expected);
  }

  @Test
  void aUserHasTwentyEventsIfNothingElseIsSaid() {
    assertThat(run("--users", "3")).isZero();

    assertThat(out.toString().split("\\R")).hasSize(60);
  }

  @Test
  void postsInBatchesOfAHundredWithTheEndpointsHeaders() {
    assertThat(post("--users", "10", "--events", "250")).isZero();

    assertThat(received).extracting(JsonNode::size).containsExactly(100, 100, 50);
    assertThat(secrets).containsOnly("acct/production/" + SECRET);
    assertThat(out.toString())
        .isEqualTo("posted 250 events: 200 accepted, 50 refused; 0 retries\n");
    Instant last = Instant.parse(received.get(2).get(49).get("originalTimestamp").textValue());
    assertThat(last).isBetween(NOW.minusSeconds(1), NOW);
  }

  @Test
  void whatWasRefusedForNowIsSentAgain() {
    troubles.addAll(List.of(429, 503));

    assertThat(post("--users", "1", "--events", "10")).isZero();

    assertThat(received).hasSize(3);
    assertThat(received).containsOnly(received.get(0));
    assertThat(out.toString()).contains("; 2 retries");
  }

  @Test
  void anotherStatusEndsItWithAMessageThatHoldsNoSecret() {
    troubles.add(401);

    assertThat(post("--users", "1", "--events", "10")).isEqualTo(1);

    assertThat(err.toString()).contains("answered 401").doesNotContain(SECRET);
    assertThat(received).hasSize(1);
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(run("--post", url())).isEqualTo(2);
    assertThat(err.toString()).contains("--post needs --account, --environment and --secret-ref");
    assertThat(run("--users", "0")).isEqualTo(2);
    assertThat(run("--rate", "0")).isEqualTo(2);
    assertThat(
            run("--post", "nowhere", "--account", "a", "--environment", "e", "--secret-ref", "S"))
        .isEqualTo(2);
  }

  @Test
  void theRateIsKept() {
    long begin = System.nanoTime();

    assertThat(run("--users", "1", "--events", "21", "--rate", "100")).isZero();

    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(200_000_000L);
  }

  private int post(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--post",
            url(),
            "--account",
            "acct",
            "--environment",
            "production",
            "--secret-ref",
            "SECRET"));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    GenerateCommand command =
        new GenerateCommand(
            Clock.fixed(NOW, ZoneOffset.UTC),
            Secrets.of(name -> name.equals("SECRET") ? SECRET : null));
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/rudderstack/events";
  }

  /** Does not accept every fifth event. */
  private void answer(HttpExchange exchange) throws IOException {
    JsonNode events = Json.parse(exchange.getRequestBody().readAllBytes());
    received.add(events);
    var headers = exchange.getRequestHeaders();
    secrets.add(
        headers.getFirst("X-TrackLayer-Account")
            + "/"
            + headers.getFirst("X-TrackLayer-Environment")
            + "/"
            + headers.getFirst("X-TrackLayer-Secret"));
    int status = troubles.isEmpty() ? 200 : troubles.poll();
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    for (int i = 0; i < events.size(); i++) {
      results.addObject().put("accepted", i % 5 != 0);
    }
    byte[] body = Json.write(answer);
    exchange.getResponseHeaders().add("Retry-After", "0");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
