package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.state.ExpiringState;
import io.tracklayer.job.state.KeyGroups;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by event. Hands each event over to delivery once within the delivery window; a copy is
 * answered with {@code already_delivered}, and passes only what it says of consent: delivery may
 * have rolled back and forgotten it.
 *
 * <p>An event that was handed over is in delivery's state until it is settled, and both roll back
 * together. What was settled after the checkpoint is read back from the log before the first event
 * is taken, so neither a replay nor an old savepoint sends it again.
 *
 * <p>A redriven event is the one way past it. It lifts one final outcome, named by its time, and is
 * handed over unless a later outcome is known, or that one was lifted before. So state keeps, for
 * events that were redriven or read back, from which time on an outcome may be lifted:
 *
 * <ul>
 *   <li>An event that is handed over moves it past the outcome that it lifts: the same record read
 *       twice, and a second wish while the first still waits, are copies.
 *   <li>An outcome read back moves it up to that outcome, not past it. If it was {@code rejected}
 *       and the redrive of it comes after, the redrive names this very outcome, and goes on. If the
 *       redrive was handed over after the checkpoint and is settled since, its own outcome is the
 *       later one, and the record that comes again is a copy; if it is not settled, it goes on, as
 *       it must, since delivery rolled back and forgot it.
 *   <li>How far back the log is read does not matter: time only moves on, and an outcome rules out
 *       only what would lift one before it.
 * </ul>
 *
 * <p>What is only logged, not sent, is not remembered: once the destination sends, nothing stands
 * in the way of an event that it would have sent.
 *
 * <p>Outcomes of one event are compared by the clocks of the machines that settled them. Those must
 * not differ by more than passes between an outcome and its redrive.
 */
@FlinkShell
public final class Ledger extends AbstractStreamOperator<Candidate>
    implements OneInputStreamOperator<Candidate, Candidate> {

  private static final long serialVersionUID = 1L;

  private final String destination;
  private final DeliveryConfig.Mode mode;
  private final Duration window;
  private final OutcomeLog.Opener log;
  private final OutputTag<DeliveryRecord> outcomes;

  private transient ReplayGuard guard;
  private transient ValueState<Boolean> handedOver;

  /** Epoch milliseconds; outcomes before were lifted or are overtaken. */
  private transient ValueState<Long> liftableFrom;

  private transient Clock clock;
  private transient Counter copies;

  public Ledger(
      String destination,
      DeliveryConfig.Mode mode,
      Duration window,
      OutcomeLog.Opener log,
      OutputTag<DeliveryRecord> outcomes) {
    this.destination = destination;
    this.mode = mode;
    this.window = window;
    this.log = log;
    this.outcomes = outcomes;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clock = new ProcessingClock(getProcessingTimeService());
    ValueStateDescriptor<Boolean> descriptor =
        new ValueStateDescriptor<>("handed-over", Types.BOOLEAN);
    descriptor.enableTimeToLive(ExpiringState.after(window));
    handedOver = context.getKeyedStateStore().getState(descriptor);
    ValueStateDescriptor<Long> liftable = new ValueStateDescriptor<>("liftable-from", Types.LONG);
    liftable.enableTimeToLive(ExpiringState.after(window));
    liftableFrom = context.getKeyedStateStore().getState(liftable);
    guard = new ReplayGuard(destination, log, window, clock);
    guard.initialize(context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    copies =
        DeliveryMetrics.outcome(
            DeliveryMetrics.group(getMetricGroup(), destination), Outcome.ALREADY_DELIVERED);
    guard.replay(this::takeAsDone);
  }

  private void takeAsDone(DeliveryRecord outcome) throws Exception {
    if (outcome.reason() == Reason.WOULD_SEND) {
      return;
    }
    String key = Candidate.eventKey(outcome);
    if (KeyGroups.contains(getKeyedStateBackend(), getRuntimeContext(), key)) {
      setCurrentKey(key);
      handedOver.update(Boolean.TRUE);
      mayBeLiftedFrom(outcome.at().toEpochMilli());
    }
  }

  private void mayBeLiftedFrom(long time) throws Exception {
    Long before = liftableFrom.value();
    if (before == null || before < time) {
      liftableFrom.update(time);
    }
  }

  @Override
  public void processElement(StreamRecord<Candidate> element) throws Exception {
    Candidate event = element.getValue();
    if (event.isNews()) {
      output.collect(element);
      return;
    }
    if (event.isRedriven() ? wasLifted(event) : handedOver.value() != null) {
      copies.inc();
      output.collect(outcomes, new StreamRecord<>(alreadyDelivered(event, clock.instant())));
      if (!event.consent().isEmpty()) {
        output.collect(new StreamRecord<>(event.asNews()));
      }
      return;
    }
    if (mode == DeliveryConfig.Mode.SEND) {
      remember(event);
    }
    output.collect(element);
  }

  private void remember(Candidate event) throws Exception {
    handedOver.update(Boolean.TRUE);
    if (event.isRedriven()) {
      mayBeLiftedFrom(event.liftedAt() + 1);
    }
  }

  private boolean wasLifted(Candidate event) throws Exception {
    Long from = liftableFrom.value();
    return from != null && event.liftedAt() < from;
  }

  private DeliveryRecord alreadyDelivered(Candidate event, Instant now) {
    return event
        .outcome(destination, Outcome.ALREADY_DELIVERED, now)
        .because(Cause.of(event.isRedriven() ? Reason.REDRIVEN_BEFORE : Reason.HANDED_OVER_BEFORE))
        .build();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    guard.beforeBarrier();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    guard.snapshot();
  }

  @Override
  public void close() throws Exception {
    if (guard != null) {
      guard.close();
    }
    super.close();
  }
}
