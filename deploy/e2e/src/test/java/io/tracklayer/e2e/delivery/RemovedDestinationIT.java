package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.e2e.delivery.OrderCopy.Form;
import io.tracklayer.e2e.delivery.OrderCopy.Teller;
import io.tracklayer.e2e.testing.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that waits is lost in silence when its destination is taken out of the configuration. The
 * operator's own test shows the same in seconds; this one starts a process four times.
 */
class RemovedDestinationIT {

  private static final String ACCOUNT = "acct";
  private static final String PACE = "max_wait: 50ms";

  @TempDir Path directory;

  @Test
  @Tag("soak")
  void whatWaitsForADestinationThatIsRemovedBecomesADeadLetterOnceAndIsNotSentWhenItIsBack()
      throws Exception {
    try (TroubledSandbox sandbox = new TroubledSandbox("crm", "erp")) {
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, PACE);
      Target erp = Target.webhook("erp", ACCOUNT, sandbox, PACE);
      Shop shop = new Shop(ACCOUNT, directory.resolve("posted"));
      try (LocalInstallation local =
          new LocalInstallation(directory.resolve("local"), List.of(crm, erp))) {
        local.start();
        sandbox.trouble(crm, "\"status\":500,\"count\":1000");
        shop.tell(local.receiver(), List.of(order("waits")));
        awaitOrders(sandbox, crm, "waits");
        awaitOrders(sandbox, erp, "waits");
        local.awaitPosition("crm");
        local.terminate();

        local.deliverTo(List.of(erp));
        local.start();
        try (Topic deadLetters = local.deadLetters()) {
          assertThat(awaitOne(deadLetters))
              .extracting(DeadLetter::destination, DeadLetter::messageId, DeadLetter::reason)
              .containsExactly("crm", "waits", Reason.DESTINATION_REMOVED);
          local.kill();
          local.start();
          shop.tell(local.receiver(), List.of(order("meanwhile")));
          awaitOrders(sandbox, erp, "meanwhile");
          local.terminate();

          sandbox.endTrouble(crm);
          int sentBefore = sandbox.requests(crm).size();
          local.deliverTo(List.of(crm, erp));
          local.start();
          shop.tell(local.receiver(), List.of(order("back")));
          awaitOrders(sandbox, crm, "back");
          assertThat(sandbox.requests(crm).stream().skip(sentBefore))
              .noneMatch(request -> request.body().toString().contains("\"waits\""));
          assertThat(deadLetters.readOn()).isEmpty();
        }
      }
    }
  }

  private static OrderCopy order(String id) {
    return new OrderCopy(id, id, Teller.TILL, Form.USABLE, 0);
  }

  private static void awaitOrders(TroubledSandbox sandbox, Target target, String order) {
    Awaitility.await(target.name())
        .atMost(DeliveryRun.DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                sandbox.requests(target).stream()
                    .anyMatch(request -> request.body().toString().contains("\"" + order + "\"")));
  }

  private static DeadLetter awaitOne(Topic deadLetters) {
    List<DeadLetter> letters = new ArrayList<>();
    Awaitility.await("a dead letter")
        .atMost(DeliveryRun.DEADLINE)
        .pollInSameThread()
        .until(
            () -> {
              deadLetters.readOn(consumed -> letters.add(read(consumed.value())));
              return !letters.isEmpty();
            });
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }

  private static DeadLetter read(byte[] json) {
    try {
      return Json.read(json, DeadLetter.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
