package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.e2e.testing.ViewProcess;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders told in all the ways that shops tell them, to a cluster that is killed, rescaled and
 * started without its state, towards destinations that fail. Nobody looks at events: an order is
 * delivered once, or for a reason not at all. A live view that is killed as well counts all of it.
 */
@ExtendWith(SharedKafka.class)
class OrdersChaosIT {

  private static final Logger LOG = LoggerFactory.getLogger(OrdersChaosIT.class);

  private static final String ACCOUNT = "acct";

  private enum Disruption {
    KILL_TASK_MANAGER,
    KILL_EVERYTHING,
    RESCALE,
    START_WITHOUT_STATE
  }

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void whateverHappensAnOrderIsDeliveredOnceOrForAReasonNotAtAll(KafkaProcess kafka)
      throws Exception {
    Random random = new Random(ChaosSeed.next());
    List<Disruption> disruptions = new ArrayList<>(List.of(Disruption.values()));
    Collections.shuffle(disruptions, random);
    disrupt(
        kafka,
        "orders",
        random,
        disruptions,
        200,
        "max_batch: 10, requests_per_second: 10, max_wait: 50ms",
        Duration.ofMinutes(2));
  }

  /** With {@code -Dchaos.kills} fewer, which takes less time. */
  @Test
  @Tag("soak")
  void twoHundredKillsChangeNothing(KafkaProcess kafka) throws Exception {
    int kills = Integer.getInteger("chaos.kills", 200);
    Random random = new Random(ChaosSeed.next());
    List<Disruption> disruptions = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      disruptions.add(
          random.nextBoolean() ? Disruption.KILL_TASK_MANAGER : Disruption.KILL_EVERYTHING);
    }
    disruptions.addAll(Collections.nCopies((kills + 19) / 20, Disruption.RESCALE));
    disruptions.addAll(Collections.nCopies((kills + 39) / 40, Disruption.START_WITHOUT_STATE));
    Collections.shuffle(disruptions, random);
    disrupt(
        kafka,
        "manyorders",
        random,
        disruptions,
        1000 * kills,
        "max_batch: 50, requests_per_second: 50",
        Duration.ofMinutes(20));
  }

  private void disrupt(
      KafkaProcess kafka,
      String name,
      Random random,
      List<Disruption> disruptions,
      int orders,
      String pace,
      Duration patience)
      throws Exception {
    OrderSchedule schedule = OrderSchedule.mixed(random, orders, disruptions.size());
    schedule.writeTo(directory.resolve("schedule.ndjson"));
    Files.writeString(directory.resolve("disruptions"), disruptions.toString());
    int ordersOfAWave = orders / disruptions.size();
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      List<Target> targets =
          List.of(
              Target.meta(ACCOUNT, sandbox, pace), Target.webhook("crm", ACCOUNT, sandbox, pace));
      OrdersOracle oracle = new OrdersOracle(schedule, targets, sandbox, patience);
      Shop shop = new Shop(ACCOUNT, directory.resolve("posted"));
      try (ClusterInstallation cluster =
              new ClusterInstallation(kafka, directory.resolve(name), targets);
          Topic deliveries = cluster.deliveries();
          ViewOracle counts = new ViewOracle(cluster, targets, sandbox);
          ViewProcess view = new ViewProcess(cluster.viewConfig(), directory.resolve("view.out"))) {
        for (int wave = 0; wave < disruptions.size(); wave++) {
          for (Target target : targets) {
            sandbox.anyTrouble(target, random);
            sandbox.anyTrouble(target, random);
          }
          int before = oracle.taken();
          shop.tell(cluster.receiver(), schedule.wave(wave));
          shop.postAny(cluster.receiver(), Bystanders.events("wave-" + wave));
          cluster.writeUnreadable("unreadable-" + wave, ACCOUNT);
          oracle.awaitTaken(before + random.nextInt(1, Math.max(2, ordersOfAWave / 3)));
          LOG.info("wave {}: {} orders are taken, {}", wave, oracle.taken(), disruptions.get(wave));
          disrupt(cluster, disruptions.get(wave));
          oracle.readOn(deliveries);
          cluster.replayRaw(random.nextInt(2 * ordersOfAWave));
          if (wave % 2 == 0) {
            view.kill();
          } else if (wave + 1 < disruptions.size()) {
            view.start();
          }
        }
        for (Target target : targets) {
          sandbox.endTrouble(target);
        }
        oracle.awaitSettled(deliveries, schedule.before(disruptions.size()));
        shop.tell(cluster.receiver(), schedule.wave(disruptions.size()));
        oracle.awaitSettled(deliveries, schedule.copies());
        assertThat(oracle.breaches()).as("%s, after %s", oracle, disruptions).isEmpty();

        view.kill();
        view.start();
        assertShows(view, counts);
        assertThat(counts.numbers())
            .containsEntry("canonical", (long) schedule.copies().size())
            .containsKeys("filtered", "rejected", "identity_only", "copies")
            .doesNotContainKey("under_way");
        assertThat(counts.breaches(schedule.deniedOrders())).isEmpty();
        leaveSomeWaiting(targets, sandbox, counts, shop, cluster);
        assertShows(view, counts);
        assertThat(counts.numbers()).containsKeys("under_way", "crm waiting", "meta waiting");
      }
    }
  }

  private static void assertShows(ViewProcess view, ViewOracle counts) {
    counts.readOn();
    view.awaitRead(counts.ends());
    Awaitility.await("the view's numbers are those of the topics")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              counts.readOn();
              view.awaitRead(counts.ends());
              assertThat(view.numbers()).isEqualTo(counts.numbers());
            });
  }

  /** At destinations that fail, and on the way to a job that is not there. */
  private static void leaveSomeWaiting(
      List<Target> targets,
      TroubledSandbox sandbox,
      ViewOracle counts,
      Shop shop,
      ClusterInstallation cluster)
      throws Exception {
    for (Target target : targets) {
      for (int requests = 0; requests < 100; requests++) {
        sandbox.trouble(target, "\"status\":500");
      }
    }
    shop.tell(cluster.receiver(), copies("waiting"));
    Awaitility.await("some wait for every destination")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              counts.readOn();
              return targets.stream()
                  .allMatch(target -> counts.numbers().containsKey(target.name() + " waiting"));
            });
    cluster.cancelJob();
    shop.tell(cluster.receiver(), copies("underway"));
  }

  private static List<OrderCopy> copies(String name) {
    return IntStream.range(0, 5)
        .mapToObj(i -> name + "-" + i)
        .map(id -> new OrderCopy(id, id, OrderCopy.Teller.BROWSER, OrderCopy.Form.USABLE, 0))
        .toList();
  }

  private static void disrupt(ClusterInstallation cluster, Disruption disruption) {
    switch (disruption) {
      case KILL_TASK_MANAGER -> cluster.killTaskManager();
      case KILL_EVERYTHING -> cluster.killEverything();
      case RESCALE -> cluster.rescale();
      case START_WITHOUT_STATE -> cluster.startWithoutState();
    }
  }
}
