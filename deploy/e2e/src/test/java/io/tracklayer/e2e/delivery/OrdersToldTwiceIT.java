package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.e2e.testing.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each order is told by the browser, which knows a device, and by the back end, which knows an
 * e-mail address: the two come through different partitions, so after a crash either may come
 * first. Whichever does, a destination is told of the order under one event id.
 */
class OrdersToldTwiceIT {

  private static final String ACCOUNT = "acct";

  /** So slow that a kill comes in the middle. */
  private static final String PACE = "max_batch: 5, requests_per_second: 15, max_wait: 50ms";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void twoKillsOfTheProcessLeaveEachOrderUnderOneEventId() throws Exception {
    killAgainAndAgain(60, 2);
  }

  @Test
  @Tag("soak")
  void tenKillsOfTheProcessLeaveEachOrderUnderOneEventId() throws Exception {
    killAgainAndAgain(400, 10);
  }

  private void killAgainAndAgain(int ordersOfAWave, int kills) throws Exception {
    interrupt(ordersOfAWave, kills, local -> {});
  }

  @Test
  void aStartWithoutStateOnOldTopicsLeavesEachOrderUnderOneEventId() throws Exception {
    interrupt(60, 1, LocalInstallation::forgetState);
  }

  private interface BeforeTheNextStart {
    void change(LocalInstallation local) throws Exception;
  }

  private void interrupt(int ordersOfAWave, int kills, BeforeTheNextStart change) throws Exception {
    long seed = ChaosSeed.next();
    OrderSchedule schedule =
        OrderSchedule.toldTwice(new Random(seed), ordersOfAWave * kills, kills);
    schedule.writeTo(directory.resolve("schedule.ndjson"));
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      List<Target> targets =
          List.of(
              Target.meta(ACCOUNT, sandbox, PACE), Target.webhook("crm", ACCOUNT, sandbox, PACE));
      OrdersOracle oracle = new OrdersOracle(schedule, targets, sandbox);
      Shop shop = new Shop(ACCOUNT, directory.resolve("posted"));
      try (LocalInstallation local = new LocalInstallation(directory.resolve("local"), targets)) {
        local.start();
        try (Topic deliveries = local.deliveries()) {
          for (int wave = 0; wave < kills; wave++) {
            shop.tell(local.receiver(), schedule.wave(wave));
            oracle.awaitTaken(wave * ordersOfAWave + ordersOfAWave / 4);
            assertThat(oracle.taken())
                .as("the kill comes in the middle")
                .isLessThan((wave + 1) * ordersOfAWave);
            local.kill();
            change.change(local);
            local.start();
          }
          oracle.awaitSettled(deliveries, schedule.copies());
        }
      }
      assertThat(oracle.breaches()).as("seed %s, %s", seed, oracle).isEmpty();
    }
  }
}
