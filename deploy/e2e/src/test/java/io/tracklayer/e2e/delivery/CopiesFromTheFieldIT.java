package io.tracklayer.e2e.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.rudderstack.Receiver;
import io.tracklayer.sandbox.RecordedRequest;
import io.tracklayer.testing.KafkaProcess;
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

  @Test
  void copiesAsShopsSendThemComeOutAsTheOrdersThatTheyTellOf(KafkaProcess kafka) throws Exception {
    List<CopiesCase> cases = CopiesCase.all(Instant.now());
    DeliveryOracle told;
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target meta = Target.meta(ACCOUNT, sandbox, "max_wait: 50ms");
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, "max_wait: 50ms");
      try (DeliveryRun run =
              new DeliveryRun(
                  kafka, directory.resolve("copies"), List.of(meta, crm), Duration.ofSeconds(1));
          Receiver receiver =
              Receiver.start(run.config(), Secrets.ofThisProcess(), Clock.systemUTC(), 0, 0)) {
        told = run.oracle();
        run.start(JobOptions.ALL, null);
        Shop shop = new Shop(ACCOUNT, directory.resolve("posted"));
        String address = "http://localhost:" + receiver.port();
        for (int number = 0; number < mostEvents(cases); number++) {
          List<ObjectNode> next = new ArrayList<>();
          for (CopiesCase of : cases) {
            if (number < of.events().size()) {
              next.add(of.events().get(number));
            }
          }
          shop.post(address, next);
          run.await("each has its outcome", each -> each.hasFinal(messageIds(next), crm, meta));
        }
      }
      Map<String, JsonNode> taken = taken(sandbox, crm);
      SoftAssertions softly = new SoftAssertions();
      for (CopiesCase of : cases) {
        List<String> messages = taken.keySet().stream().filter(of::has).toList();
        softly.assertThat(messages).as(of.id() + ": " + of.right()).hasSize(of.purchases());
      }
      softly.assertThat(told.outcomes("first-copy-unusable-1", meta)).containsExactly("rejected");
      softly.assertThat(told.outcomes("first-copy-unusable-x2", meta)).containsExactly("delivered");
      softly
          .assertThat(valuesAtMeta(sandbox, meta, "first-copy-unusable-1"))
          .containsExactly("49.9");
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
          .contains("o-55");
      softly.assertAll();
    }
  }

  private static int mostEvents(List<CopiesCase> cases) {
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

  private static List<String> valuesAtMeta(TroubledSandbox sandbox, Target meta, String eventId) {
    List<String> values = new ArrayList<>();
    for (RecordedRequest request : sandbox.requests(meta)) {
      for (JsonNode event : DeliveryOracle.events(request)) {
        if (event.path("event_id").asText().equals(eventId)) {
          values.add(event.at("/custom_data/value").asText());
        }
      }
    }
    return values;
  }
}
