package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.testing.KafkaProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what a destination that does not work costs, and prints it. What it asserts is that it
 * measured the real thing.
 */
@Tag("benchmark")
@ExtendWith(SharedKafka.class)
class DeliveryBenchmarkIT {

  private static final String ACCOUNT = "acct";
  private static final int WORKING = 4;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 5_000;
  private static final int JIT_WARM_UP = 60_000;
  private static final int CHUNK = 10_000;
  private static final int STEPS = 10;
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);
  private static final Duration DEADLINE = Duration.ofMinutes(14);

  /** So that the destinations are as fast as they can. */
  private static final String FULL_SPEED = "requests_per_second: 100000";

  @TempDir Path directory;

  /** What the fifth of five destinations does. */
  private enum Fifth {
    IS_NOT_THERE,
    WORKS,
    NEVER_ANSWERS
  }

  /** Four endpoints that work, and a fifth. */
  private static final class Endpoints implements AutoCloseable {
    private final List<CheapEndpoint> working = new ArrayList<>();
    private final List<AutoCloseable> all = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private BlackHole hole;

    Endpoints(Fifth fifth) throws IOException {
      for (int i = 0; i < WORKING; i++) {
        working.add(cheap("working-" + i));
      }
      switch (fifth) {
        case IS_NOT_THERE -> {}
        case WORKS -> cheap("fifth");
        case NEVER_ANSWERS -> {
          hole = new BlackHole();
          all.add(hole);
          targets.add(Target.webhook("fifth", ACCOUNT, hole.port(), FULL_SPEED));
        }
      }
    }

    private CheapEndpoint cheap(String name) throws IOException {
      CheapEndpoint endpoint = new CheapEndpoint();
      all.add(endpoint);
      targets.add(Target.webhook(name, ACCOUNT, endpoint.port(), FULL_SPEED));
      return endpoint;
    }

    List<Long> events() {
      return working.stream().map(CheapEndpoint::events).toList();
    }

    boolean haveAll(long events) {
      return working.stream().allMatch(endpoint -> endpoint.events() >= events);
    }

    @Override
    public void close() throws Exception {
      for (AutoCloseable endpoint : all) {
        endpoint.close();
      }
    }
  }

  /**
   * Events that were written and have not arrived. Looked at ten times a second, since a look each
   * second would meet the checkpoints, which come every two, at one point of their course only.
   */
  @Test
  void lagOfFourDestinationsBesideABlackHoleAtFiveHundredEventsASecond(KafkaProcess kafka)
      throws Exception {
    int seconds = Integer.getInteger("benchmark.seconds", 120);
    int rate = 500;
    int betweenLooks = rate / 10;
    // So that the first half minute shows the silent destination and not the JIT compilers.
    eventsASecond(kafka, "warm-up", Fifth.WORKS, JIT_WARM_UP);
    try (Endpoints endpoints = new Endpoints(Fifth.NEVER_ANSWERS);
        DeliveryRun run = run(kafka, "steady", endpoints)) {
      run.start(DeliveryRun.DELIVER, null);
      run.publish(Purchases.granted(ACCOUNT, "warm-up", WARM_UP));
      await("the warm-up is over").until(() -> endpoints.haveAll(WARM_UP));
      long written = WARM_UP;
      List<List<Long>> lags = new ArrayList<>();
      long begin = System.nanoTime();
      for (int second = 0; second < seconds; second++) {
        List<ObjectNode> events = Purchases.granted(ACCOUNT, "second-" + second, rate);
        for (int i = 0; i < rate; i++) {
          parkUntil(begin + TimeUnit.SECONDS.toNanos(second) + i * 1_000_000_000L / rate);
          run.write(events.get(i));
          written++;
          if (written % betweenLooks == 0) {
            long writtenNow = written;
            lags.add(endpoints.events().stream().map(arrived -> writtenNow - arrived).toList());
          }
        }
      }
      long all = written;
      await("all have arrived").until(() -> endpoints.haveAll(all));
      assertThat(endpoints.hole.connections()).isPositive();
      for (int i = 0; i < WORKING; i++) {
        int destination = i;
        List<Long> behind = lags.stream().map(lag -> lag.get(destination)).toList();
        int quarter = behind.size() / 4;
        print(
            "events behind at working-%d, median and most: first quarter, last".formatted(i),
            medianAndMost(behind.subList(0, quarter))
                + ", "
                + medianAndMost(behind.subList(behind.size() - quarter, behind.size())));
      }
      print("checkpoints", checkpoints(run));
    }
  }

  private static String medianAndMost(List<Long> behind) {
    return "%d and %d".formatted(median(behind), Collections.max(behind));
  }

  private static void parkUntil(long nanos) {
    while (System.nanoTime() < nanos) {
      LockSupport.parkNanos(nanos - System.nanoTime());
    }
  }

  /** What four destinations get through, alternately without and with a fifth of each kind. */
  @Test
  void throughputOfFourDestinationsWithAndWithoutABlackHole(KafkaProcess kafka) throws Exception {
    int events = Integer.getInteger("benchmark.round", 100_000);
    eventsASecond(kafka, "warm-up", Fifth.NEVER_ANSWERS, events);
    Map<Fifth, List<Double>> rates = new EnumMap<>(Fifth.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (Fifth fifth : Fifth.values()) {
        String name = "round-" + round + "-" + fifth;
        rates
            .computeIfAbsent(fifth, kind -> new ArrayList<>())
            .add(eventsASecond(kafka, name, fifth, events));
      }
    }
    rates.forEach(
        (fifth, measured) ->
            print(
                "deliveries/s of the four, the fifth " + fifth,
                measured.stream().map("%.0f"::formatted).toList()));
    double withHole = median(rates.get(Fifth.NEVER_ANSWERS));
    print(
        "black hole to no fifth, ratio of the medians",
        "%.2f".formatted(withHole / median(rates.get(Fifth.IS_NOT_THERE))));
    print(
        "black hole to a fifth that works, ratio of the medians",
        "%.2f".formatted(withHole / median(rates.get(Fifth.WORKS))));
  }

  /** From the first arrival to the last, at the four. */
  private double eventsASecond(KafkaProcess kafka, String name, Fifth fifth, int events)
      throws Exception {
    try (Endpoints endpoints = new Endpoints(fifth);
        DeliveryRun run = run(kafka, name, endpoints)) {
      publish(run, name, events);
      run.start(DeliveryRun.DELIVER, null);
      await("the first arrives").until(() -> endpoints.events().stream().anyMatch(n -> n > 0));
      long begin = System.nanoTime();
      await("all have arrived").until(() -> endpoints.haveAll(events));
      double seconds = (System.nanoTime() - begin) / 1e9;
      run.flink().checkpoint();
      assertThat(endpoints.events()).as("nothing twice").containsOnly((long) events);
      assertThat(endpoints.hole == null || endpoints.hole.connections() > 0).isTrue();
      print(name + ", checkpoints", checkpoints(run));
      return WORKING * events / seconds;
    }
  }

  /** Until there are a million, over a restart, and until they are delivered. */
  @Test
  void aMillionEventsWaitingForADestinationThatIsDown(KafkaProcess kafka) throws Exception {
    int events = Integer.getInteger("benchmark.events", 1_000_000);
    int requestsASecond = 50;
    try (CheapEndpoint endpoint = new CheapEndpoint()) {
      endpoint.down(true);
      String limits =
          "max_waiting: %d, requests_per_second: %d".formatted(2 * events, requestsASecond);
      Target target = Target.webhook("down", ACCOUNT, endpoint.port(), limits);
      try (DeliveryRun run =
          new DeliveryRun(
              kafka, directory.resolve("waiting"), List.of(target), CHECKPOINT_INTERVAL)) {
        run.start(DeliveryRun.DELIVER, null);
        for (int step = 1; step <= STEPS; step++) {
          publish(run, "step-" + step, events / STEPS);
          long written = (long) step * (events / STEPS);
          await(written + " wait")
              .pollInterval(Duration.ofMillis(500))
              .until(() -> waiting(run) == written);
          run.flink().checkpoint();
          print(written + " waiting", "heap %d MiB, %s".formatted(heapMiB(), checkpoints(run)));
        }
        long all = STEPS * (long) (events / STEPS);
        assertThat(endpoint.events()).isZero();
        assertThat(endpoint.refused()).as("it was tried").isPositive();

        long stopping = System.nanoTime();
        String savepoint = run.flink().stopWithSavepoint();
        long stopped = System.nanoTime();
        print("to stop with a savepoint, s", (stopped - stopping) / 1_000_000_000);
        run.start(DeliveryRun.DELIVER, savepoint);
        print("from there until every task runs, s", (System.nanoTime() - stopped) / 1_000_000_000);
        await("Flink tells how many wait")
            .pollInterval(Duration.ofMillis(500))
            .until(() -> waiting(run) == all);
        print("waiting after the restart", waiting(run));
        endpoint.down(false);
        printDrain(endpoint, all, requestsASecond * 100);
        assertThat(delivered(run)).isEqualTo(all);
      }
    }
  }

  /** By an operator's own count. */
  private static long waiting(DeliveryRun run) throws Exception {
    return run.flink().sum("pending_events");
  }

  private static void printDrain(CheapEndpoint endpoint, long events, int configured) {
    long recovered = System.nanoTime();
    await("the first arrives").until(() -> endpoint.events() > 0);
    print("from recovery to the first arrival, ms", (System.nanoTime() - recovered) / 1_000_000);
    long tenth = events / 10;
    await("a tenth has arrived").until(() -> endpoint.events() >= tenth);
    long from = System.nanoTime();
    long fromEvents = endpoint.events();
    await("nine tenths have arrived").until(() -> endpoint.events() >= events - tenth);
    double seconds = (System.nanoTime() - from) / 1e9;
    double rate = (endpoint.events() - fromEvents) / seconds;
    print("drained at, events/s", "%.0f, configured %d".formatted(rate, configured));
    await("all have arrived").until(() -> endpoint.events() >= events);
    print("from recovery to the last arrival, s", (System.nanoTime() - recovered) / 1_000_000_000);
  }

  private static long delivered(DeliveryRun run) {
    AtomicLong delivered = new AtomicLong();
    await("every outcome is told")
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              long before = delivered.get();
              run.deliveries()
                  .readOn(
                      consumed -> {
                        byte[] outcome = consumed.value();
                        // The record of a sender's start has no value.
                        if (outcome != null
                            && new String(outcome, StandardCharsets.UTF_8)
                                .contains("\"outcome\":\"delivered\"")) {
                          delivered.incrementAndGet();
                        }
                      });
              return delivered.get() == before;
            });
    return delivered.get();
  }

  private static long heapMiB() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  private DeliveryRun run(KafkaProcess kafka, String name, Endpoints endpoints) throws Exception {
    return new DeliveryRun(kafka, directory.resolve(name), endpoints.targets, CHECKPOINT_INTERVAL);
  }

  private static void publish(DeliveryRun run, String prefix, int events) {
    for (int from = 0; from < events; from += CHUNK) {
      int count = Math.min(CHUNK, events - from);
      run.publish(Purchases.granted(ACCOUNT, prefix + "-" + from, count));
    }
  }

  private static String checkpoints(DeliveryRun run) throws Exception {
    JsonNode all = run.flink().checkpoints();
    JsonNode took = all.at("/summary/end_to_end_duration");
    JsonNode latest = all.at("/latest/completed");
    return "%d done, %d under way, %d failed, %d to %d ms, median %.0f; the last %d ms, state %d KiB, written %d KiB"
        .formatted(
            all.at("/counts/completed").asInt(),
            all.at("/counts/in_progress").asInt(),
            all.at("/counts/failed").asInt(),
            took.path("min").asLong(),
            took.path("max").asLong(),
            took.path("p50").asDouble(),
            latest.path("end_to_end_duration").asLong(),
            latest.path("state_size").asLong() >> 10,
            latest.path("checkpointed_size").asLong() >> 10);
  }

  private static <T extends Comparable<T>> T median(List<T> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(DEADLINE).pollInterval(Duration.ofMillis(20));
  }

  private static void print(String what, Object value) {
    System.out.println("  " + what + ": " + value);
  }
}
