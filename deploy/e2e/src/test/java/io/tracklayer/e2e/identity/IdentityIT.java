package io.tracklayer.e2e.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated traffic through the first half of the job, on a real broker and RocksDB, judged from
 * outside.
 */
@ExtendWith(SharedKafka.class)
class IdentityIT {

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

  @TempDir Path directory;

  @Test
  void whoIsOnePersonIsWhatTheTextbookSaysThroughTwoCrashesAndTwoRescalings(KafkaProcess kafka)
      throws Exception {
    crashAndRescale(kafka, "nolimits", 8_000);
  }

  @Test
  @Tag("soak")
  void theSameHoldsForManyMorePeople(KafkaProcess kafka) throws Exception {
    crashAndRescale(kafka, "many", 200_000);
  }

  private void crashAndRescale(KafkaProcess kafka, String name, int count) throws Exception {
    int people = count / 20;
    int tenth = count / 10;
    try (IdentityRun run = start(kafka, name, "{user_id: 1000, crm_id: 1000, loyalty_id: 1000}")) {
      List<RawEvent> events = run.traffic().generatedWithoutAddresses(people, count, 1);
      run.start(2, null);
      run.send(events.subList(0, 2 * tenth));
      run.awaitSome();
      run.flink().crash();
      run.send(events.subList(2 * tenth, 5 * tenth));
      run.awaitSome();
      run.flink().crash();
      run.send(events.subList(5 * tenth, 7 * tenth));
      run.start(3, run.flink().stopWithSavepoint());
      run.send(events.subList(7 * tenth, 9 * tenth));
      run.start(1, run.flink().stopWithSavepoint());
      run.send(events.subList(9 * tenth, count));
      run.awaitAll();

      Map<NodeId, String> expected = run.oracle().profileIds();
      assertThat(run.profileIdsByProbe()).isEqualTo(expected);
      assertThat(new HashSet<>(expected.values())).hasSizeGreaterThan(people * 3 / 5);
    }
  }

  @Test
  void noProfileExceedsALimitAndNoEventIsLostThroughTwoCrashes(KafkaProcess kafka)
      throws Exception {
    try (IdentityRun run = start(kafka, "limits", "{user_id: 1, email: 1, phone: 1}")) {
      List<RawEvent> events = run.traffic().generated(250, 5_000, 2);
      run.start(2, null);
      run.send(events.subList(0, 2_500));
      run.awaitSome();
      run.flink().crash();
      run.send(events.subList(2_500, 5_000));
      run.awaitSome();
      run.flink().crash();
      run.awaitAll();

      Map<NodeId, String> profiles = run.profileIdsByProbe();
      assertThat(profiles.values()).as("every identifier leads to somebody").doesNotContainNull();
      for (String type : List.of(Identifier.USER_ID, Identifier.EMAIL, Identifier.PHONE)) {
        assertThat(run.mostOfOneProfile(type, profiles)).as(type).isEqualTo(1);
      }
      assertThat(run.conflicts()).isPositive();
    }
  }

  private IdentityRun start(KafkaProcess kafka, String name, String limits) throws Exception {
    return new IdentityRun(kafka, directory.resolve(name), limits, CHECKPOINT_INTERVAL);
  }
}
