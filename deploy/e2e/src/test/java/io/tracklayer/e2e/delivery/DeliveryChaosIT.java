package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.sandbox.RecordedRequest;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The second half of the job on a real broker and RocksDB, towards destinations that fail in every
 * way they can. Retries and breaker have their real times; the trouble is chosen so that it ends
 * soon. So Meta's own throttling is not in it: after that, delivery stays away for a minute.
 */
@ExtendWith(SharedKafka.class)
class DeliveryChaosIT {

  private static final long SEED = 20261125;
  private static final int BATCH = 100;
  private static final int EVENTS = 3_000;
  private static final int REQUESTS_IN_TROUBLE = 60;

  private static final String ACCOUNT = "acct";
  private static final String OTHER_ACCOUNT = "acct_other";
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

  /** So early that others are in its request, in whichever order the partitions are read. */
  private static final int POISONED = 100;

  /** Those of a destination that is down are five seconds apart, then more. */
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(4);

  private static final String TOO_MANY_REQUESTS =
      "\"status\":429,\"headers\":{\"Retry-After\":\"1\"}";

  /** Something else answers on Meta's address. */
  private static final String NOT_META = "\"status\":200,\"body\":\"<html>\"";

  private static final List<String> OUTAGE =
      List.of("\"status\":503", "\"status\":502", "\"reset\":true", "\"malformed\":true");

  @TempDir Path directory;

  @Test
  void everyEventEndsInOneOutcomeAndIsTakenOnceWhateverTheDestinationsDo(KafkaProcess kafka)
      throws Exception {
    try (TroubledSandbox sandbox = new TroubledSandbox("crm", "erp")) {
      Target meta = Target.meta(ACCOUNT, sandbox, "requests_per_second: 500");
      Target crm =
          Target.webhook("crm", ACCOUNT, sandbox, "max_batch: 25, requests_per_second: 500");
      Target erp = Target.webhook("erp", ACCOUNT, sandbox, "requests_per_second: 500");
      try (DeliveryRun run = start(kafka, "chaos", meta, crm, erp)) {
        outage(sandbox, erp);
        String poison = "\"poison\":\"first-" + POISONED + "\"";
        sandbox.trouble(meta, poison);
        sandbox.trouble(crm, poison);
        List<ObjectNode> first = Purchases.granted(ACCOUNT, "first", 10 * BATCH);
        run.publish(first, "delivered");
        run.oracle().expect(List.of(first.get(POISONED)), "rejected");
        run.start(DeliveryRun.DELIVER, null);
        run.await(
            "the poisonous event is found",
            told -> told.count(meta, "rejected") == 1 && told.count(crm, "rejected") == 1);

        mixedTrouble(sandbox, meta, NOT_META);
        mixedTrouble(sandbox, crm, TOO_MANY_REQUESTS);
        mixedEvents(run);
        Awaitility.await("a probe finds erp still down")
            .atMost(DeliveryRun.DEADLINE)
            .until(() -> wasProbed(sandbox.requests(erp)));
        int requestsOfTheOutage = sandbox.requests(erp).size();
        sandbox.endTrouble(erp);
        sandbox.trouble(erp, poison);
        run.awaitComplete();

        assertThat(run.oracle().breaches(sandbox, false)).isEmpty();
        assertTroubleWasMet(sandbox, meta, crm);
        // Five failures in a row open the breaker of each subtask; some more are out by then.
        assertThat(requestsOfTheOutage).as("an outage is not hammered").isLessThan(40);
        assertThat(run.oracle().doubled(sandbox)).as("where answers were lost").isNotEmpty();
      }
    }
  }

  private DeliveryRun start(KafkaProcess kafka, String name, Target... targets) throws Exception {
    return new DeliveryRun(kafka, directory.resolve(name), List.of(targets), CHECKPOINT_INTERVAL);
  }

  /** Most can be delivered; some must not, some are copies. */
  private static void mixedEvents(DeliveryRun run) {
    List<ObjectNode> granted = Purchases.granted(ACCOUNT, "mixed", EVENTS);
    List<ObjectNode> denied = new ArrayList<>();
    List<ObjectNode> old = new ArrayList<>();
    Instant now = Instant.now();
    for (int i = 0; i < 100; i++) {
      ObjectNode event =
          Purchases.of(ACCOUNT, "denied-" + i, Purchases.profile("denied-" + i), now);
      denied.add(Purchases.consent(event, "denied", now));
      Instant lastWeek = now.minus(Duration.ofDays(8));
      old.add(Purchases.of(ACCOUNT, "old-" + i, Purchases.profile("old-" + i), lastWeek));
    }
    run.publish(granted.subList(0, EVENTS / 2), "delivered");
    run.publish(denied, "consent_denied");
    run.publish(granted.subList(EVENTS / 4, EVENTS), "delivered");
    run.publish(old, "expired");
  }

