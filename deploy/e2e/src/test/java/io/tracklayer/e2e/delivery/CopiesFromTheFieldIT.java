package io.tracklayer.e2e.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.rudderstack.Receiver;
import io.tracklayer.sandbox.RecordedRequest;
import io.tracklayer.testing.KafkaProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What shops really send when they tell an order more than once, all in one run. Each case has
 * identifiers of its own.
 */
@ExtendWith(SharedKafka.class)
class CopiesFromTheFieldIT {

  private static final String ACCOUNT = "acct";

  @TempDir Path directory;

  /**
   * @param right what must come of it, in words
   * @param purchases how many orders its events tell of
   * @param events as RudderStack sends them, but for the time
   */
  private record Case(String id, String right, int purchases, List<ObjectNode> events) {

    boolean has(String messageId) {
      return events.stream().anyMatch(event -> event.get("messageId").asText().equals(messageId));
    }
  }

  @Test
  void copiesAsShopsSendThemComeOutAsTheOrdersThatTheyTellOf(KafkaProcess kafka) throws Exception {
    List<Case> cases = read("copies.ndjson");
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target meta = Target.meta(ACCOUNT, sandbox, "max_wait: 50ms");
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, "max_wait: 50ms");
      try (DeliveryRun run =
              new DeliveryRun(
                  kafka, directory.resolve("copies"), List.of(meta, crm), Duration.ofSeconds(1));
          Receiver receiver =
              Receiver.start(run.config(), Secrets.ofThisProcess(), Clock.systemUTC(), 0, 0)) {
        run.start(JobOptions.ALL, null);
        Shop shop = new Shop(ACCOUNT, directory.resolve("posted"));
        String address = "http://localhost:" + receiver.port();
        for (int number = 0; number < mostEvents(cases); number++) {
          List<ObjectNode> next = new ArrayList<>();
          for (Case of : cases) {
            if (number < of.events().size()) {
              next.add(of.events().get(number));
            }
          }
          shop.post(address, next);
          run.await("each has its outcome", told -> told.hasFinal(messageIds(next), crm, meta));
        }
      }
      Map<String, JsonNode> taken = taken(sandbox, crm);
      SoftAssertions softly = new SoftAssertions();
      for (Case of : cases) {
        List<String> messages = taken.keySet().stream().filter(of::has).toList();
        softly.assertThat(messages).as(of.id() + ": " + of.right()).hasSize(of.purchases());
      }
      softly
          .assertThat(eventIds(sandbox, meta))
          .as("Meta has the same orders under the same ids")
          .containsExactlyElementsOf(
              new TreeSet<>(taken.values().stream().map(e -> e.get("event_id").asText()).toList()));
      softly
          .assertThat(taken.values().stream().map(e -> e.get("event_id").asText()))
          .doesNotHaveDuplicates()
          .contains("placeholder-event-id-1", "E-5");
      softly
          .assertThat(taken.values().stream().map(e -> e.path("order_id").asText()))
          .contains("order-id-key-o-55");
      softly.assertAll();
    }
  }

  private static int mostEvents(List<Case> cases) {
    return cases.stream().mapToInt(of -> of.events().size()).max().orElseThrow();
  }

  private static List<String> messageIds(List<ObjectNode> events) {
    return events.stream().map(event -> event.get("messageId").asText()).toList();
  }

  /** By message id. */
  private static Map<String, JsonNode> taken(TroubledSandbox sandbox, Target target) {
    Map<String, JsonNode> taken = new TreeMap<>();
    for (RecordedRequest request : sandbox.requests(target)) {
      DeliveryOracle.events(request)
          .forEach(event -> taken.put(event.get("message_id").asText(), event));
    }
    return taken;
  }

  private static List<String> eventIds(TroubledSandbox sandbox, Target target) {
    List<String> ids = new ArrayList<>();
    for (RecordedRequest request : sandbox.requests(target)) {
      DeliveryOracle.events(request).forEach(event -> ids.add(event.get("event_id").asText()));
    }
    return ids.stream().sorted().toList();
  }

  private static List<Case> read(String resource) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = CopiesFromTheFieldIT.class.getResourceAsStream(resource)) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        JsonNode read = Json.parse(line.getBytes(UTF_8));
        List<ObjectNode> events = new ArrayList<>();
        for (JsonNode event : read.get("events")) {
          events.add(((ObjectNode) event).put("originalTimestamp", Instant.now().toString()));
        }
        cases.add(
            new Case(
                read.get("id").asText(),
                read.get("right").asText(),
                read.get("purchases").asInt(),
                events));
      }
    }
    return cases;
  }
}
