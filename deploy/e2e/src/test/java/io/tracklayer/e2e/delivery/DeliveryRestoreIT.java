package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.EventSource;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.rudderstack.Receiver;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * State goes back, the world does not: what a crash, an old savepoint or a start from nothing do to
 * events that are delivered, on their way, or waiting.
 */
@ExtendWith(SharedKafka.class)
class DeliveryRestoreIT {

  private static final String ACCOUNT = "acct";
  private static final Duration BY_HAND = Duration.ofHours(1);

  /** Long enough to stop the job while events wait for it. */
  private static final String COME_BACK_LATER =
      "\"status\":503,\"headers\":{\"Retry-After\":\"4\"},\"count\":100";

  @TempDir Path directory;

  @Test
  void twoCrashesUnderLoadLoseNothingAndDoubleOnlyWhatWasUnanswered(KafkaProcess kafka)
      throws Exception {
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target meta =
          Target.meta(
              ACCOUNT, sandbox, "max_batch: 20, max_in_flight: 4, requests_per_second: 500");
      Target crm =
          Target.webhook(
              "crm", ACCOUNT, sandbox, "max_batch: 20, max_in_flight: 4, requests_per_second: 500");
      try (DeliveryRun run = start(kafka, "crash", meta, crm)) {
        for (Target target : List.of(meta, crm)) {
          failNowAndThen(sandbox, target);
        }
        run.start(DeliveryRun.DELIVER, null);
        for (int crash = 0; crash < 2; crash++) {
          awaitSomeOf(run, "before-checkpoint-" + crash, 1_000);
          run.flink().checkpoint();
          awaitSomeOf(run, "after-checkpoint-" + crash, 2_000);
          assertThat(run.oracle().isComplete()).as("still under load").isFalse();
          run.flink().crash();
        }
        sandbox.endTrouble(meta);
        sandbox.endTrouble(crm);
        run.awaitComplete();

        assertThat(run.oracle().breaches(sandbox, true)).isEmpty();
        // Four requests of twenty at two destinations were out; as many may have been answered in
        // the last milliseconds, before their outcomes were stored.
        assertThat(run.oracle().doubled(sandbox)).hasSizeBetween(1, 2 * 2 * (2 * 4 * 20));
      }
    }
  }

  /** So that at any time some events are out, and some wait to be tried again. */
  private static void failNowAndThen(TroubledSandbox sandbox, Target target) throws Exception {
    for (int i = 0; i < 50; i++) {
      sandbox.trouble(target, "\"status\":500");
      sandbox.trouble(target, "\"delay\":\"150ms\",\"count\":9");
    }
  }

  /** Events of their own, so that there is something left to settle however much was before. */
  private static void awaitSomeOf(DeliveryRun run, String prefix, int events) {
    int before = run.oracle().finals();
    run.publish(Purchases.granted(ACCOUNT, prefix, events), "delivered");
    run.await("more events are settled", told -> told.finals() >= before + 600);
  }

  @Test
  void aSavepointFromBeforeTwoThousandDeliveriesSendsNoneOfThemAgain(KafkaProcess kafka)
      throws Exception {
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, "requests_per_second: 500");
      try (DeliveryRun run = start(kafka, "savepoint", crm)) {
        sandbox.trouble(crm, COME_BACK_LATER);
        run.publish(Purchases.granted(ACCOUNT, "waiting", 500), "delivered");
        run.start(DeliveryRun.DELIVER, null);
        run.await("events wait", told -> told.count(crm, "retrying") >= 500);
        String savepoint = run.flink().stopWithSavepoint();
        run.await("they still do", told -> told.finals() == 0);
        sandbox.endTrouble(crm);

        run.start(DeliveryRun.DELIVER, savepoint);
        run.publish(Purchases.granted(ACCOUNT, "read", 1_500), "delivered");
        run.awaitComplete();
        run.flink().cancel();

        run.start(DeliveryRun.DELIVER, savepoint);
        run.publish(Purchases.granted(ACCOUNT, "new", 100), "delivered");
        // No request leaves before all that was read is read again.
        run.awaitComplete();
        assertThat(run.oracle().breaches(sandbox, false)).isEmpty();
      }
    }
  }

  @Test
  void aJobWithoutStateOnOldTopicsSendsOnlyWhatIsNotSettled(KafkaProcess kafka) throws Exception {
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, "requests_per_second: 500");
      try (DeliveryRun run = start(kafka, "fresh", crm);
          Receiver receiver =
              Receiver.start(run.config(), Secrets.ofThisProcess(), Clock.systemUTC(), 0, 0)) {
        run.start(JobOptions.ALL, null);
        sandbox.trouble(crm, "\"poison\":\"old-17\"");
        post(run, receiver, "old", true, 500);
        post(run, receiver, "denied", false, 20);
        run.oracle().expect(ACCOUNT, "old-17", "rejected");
        run.awaitComplete();
        sandbox.endTrouble(crm);
        sandbox.trouble(crm, COME_BACK_LATER);
        post(run, receiver, "waiting", true, 50);
        run.await("events wait", told -> told.count(crm, "retrying") >= 50);
        run.flink().cancel();
        run.await("they still do", told -> told.finals() == 520);
        sandbox.endTrouble(crm);

        run.start(JobOptions.ALL, null);
        post(run, receiver, "new", true, 10);
        // They come behind the old events, which are in the canonical topic once more.
        run.awaitComplete();
        assertThat(run.oracle().breaches(sandbox, false)).isEmpty();
      }
    }
  }

  private DeliveryRun start(KafkaProcess kafka, String name, Target... targets) throws Exception {
    return new DeliveryRun(kafka, directory.resolve(name), List.of(targets), BY_HAND);
  }

  /** Orders of new customers, through the front door. */
  private static void post(
      DeliveryRun run, Receiver receiver, String prefix, boolean consent, int count)
      throws Exception {
    ArrayNode batch = Json.mapper().createArrayNode();
    for (int i = 0; i < count; i++) {
      String id = prefix + "-" + i;
      run.oracle().expect(ACCOUNT, id, consent ? "delivered" : "consent_denied");
      batch.add(order(id, consent));
    }
    EventSource source = new EventSource(ACCOUNT, "production", DeliveryConfig.ENDPOINT_SECRET);
    assertThat(source.post("http://localhost:" + receiver.port(), batch))
        .doesNotContain("\"accepted\":false");
  }

  private static ObjectNode order(String id, boolean consent) {
    ObjectNode order = Json.object();
    order.put("messageId", id).put("type", "track").put("event", "Order Completed");
    order.put("userId", "user-" + id).put("originalTimestamp", Instant.now().toString());
    order.withObject("/context/traits").put("marketing_opt_in", consent);
    order.putObject("properties").put("order_id", id).put("value", 10).put("currency", "EUR");
    return order;
  }
}
