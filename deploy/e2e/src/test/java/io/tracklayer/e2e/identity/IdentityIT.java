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
    try (IdentityRun run = start(kafka, "nolimits", "{user_id: 1000, email: 1000, phone: 1000}")) {
      List<RawEvent> events = run.traffic().generated(2_500, 50_000, 1);
      run.start(2, null);
      run.send(events.subList(0, 10_000));
      run.awaitSome();
      run.flink().crash();
      run.send(events.subList(10_000, 25_000));
      run.awaitSome();
      run.flink().crash();
      run.send(events.subList(25_000, 35_000));
      run.start(3, run.flink().stopWithSavepoint());
      run.send(events.subList(35_000, 45_000));
      run.start(1, run.flink().stopWithSavepoint());
      run.send(events.subList(45_000, 50_000));
      run.awaitAll();

      Map<NodeId, String> expected = run.oracle().profileIds();
      assertThat(run.profileIdsByProbe()).isEqualTo(expected);
      assertThat(new HashSet<>(expected.values())).hasSizeGreaterThan(1_500);
    }
  }

  @Test
  void noProfileExceedsALimitAndNoEventIsLostThroughTwoCrashes(KafkaProcess kafka)
      throws Exception {
    try (IdentityRun run = start(kafka, "limits", "{user_id: 1, email: 1, phone: 1}")) {
      List<RawEvent> events = run.traffic().generated(500, 10_000, 2);
      run.start(2, null);
      run.send(events.subList(0, 5_000));
      run.awaitSome();
      run.flink().crash();
      run.send(events.subList(5_000, 10_000));
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
