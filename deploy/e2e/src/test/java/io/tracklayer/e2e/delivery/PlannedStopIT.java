package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.e2e.delivery.OrderCopy.Form;
import io.tracklayer.e2e.delivery.OrderCopy.Teller;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.sandbox.RecordedRequest;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who stops it on purpose sends nothing twice: what is out is waited for, and its outcome kept. */
@ExtendWith(SharedKafka.class)
class PlannedStopIT {

  private static final String ACCOUNT = "acct";
  private static final int EVENTS = 300;
  private static final String SLOW = "\"delay\":\"3s\",\"count\":1000";

  /** Three requests or more, all of which may be out at the same time. */
  private static final String ALL_AT_ONCE = "max_batch: 100, max_wait: 500ms, max_in_flight: 8";

  @TempDir Path directory;

  @Test
  void aSavepointToStopWithWaitsForThreeHundredEventsInFlight(KafkaProcess kafka) throws Exception {
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, ALL_AT_ONCE);
      try (DeliveryRun run =
          new DeliveryRun(kafka, directory.resolve("planned"), List.of(crm), Duration.ofHours(1))) {
        sandbox.trouble(crm, SLOW);
        run.publish(Purchases.granted(ACCOUNT, "planned", EVENTS), "delivered");
        run.start(DeliveryRun.DELIVER, null);
        awaitAllOut(sandbox, crm);
        String savepoint = run.flink().stopWithSavepoint();
        sandbox.endTrouble(crm);
        run.start(DeliveryRun.DELIVER, savepoint);
        run.publish(Purchases.granted(ACCOUNT, "next", 1), "delivered");
        run.awaitComplete();

        assertThat(run.oracle().breaches(sandbox, false)).isEmpty();
        assertThat(run.oracle().doubled(sandbox)).isEmpty();
      }
    }
  }

  @Test
  void aTerminatedLocalRunWaitsForThreeHundredEventsInFlight() throws Exception {
    List<OrderCopy> copies = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      copies.add(new OrderCopy("stop-" + i, "stop-" + i, Teller.TILL, Form.USABLE, 0));
    }
    copies.add(new OrderCopy("next", "next", Teller.TILL, Form.USABLE, 1));
    OrderSchedule schedule = new OrderSchedule(copies);
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, ALL_AT_ONCE);
      OrdersOracle oracle = new OrdersOracle(schedule, List.of(crm), sandbox);
      Shop shop = new Shop(ACCOUNT, directory.resolve("posted"));
      try (LocalInstallation local =
          new LocalInstallation(directory.resolve("local"), List.of(crm))) {
        local.start();
        sandbox.trouble(crm, SLOW);
        shop.tell(local.receiver(), schedule.wave(0));
        awaitAllOut(sandbox, crm);
        local.terminate();
        sandbox.endTrouble(crm);
        local.start();
        try (Topic deliveries = local.deliveries()) {
          shop.tell(local.receiver(), schedule.wave(1));
          oracle.awaitSettled(deliveries, copies);
        }
      }
      assertThat(oracle.breaches()).isEmpty();
      assertThat(events(sandbox, crm)).as("received").isEqualTo(EVENTS + 1);
    }
  }

  private static void awaitAllOut(TroubledSandbox sandbox, Target target) {
    Awaitility.await("all are out")
        .atMost(DeliveryRun.DEADLINE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> events(sandbox, target) >= EVENTS);
  }

  private static int events(TroubledSandbox sandbox, Target target) {
    return sandbox.requests(target).stream()
        .map(RecordedRequest::body)
        .map(body -> body.path("events"))
        .mapToInt(JsonNode::size)
        .sum();
  }
}
