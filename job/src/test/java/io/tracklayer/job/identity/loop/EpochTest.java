package io.tracklayer.job.identity.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.identifier.NodeId;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.junit.jupiter.api.Test;

/** Tests against Flink's own class, since Flink promises nothing about its text form. */
class EpochTest {

  private static final ExecutionGraphID GRAPH = new ExecutionGraphID();

  @Test
  void allSubtasksOfOneAttemptShareIt() {
    assertThat(epoch(GRAPH, 0, 3)).isEqualTo(epoch(GRAPH, 17, 3));
  }

  @Test
  void anotherAttemptAndAnotherGraphHaveAnother() {
    assertThat(epoch(GRAPH, 0, 4)).isNotEqualTo(epoch(GRAPH, 0, 3));
    assertThat(epoch(new ExecutionGraphID(), 0, 3)).isNotEqualTo(epoch(GRAPH, 0, 3));
  }

  @Test
  void itTellsTheGraphAndTheAttempt() {
    NodeId graph = NodeId.ofHex(GRAPH.toString());
    assertThat(epoch(GRAPH, 5, 12)).isEqualTo(new Epoch(graph, 12));
  }

  @Test
  void anIdThatFlinkWritesInAnotherWayIsRefused() {
    assertThatThrownBy(() -> Epoch.of("attempt 3 of graph 4"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("attempt 3 of graph 4");
  }

  private static Epoch epoch(ExecutionGraphID graph, int subtask, int attempt) {
    ExecutionVertexID vertex = new ExecutionVertexID(new JobVertexID(), subtask);
    return Epoch.of(new ExecutionAttemptID(graph, vertex, attempt).toString());
  }
}
