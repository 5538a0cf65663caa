package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.e2e.testing.SharedKafka;
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
              kafka, directory.resolve("google"), List.of(google), Duration.ofSeconds(2))) {
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
        assertThat(sandbox.requests(TOKENS)).extracting(RecordedRequest::status).containsOnly(200);
        assertThat(run.oracle().count(google, "retrying")).as("nothing had to wait").isZero();
        List<RecordedRequest> sent = sandbox.requests(API);
        assertThat(sent).filteredOn(r -> r.status() == 401).hasSize(1);
        assertRefusedTokenIsNotUsedAgain(sent.subList(requests, sent.size()));
        assertThat(orders(sent)).containsExactlyInAnyOrderElementsOf(expected());
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

  private static List<String> expected() {
    return Stream.of("before", "after")
        .flatMap(prefix -> IntStream.range(0, EVENTS).mapToObj(i -> "order-" + prefix + "-" + i))
        .toList();
  }
}
