package io.tracklayer.job.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.identifier.NodeIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.junit.jupiter.api.Test;

class SameKeyTest {

  private static final String KEY = "a key for tests, of 32 bytes or more";

  /** As the JobManager keeps them. */
  private static final class InOnePlace implements GlobalAggregateManager {

    private final Map<String, Object> accumulators = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <I, A, O> O updateGlobalAggregate(
        String name, Object value, AggregateFunction<I, A, O> function) {
      A before = (A) accumulators.getOrDefault(name, function.createAccumulator());
      A after = function.add((I) value, before);
      accumulators.put(name, after);
      return function.getResult(after);
    }
  }

  private final GlobalAggregateManager subtasks = new InOnePlace();

  @Test
  void theFirstStartTakesAnyKeyAndALaterOneTheSame() {
    assertThatCode(() -> new SameKey("a").asRestored(List.of())).doesNotThrowAnyException();
    assertThatCode(() -> new SameKey("a").asRestored(List.of("a", "a"))).doesNotThrowAnyException();
  }

  @Test
  void stateOfAnotherKeyIsRefusedWithTheReason() {
    assertThatThrownBy(() -> new SameKey("b").asRestored(List.of("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("fingerprint b")
        .hasMessageContaining("made with (a)")
        .hasMessageContaining("identity.key_ref")
        .hasMessageContaining("start without state");
  }

  @Test
  void aTaskManagerWithAnotherKeyThanTheOthersIsRefused() throws Exception {
    new SameKey("a").asElsewhere(subtasks, "attempt 1");
    new SameKey("a").asElsewhere(subtasks, "attempt 1");

    assertThatThrownBy(() -> new SameKey("b").asElsewhere(subtasks, "attempt 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("that of another TaskManager (a)");
    assertThatCode(() -> new SameKey("b").asElsewhere(subtasks, "attempt 2"))
        .as("all have been given the other key since")
        .doesNotThrowAnyException();
  }

  @Test
  void aFingerprintTellsKeysApartAndNothingOfThem() {
    assertThat(new NodeIds(KEY).fingerprint())
        .isEqualTo(new NodeIds(KEY).fingerprint())
        .isNotEqualTo(new NodeIds(KEY + "!").fingerprint())
        .matches("[0-9a-f]{8}");
  }

  @Test
  void aForestDoesNotStartOnStateOfAnotherKey() throws Exception {
    OperatorSubtaskState checkpoint;
    try (ForestHarness before = new ForestHarness(1, "a")) {
      before.open();
      checkpoint = before.snapshot(1, 1);
    }
    try (ForestHarness same = new ForestHarness(1, "a")) {
      assertThatCode(() -> same.initializeState(checkpoint)).doesNotThrowAnyException();
    }
    try (ForestHarness other = new ForestHarness(1, "b")) {
      assertThatThrownBy(() -> other.initializeState(checkpoint))
          .hasMessageContaining("identity key");
    }
  }
}
