package io.tracklayer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.e2e.testing.BuiltInRun;
import io.tracklayer.testing.SpacedTempDir;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseIT {

  private static final Duration DELIVERED = Duration.ofSeconds(30);
  private static final int ORDERS = 20;

  @TempDir(factory = SpacedTempDir.class)
  private Path directory;

  @Test
  void aPausedDestinationGetsNothingAlsoAfterAKillAndEverythingOnceWhenItIsResumed()
      throws Exception {
    List<String> orders = IntStream.range(0, ORDERS).mapToObj(i -> "order-" + i).toList();
    try (BuiltInRun run = BuiltInRun.start(directory)) {
      run.post(BuiltInRun.order("before"));
      awaitOrders(run, "webhook", List.of("before"));
      assertThat(run.configured("pause", "--destination", "crm"))
          .startsWith("crm is paused since ");
      assertThat(run.configured("pause", "--destination", "crm"))
          .startsWith("crm was paused already, since ");
      run.awaitLog("destination crm: paused by an operator");

      for (String order : orders) {
        run.post(BuiltInRun.order(order));
      }
      // Both destinations read the same topic; this one needs no consent that is missing.
      awaitOrders(run, "meta", with("before", orders));
      assertThat(sent(run, "webhook")).containsExactly("before");
      assertThat(run.run("trace", "order-0"))
          .contains("pending    crm: message order-0, paused by an operator since ");

      run.kill();
      run.start();
      run.post(BuiltInRun.order("after-the-kill"));
      Awaitility.await()
          .atMost(DELIVERED)
          .until(() -> sent(run, "meta").contains("after-the-kill"));
      assertThat(sent(run, "webhook")).containsExactly("before");

      assertThat(run.configured("resume", "--destination", "crm"))
          .startsWith("crm is running since ");
      awaitOrders(run, "webhook", with("before", with("after-the-kill", orders)));
      assertThat(run.run("trace", "order-0"))
          .contains("delivery   crm: delivered, attempt 1")
          .doesNotContain("paused by an operator");
    }
  }

  private static void awaitOrders(BuiltInRun run, String destination, List<String> orders) {
    Awaitility.await(destination)
        .atMost(DELIVERED)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> assertThat(sent(run, destination)).containsExactlyInAnyOrderElementsOf(orders));
  }

  private static List<String> with(String one, List<String> others) {
    List<String> all = new ArrayList<>(others);
    all.add(one);
    return all;
  }

  /** The event ids, each as often as it was sent. */
  private static List<String> sent(BuiltInRun run, String destination) throws Exception {
    List<String> ids = new ArrayList<>();
    run.forEachSent(destination, (request, event) -> ids.add(event.path("event_id").asText()));
    return ids;
  }
}
