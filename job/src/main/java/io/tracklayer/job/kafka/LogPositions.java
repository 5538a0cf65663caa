package io.tracklayer.job.kafka;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From where an operator has to read a log back at its start, to know what was published after the
 * checkpoint that it starts from.
 *
 * <p>Each checkpoint keeps where the log ended when it was taken. A record before that position was
 * published before the operator's own snapshot, so the state knows of it; of several subtasks the
 * smallest position counts, since their snapshots are not taken at one instant.
 */
public final class LogPositions {

  private static final Logger LOG = LoggerFactory.getLogger(LogPositions.class);

  private final RecordLog log;
  private final String name;

  private ListState<Tuple2<Integer, Long>> positions;
  private Map<Integer, Long> lastKnown = Map.of();
  private boolean isRestored;

  /**
   * @param name of the log, for the name of the state and for messages
   */
  // Nothing is asked of it before it is initialised.
  @SuppressWarnings("NullAway.Init")
  public LogPositions(RecordLog log, String name) {
    this.log = log;
    this.name = name;
  }

  /** To be called from the operator's own initialisation. */
  public void initialize(StateInitializationContext context) throws Exception {
    positions =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(name + "-position", Types.TUPLE(Types.INT, Types.LONG)));
    if (context.isRestored()) {
      Map<Integer, Long> smallest = new HashMap<>();
      for (Tuple2<Integer, Long> position : positions.get()) {
        smallest.merge(position.f0, position.f1, Math::min);
      }
      isRestored = !smallest.isEmpty();
      lastKnown = smallest;
    }
  }

  /** Whether a checkpoint tells it. */
  public boolean isRestored() {
    return isRestored;
  }

  /**
   * Where to begin.
   *
   * @param earliest that has to be read without a checkpoint
   */
  public Map<Integer, Long> start(Instant earliest) {
    if (!isRestored) {
      lastKnown = log.at(earliest);
    }
    return lastKnown;
  }

  /** To be called before the barrier leaves the operator: later records are not in its state. */
  public void beforeBarrier() {
    try {
      lastKnown = log.end();
    } catch (RuntimeException e) {
      LOG.warn(
          "the end of {} could not be read; a restore of this checkpoint will read more of it than"
              + " needed",
          name,
          e);
    }
  }

  /** To be called from the operator's own snapshot. */
  public void snapshot() throws Exception {
    positions.clear();
    for (Map.Entry<Integer, Long> position : lastKnown.entrySet()) {
      positions.add(Tuple2.of(position.getKey(), position.getValue()));
    }
  }
}
