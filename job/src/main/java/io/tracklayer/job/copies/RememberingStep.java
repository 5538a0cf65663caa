package io.tracklayer.job.copies;

import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.kafka.LogPositions;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.state.KeyGroups;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step whose decisions are published in the canonical topic, which does not roll back. So before
 * it decides anything, it learns from the records behind its checkpoint or, without a checkpoint,
 * from those of the business window.
 */
@FlinkShell
abstract class RememberingStep extends AbstractStreamOperator<MarkedEvent>
    implements OneInputStreamOperator<MarkedEvent, MarkedEvent> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOGGER = LoggerFactory.getLogger(RememberingStep.class);

  private final RecordLog.Opener opener;
  private final Duration window;

  private transient RecordLog canonical;
  private transient LogPositions positions;

  // Flink calls initializeState, then open, and only then passes elements.
  @SuppressWarnings("NullAway.Init")
  RememberingStep(RecordLog.Opener opener, Duration window) {
    this.opener = opener;
    this.window = window;
  }

  /** The key under which a record is remembered; none if it does not concern this step. */
  abstract @Nullable String key(CanonicalHeader header);

  /** Learns from a record; the current key is that of {@link #key}. */
  abstract void learn(CanonicalHeader header) throws Exception;

  final Duration window() {
    return window;
  }

  final Instant now() {
    return Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    canonical = opener.open();
    positions = new LogPositions(canonical, "canonical");
    positions.initialize(context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    long began = System.nanoTime();
    long[] learnt = new long[1];
    canonical.scan(
        positions.start(now().minus(window)),
        consumed -> {
          CanonicalHeader header = CanonicalHeader.in(consumed.headers());
          if (header == null) {
            return;
          }
          String key = key(header);
          if (key != null && KeyGroups.contains(getKeyedStateBackend(), getRuntimeContext(), key)) {
            setCurrentKey(key);
            learn(header);
            learnt[0]++;
          }
        });
    LOGGER.info(
        "{}: {} records of the canonical topic read back in {} ms",
        getOperatorName(),
        learnt[0],
        Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    positions.beforeBarrier();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    positions.snapshot();
  }

  @Override
  public void close() throws Exception {
    if (canonical != null) {
      canonical.close();
    }
    super.close();
  }
}
