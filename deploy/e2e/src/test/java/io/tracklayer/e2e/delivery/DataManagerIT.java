package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.sandbox.RecordedRequest;
import io.tracklayer.sandbox.Sandbox;
import io.tracklayer.sandbox.SandboxClient;
import io.tracklayer.sandbox.SandboxOptions;
import io.tracklayer.sandbox.SandboxSecrets;
import io.tracklayer.sandbox.datamanager.ServiceAccountKeys;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A destination whose sender fetches what it needs to be let in, in the job as it runs. */
@ExtendWith(SharedKafka.class)
class DataManagerIT {

  private static final String ACCOUNT = "acct";
  private static final String API = "google_data_manager";
  private static final String TOKENS = API + "/token";
  private static final int EVENTS = 30;

  @TempDir Path directory;

  @Test
  void purchasesArriveOnceAlthoughTheTokenIsRefusedInBetween(KafkaProcess kafka) throws Exception {
    delivering(
        kafka,
        "google",
        (sandbox, google, run) -> {
          run.publish(Purchases.granted(ACCOUNT, "before", EVENTS), "delivered");
          run.start(DeliveryRun.DELIVER, null);
          run.awaitComplete();
          int tokens = sandbox.requests(TOKENS).size();
          int requests = sandbox.requests(API).size();
          new SandboxClient(sandbox).fault("{\"destination\":\"" + API + "\",\"status\":401}");

          run.publish(Purchases.granted(ACCOUNT, "after", EVENTS), "delivered");
          run.awaitComplete();

          // One of its own for each of the two subtasks, and another for the refused one.
          assertThat(tokens).isBetween(1, 2);
          assertThat(sandbox.requests(TOKENS)).hasSizeBetween(tokens + 1, 3);
          assertThat(sandbox.requests(TOKENS))
              .extracting(RecordedRequest::status)
              .containsOnly(200);
          assertThat(run.oracle().count(google, "retrying")).as("nothing had to wait").isZero();
          List<RecordedRequest> sent = sandbox.requests(API);
          assertThat(sent).filteredOn(r -> r.status() == 401).hasSize(1);
          assertRefusedTokenIsNotUsedAgain(sent.subList(requests, sent.size()));
          assertThat(orders(sent)).containsExactlyInAnyOrderElementsOf(expected());
        });
  }

  /** What is left of an order's value is restated even where no order of that value would go. */
  @Test
  void refundsRestateTheOrderThatMetTheConditions(KafkaProcess kafka) throws Exception {
    delivering(
        kafka,
        "refunds",
        (sandbox, google, run) -> {
          run.start(DeliveryRun.DELIVER, null);
          run.publish(List.of(ofOrder("purchase", "p0", "order-0", 9.5)), "not_applicable");
          run.publish(List.of(ofOrder("purchase", "p1", "order-1", 12.5)), "delivered");
          run.awaitComplete();
          assertThat(run.oracle().cause("m-p0", google)).isEqualTo("condition (value: 9.5)");
          run.publish(List.of(ofOrder("refund", "r1", "refund-1", 2.5)), "delivered");
          run.awaitComplete();

          ObjectNode again = ofOrder("refund", "r1", "refund-1", 2.5).put("message_id", "again");
          run.publish(List.of(again));
          run.publish(List.of(ofOrder("refund", "r2", "refund-2", 4)), "delivered");
          run.awaitComplete();
          run.await("the copy's outcome", oracle -> oracle.hasFinal(List.of("again"), google));

          assertThat(run.oracle().outcomes("again", google)).containsExactly("duplicate");
          assertThat(values(sandbox.requests(API))).containsExactly(12.5, 10.0, 6.0);
          assertThat(sandbox.conversions(API))
              .extracting(
                  one -> one.get("transactionId").asText(),
                  one -> one.get("conversionValue").asDouble())
              .containsExactly(tuple("order-1", 6.0));
        });
  }

  /** What is known by its own key, and is of one order. Each comes under a profile of its own. */
  private static ObjectNode ofOrder(String name, String eventId, String key, double value) {
    ClaimKey claim = ClaimKey.of(ACCOUNT, "production", name, key, eventId);
    return Purchases.of(ACCOUNT, eventId, Purchases.profile(eventId), Instant.now())
        .put("name", name)
        .put("claim", claim.claim())
        .put("order_id", "order-1")
        .put("value", value);
  }

  /** What a test does with a job that delivers to the sandbox. */
  private interface Steps {
    void take(Sandbox sandbox, Target google, DeliveryRun run) throws Exception;
  }

  /**
   * @param topics what the names of its topics begin with
   */
  private void delivering(KafkaProcess kafka, String topics, Steps steps) throws Exception {
    KeyPair keys = ServiceAccountKeys.pair();
    Map<String, Set<String>> opensFor =
        Map.of(API, Set.of(ServiceAccountKeys.keyFile(keys, "http://sandbox.invalid/token")));
    try (Sandbox sandbox =
        Sandbox.start(
            SandboxOptions.onLocalhost(0, new SandboxSecrets(opensFor)), Clock.systemUTC())) {
      String tokenUri = "http://localhost:" + sandbox.port() + "/" + TOKENS;
      Target google =
          Target.dataManager(ACCOUNT, sandbox.port(), ServiceAccountKeys.keyFile(keys, tokenUri));
      try (DeliveryRun run =
          new DeliveryRun(
              kafka, directory.resolve(topics), List.of(google), Duration.ofSeconds(2))) {
        steps.take(sandbox, google, run);
      }
    }
  }

  private static void assertRefusedTokenIsNotUsedAgain(List<RecordedRequest> sent) {
    int refused = IntStream.range(0, sent.size()).filter(i -> sent.get(i).status() == 401).sum();
    assertThat(sent.subList(refused + 1, sent.size()))
        .isNotEmpty()
        .extracting(DataManagerIT::token)
        .doesNotContain(token(sent.get(refused)));
  }

  private static String token(RecordedRequest request) {
    return request.headers().get("authorization");
  }

  /** Those of requests that were taken, as often as they were. */
  private static List<String> orders(List<RecordedRequest> sent) {
    return sent.stream()
        .filter(request -> request.status() == 200)
        .flatMap(request -> request.body().get("events").findValuesAsText("transactionId").stream())
        .toList();
  }

  /** Of taken events, in the order in which they came. */
  private static List<Double> values(List<RecordedRequest> sent) {
    return sent.stream()
        .filter(request -> request.status() == 200)
        .flatMap(request -> request.body().get("events").findValues("conversionValue").stream())
        .map(JsonNode::asDouble)
        .toList();
  }

  private static List<String> expected() {
    return Stream.of("before", "after")
        .flatMap(prefix -> IntStream.range(0, EVENTS).mapToObj(i -> "order-" + prefix + "-" + i))
        .toList();
  }
}
