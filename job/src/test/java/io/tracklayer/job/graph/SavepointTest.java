package io.tracklayer.job.graph;

import io.tracklayer.job.state.SavedOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State that an earlier build stored is restored by this one. The savepoint is kept in test
 * resources, a file for each operator; {@code -Dtracklayer.savepoint=write} takes it anew, which is
 * right until the first release, and then never again: a release adds a savepoint of its own.
 */
public class SavepointTest {

  private static final Path KEPT = Path.of("src/test/resources/io/tracklayer/job/graph/savepoint");

  @ParameterizedTest
  @MethodSource("operators")
  <H extends AbstractStreamOperatorTestHarness<?>> void whatAnEarlierBuildStoredIsRestored(
      SavedOperator<H> operator) throws Exception {
    Path kept = KEPT.resolve(operator.uid() + ".savepoint");
    if ("write".equals(System.getProperty("tracklayer.savepoint"))) {
      Files.createDirectories(KEPT);
      OperatorSnapshotUtil.writeStateHandle(taken(operator), kept.toString());
    }
    try (H restored = operator.harness()) {
      restored.initializeState(OperatorSnapshotUtil.readStateHandle(kept.toString()));
      restored.open();
      operator.check(restored);
    }
  }

  static List<SavedOperator<?>> operators() {
    return SavedOperators.ALL;
  }

  /** A savepoint in Flink's canonical form, of an operator that came by some state. */
  public static <H extends AbstractStreamOperatorTestHarness<?>> OperatorSubtaskState taken(
      SavedOperator<H> operator) throws Exception {
    try (H filled = operator.harness()) {
      filled.open();
      operator.fill(filled);
      return filled
          .snapshotWithLocalState(7, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
          .getJobManagerOwnedState();
    }
  }
}
