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
 * The positions from which an operator reads a log back at its start, to learn what was published
 * after the checkpoint that it is restored from.
 *
 * <p>Each checkpoint keeps the end of the log at the time it was taken. A record before that
 * position was published before the operator's own snapshot, so the state covers it. Of the
 * positions of several subtasks the smallest counts, since their snapshots are not taken at the
 * same instant.
 */
public final class LogPositions {

  private static final Logger LOG = LoggerFactory.getLogger(LogPositions.class);

  private final RecordLog log;
  private final String name;

  private ListState<Tuple2<Integer, Long>> positions;
  private Map<Integer, Long> lastKnown = Map.of();
  private boolean isRestored;

  /**
   * @param name the log's name, for the name of the state and for log lines
   */
  // initialize is called before any other method.
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

  /** Whether the positions come from a checkpoint. */
  public boolean isRestored() {
    return isRestored;
  }

  /**
   * Where to start reading.
   *
   * @param earliest the time from which records are read if there is no checkpoint
   */
  public Map<Integer, Long> start(Instant earliest) {
    if (!isRestored) {
      lastKnown = log.at(earliest);
    }
    return lastKnown;
  }

  /**
   * To be called before the checkpoint barrier leaves the operator; the state does not cover later
   * records.
   */
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
