package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.job.flink.FlinkShell;
import java.time.Clock;
import java.time.Duration;
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
 * Tells an operator, before it does anything, which events were settled after the checkpoint it
 * starts from, or within the delivery window when it starts from none.
 *
 * <p>Each checkpoint keeps where the log ended when it was taken. An outcome before that position
 * was published before the operator's own snapshot, so the state holds it; of several subtasks the
 * smallest position counts, since their snapshots are not taken at one instant.
 */
@FlinkShell
final class ReplayGuard {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayGuard.class);

  private final String destination;
  private final OutcomeLog.Opener opener;
  private final Duration window;
  private final Clock clock;

  private ListState<Tuple2<Integer, Long>> positions;
  private Map<Integer, Long> restored;
  private Map<Integer, Long> lastKnown;
  private OutcomeLog log;

  ReplayGuard(String destination, OutcomeLog.Opener opener, Duration window, Clock clock) {
    this.destination = destination;
    this.opener = opener;
    this.window = window;
    this.clock = clock;
  }

  /** To be called from the operator's own initialisation. */
  void initialize(StateInitializationContext context) throws Exception {
    positions =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "deliveries-position", Types.TUPLE(Types.INT, Types.LONG)));
    log = opener.open();
    if (context.isRestored()) {
      restored = new HashMap<>();
      for (Tuple2<Integer, Long> position : positions.get()) {
        restored.merge(position.f0, position.f1, Math::min);
      }
    }
  }

  /**
   * Visits every outcome of this destination that settled an event and may be missing in the state.
   */
  void replay(OutcomeLog.Visitor visitor) throws Exception {
    Map<Integer, Long> from =
        restored != null && !restored.isEmpty() ? restored : log.at(clock.instant().minus(window));
    lastKnown = from;
    long read =
        log.scan(
            from,
            outcome -> {
              if (settles(outcome)) {
                visitor.visit(outcome);
              }
            });
    LOG.info("destination {}: {} outcomes read back before the first send", destination, read);
  }

  /** In place of {@link #replay}, where the state is empty and so can miss nothing. */
  void startHere() {
    lastKnown = log.end();
  }

  private boolean settles(DeliveryRecord outcome) {
    return destination.equals(outcome.destination()) && outcome.outcome().settlesTheEvent();
  }

  /** To be called before the barrier leaves the operator: later outcomes are not in its state. */
  void beforeBarrier() {
    try {
      lastKnown = log.end();
    } catch (RuntimeException e) {
      LOG.warn(
          "destination {}: the end of the deliveries topic could not be read; a restore of this"
              + " checkpoint will read more of it than needed",
          destination,
          e);
    }
  }

  /** To be called from the operator's own snapshot. */
  void snapshot() throws Exception {
    positions.clear();
    for (Map.Entry<Integer, Long> position : lastKnown.entrySet()) {
      positions.add(Tuple2.of(position.getKey(), position.getValue()));
    }
  }

  void close() {
    if (log != null) {
      log.close();
    }
  }
}
