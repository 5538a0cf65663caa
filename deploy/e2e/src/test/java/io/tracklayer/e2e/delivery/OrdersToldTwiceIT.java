package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each order is told by the browser, which knows a device, and by the back end, which knows an
 * e-mail address: the two come through different partitions, so after a crash either may come
 * first. Whichever does, a destination is told of the order under one event id. In every build,
 * {@link OrdersChaosIT} has such orders among others.
 */
@Tag("soak")
@ExtendWith(SharedKafka.class)
class OrdersToldTwiceIT {

  private static final String ACCOUNT = "acct";

  /** So slow that an interruption comes in the middle. */
  private static final String PACE = "max_batch: 5, requests_per_second: 15, max_wait: 50ms";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void tenKillsOfTheProcessLeaveEachOrderUnderOneEventId() throws Exception {
    startProcessAgainAndAgain(400, 10, local -> {});
  }

  @Test
  void tenStartsWithoutStateOnOldTopicsLeaveEachOrderUnderOneEventId() throws Exception {
    startProcessAgainAndAgain(400, 10, LocalInstallation::forgetState);
  }

  @Test
  void tenKillsOfATaskManagerLeaveEachOrderUnderOneEventId(KafkaProcess kafka) throws Exception {
    try (Trial trial = new Trial(400, 10);
        ClusterInstallation cluster =
            new ClusterInstallation(kafka, directory.resolve("toldtwice"), trial.targets)) {
      trial.run(cluster.receiver(), cluster.deliveries(), wave -> cluster.killTaskManager());
    }
  }

  private interface BeforeTheNextStart {
    void change(LocalInstallation local) throws Exception;
  }

  private void startProcessAgainAndAgain(int ordersOfAWave, int kills, BeforeTheNextStart change)
      throws Exception {
    try (Trial trial = new Trial(ordersOfAWave, kills);
        LocalInstallation local =
            new LocalInstallation(directory.resolve("local"), trial.targets)) {
      local.start();
      trial.run(
          local.receiver(),
          local.deliveries(),
          wave -> {
            local.kill();
            change.change(local);
            local.start();
          });
    }
  }

  private interface Interruption {
    void interrupt(int wave) throws Exception;
  }

  /** Orders in waves, each of which is interrupted while it is being delivered. */
  private final class Trial implements AutoCloseable {

    private final long seed = ChaosSeed.next();
    private final TroubledSandbox sandbox = new TroubledSandbox("crm");
    private final List<Target> targets =
        List.of(Target.meta(ACCOUNT, sandbox, PACE), Target.webhook("crm", ACCOUNT, sandbox, PACE));
    private final int ordersOfAWave;
    private final int waves;
    private final OrderSchedule schedule;

    private Trial(int ordersOfAWave, int waves) {
      this.ordersOfAWave = ordersOfAWave;
      this.waves = waves;
      schedule = OrderSchedule.toldTwice(new Random(seed), ordersOfAWave * waves, waves);
    }

    private void run(String receiver, Topic topic, Interruption interruption) throws Exception {
      schedule.writeTo(directory.resolve("schedule.ndjson"));
      OrdersOracle oracle = new OrdersOracle(schedule, targets, sandbox);
      Shop shop = new Shop(ACCOUNT, directory.resolve("posted"));
      try (Topic deliveries = topic) {
        for (int wave = 0; wave < waves; wave++) {
          shop.tell(receiver, schedule.wave(wave));
          oracle.awaitTaken(wave * ordersOfAWave + ordersOfAWave / 4);
          assertThat(oracle.taken())
              .as("the interruption comes in the middle")
              .isLessThan((wave + 1) * ordersOfAWave);
          interruption.interrupt(wave);
        }
        oracle.awaitSettled(deliveries, schedule.copies());
      }
      assertThat(oracle.breaches()).as("seed %s, %s", seed, oracle).isEmpty();
    }

    @Override
    public void close() {
      sandbox.close();
    }
  }
}
