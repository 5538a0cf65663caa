package io.tracklayer.job.gate.selection;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.Incoming;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import io.tracklayer.job.state.KeyGroups;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects the events of the canonical topic that concern one destination, and says which of them
 * the destination takes. Events redriven to another destination are skipped: they have no outcome
 * here, and their consent was taken in when they first came. The denials of an event are passed to
 * all ids of its profile, since other events of the profile may wait under one of them.
 *
 * <p>Chained to its source, so that it knows how far each partition was read. It reports to every
 * gate when a partition is read through to where it ended at the start. Its state is a plain list,
 * not a union list: when a source is stopped with a savepoint, some of its subtasks may finish
 * before the savepoint and others after it, and Flink refuses such a savepoint for a vertex with
 * union state.
 */
@FlinkShell
public final class SelectStep extends AbstractStreamOperator<Incoming>
    implements OneInputStreamOperator<Published, Incoming> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOGGER = LoggerFactory.getLogger(SelectStep.class);

  private final DestinationConfig destination;
  private final IntegrationNames names;
  private final RecordLog.Opener canonical;
  private final HashMap<Integer, Long> start;

  private transient Selection selection;
  private transient FaultLog faults;
  private transient AnnouncedDenials announced;
  private transient ListState<Tuple2<Integer, Long>> positions;
  private transient ReadProgress progress;
  private transient String[] everyGate;
  private transient Counter unreadable;
  private transient Counter selected;

  /**
   * @param names the names by which events may exclude the destination
   * @param start where the source starts reading when it is not restored
   */
  // Flink calls initializeState, then open, and only then passes elements.
  @SuppressWarnings("NullAway.Init")
  public SelectStep(
      DestinationConfig destination,
      IntegrationNames names,
      RecordLog.Opener canonical,
      Map<Integer, Long> start) {
    this.destination = destination;
    this.names = names;
    this.canonical = canonical;
    this.start = new HashMap<>(start);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    positions =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("read", Types.TUPLE(Types.INT, Types.LONG)));
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    try (RecordLog log = canonical.open()) {
      progress =
          context.isRestored()
              ? ReadProgress.restored(restored(), log.end())
              : ReadProgress.fresh(start, log.end(), subtask, subtasks);
      everyGate = KeyGroups.oneKeyEach(getRuntimeContext(), "gate:");
      for (int partition : progress.empty(log.beginning(), subtask, subtasks)) {
        later(partition);
      }
    }
  }

  /** After rescaling, one subtask may be given several positions of a partition. */
  private Map<Integer, Long> restored() throws Exception {
    Map<Integer, Long> restored = new HashMap<>();
    for (Tuple2<Integer, Long> position : positions.get()) {
      restored.merge(position.f0, position.f1, Math::max);
    }
    return restored;
  }

  /** Reports a partition by a timer, since nothing may be emitted before all operators are open. */
  private void later(int partition) {
    var unused =
        getProcessingTimeService()
            .registerTimer(
                getProcessingTimeService().getCurrentProcessingTime(),
                time -> tellEveryGate(partition));
  }

  @Override
  public void open() throws Exception {
    super.open();
    selection =
        new Selection(
            destination, requireNonNull(new Destinations().specs().get(destination.type())), names);
    faults = FaultLog.ofDestination(destination.name(), System::nanoTime);
    announced = new AnnouncedDenials();
    JobMetrics metrics = JobMetrics.of(getMetricGroup(), destination.name());
    unreadable = metrics.counter(JobMetric.UNREADABLE_RECORDS);
    selected = metrics.counter(JobMetric.SELECTED_EVENTS);
    metrics.gauge(JobMetric.CATCH_UP_LEFT, progress::left);
  }

  @Override
  public void processElement(StreamRecord<Published> element) {
    Published published = element.getValue();
    if (published.isFor(destination.name())) {
      select(published);
    }
    if (progress.read(published.partition(), published.offset())) {
      tellEveryGate(published.partition());
    }
  }

  private void select(Published published) {
    CanonicalEvent event = event(published.json());
    if (event == null) {
      unreadable.inc();
      LOGGER.warn(
          "destination {}: the record at partition {}, offset {} of the canonical topic is not a"
              + " canonical event; it is skipped",
          destination.name(),
          published.partition(),
          published.offset());
      return;
    }
    if (selection.concerns(event)) {
      selected.inc();
      Gate.Arrival arrival = arrival(event, published);
      handOn(new Incoming.OfEvent(arrival));
      Map<String, Statement> denials = denials(arrival);
      if (announced.areNew(event.profileId(), denials, published.deniedFor())) {
        published.deniedFor().forEach(id -> handOn(new Incoming.Denial(id, denials)));
      }
    }
  }

  /** Null for a record that is not a canonical event. */
  // Whatever is thrown is about the record.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private static @Nullable CanonicalEvent event(byte[] json) {
    try {
      return Json.read(json, CanonicalEvent.class);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  // Whatever is thrown is about the event.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private Gate.Arrival arrival(CanonicalEvent event, Published published) {
    try {
      return selection.arrival(event, published.json(), published.redrive());
    } catch (RuntimeException | StackOverflowError fault) {
      faults.report("selecting an event", fault);
      return selection.failed(event, published.json(), published.redrive());
    }
  }

  private static Map<String, Statement> denials(Gate.Arrival arrival) {
    Map<String, Statement> denials = new HashMap<>(arrival.said());
    denials.values().removeIf(statement -> statement.state() != ConsentState.DENIED);
    return denials;
  }

  private void tellEveryGate(int partition) {
    for (String key : everyGate) {
      handOn(new Incoming.ReadThrough(partition, progress.partitions(), key));
    }
  }

  private void handOn(Incoming incoming) {
    output.collect(new StreamRecord<>(incoming));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    positions.clear();
    for (Map.Entry<Integer, Long> position : progress.positions().entrySet()) {
      positions.add(Tuple2.of(position.getKey(), position.getValue()));
    }
  }
}