  /** Each kind at least once, whatever the seed; and between two of them a request without. */
  private static void mixedTrouble(TroubledSandbox sandbox, Target target, String ofItsOwn)
      throws Exception {
    Random random = new Random(SEED + target.name().hashCode());
    List<String> kinds = new ArrayList<>(TroubledSandbox.TROUBLE);
    kinds.add(ofItsOwn);
    for (int i = 0; i < REQUESTS_IN_TROUBLE / 2; i++) {
      int kind = i < kinds.size() ? i : random.nextInt(kinds.size());
      sandbox.trouble(target, kinds.get(kind));
      sandbox.trouble(target, "\"delay\":\"5ms\"");
    }
  }

  private static void outage(TroubledSandbox sandbox, Target target) throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      sandbox.trouble(target, OUTAGE.get(random.nextInt(OUTAGE.size())));
    }
  }

  private static boolean wasProbed(List<RecordedRequest> requests) {
    for (int i = 1; i < requests.size(); i++) {
      Instant before = requests.get(i - 1).receivedAt();
      if (requests.get(i).receivedAt().isAfter(before.plus(BETWEEN_PROBES))) {
        return true;
      }
    }
    return false;
  }

  /** Trouble that nobody had proves nothing. */
  private static void assertTroubleWasMet(TroubledSandbox sandbox, Target meta, Target crm) {
    for (Target target : List.of(meta, crm)) {
      assertThat(sandbox.allOf(target, request -> String.valueOf(request.fault())))
          .as(target.name())
          .contains("status", "reset", "malformed", "drop", "slow", "delay", "poison");
    }
    assertThat(sandbox.allOf(crm, RecordedRequest::status)).contains(429, 500, 503);
    assertHalvedDownToOne(
        sandbox.requests(meta).stream()
            .filter(request -> "poison".equals(request.fault()))
            .map(request -> DeliveryOracle.events(request).size())
            .toList());
  }

  /** How many are in a request, below what it may hold, depends on how soon they were ready. */
  private static void assertHalvedDownToOne(List<Integer> sizes) {
    assertThat(sizes).as("sizes of refused requests").hasSizeGreaterThan(1).endsWith(1);
    for (int i = 1; i < sizes.size(); i++) {
      int half = (sizes.get(i - 1) + 1) / 2;
      assertThat(sizes.get(i)).as("sizes %s", sizes).isLessThanOrEqualTo(half);
    }
  }

  @Test
  void aFloodOfOneAccountDelaysNobodyElse(KafkaProcess kafka) throws Exception {
    try (TroubledSandbox sandbox = new TroubledSandbox("flood", "quiet")) {
      Target flood = Target.webhook("flood", ACCOUNT, sandbox, "requests_per_second: 500");
      Target quiet = Target.webhook("quiet", OTHER_ACCOUNT, sandbox, "requests_per_second: 500");
      try (DeliveryRun run = start(kafka, "flood", flood, quiet)) {
        sandbox.trouble(flood, "\"delay\":\"4s\",\"count\":1000");
        run.publish(Purchases.granted(ACCOUNT, "flood", 5_000), "delivered");
        run.start(DeliveryRun.DELIVER, null);
        Awaitility.await("the flood is on its way")
            .atMost(DeliveryRun.DEADLINE)
            .until(() -> !sandbox.requests(flood).isEmpty());
        run.publish(Purchases.granted(OTHER_ACCOUNT, "quiet", 100), "delivered");
        run.await("the few are delivered", told -> told.count(quiet, "delivered") == 100);
        assertThat(run.oracle().count(flood, "delivered")).as("the flood").isLessThan(2_500);

        sandbox.endTrouble(flood);
        run.awaitComplete();
        assertThat(run.oracle().breaches(sandbox, false)).isEmpty();
        for (Target target : List.of(flood, quiet)) {
          assertThat(sandbox.allOf(target, RecordedRequest::status))
              .as("signed with the secret of %s, or it had been 401", target.name())
              .containsOnly(200);
        }
      }
    }
  }
}
