package io.tracklayer.job.delivery;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DedupConfig;
import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.ClaimRules;
import io.tracklayer.job.delivery.claim.ClaimStep;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.delivery.claim.Effect;
import io.tracklayer.job.delivery.journal.Journal;
import io.tracklayer.job.delivery.journal.KafkaJournal;
import io.tracklayer.job.delivery.journal.ReadBack;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.kafka.KafkaRecordLog;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.state.KeyGroups;
import java.time.Clock;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the place of the {@link DeliveryStep} of a destination that is no longer in the
 * configuration, under the same uid. It takes over the claims, and turns every copy that waits into
 * a dead letter.
 *
 * <p>It starts like any other sender of the destination, so a sender that still runs elsewhere
 * stops, and what was settled after the checkpoint is known. Without the state of a sender it does
 * nothing, so that of several jobs only the one that delivered writes dead letters.
 *
 * <p>Its input is ignored.
 */
@FlinkShell
public final class RemovedStep extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<byte[], Void> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOGGER = LoggerFactory.getLogger(RemovedStep.class);

  /** After this time, a checkpoint may have its turn. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final String destination;
  private final ClaimTerms terms;
  private final DeliveryFactory.JournalFactory journalFactory;
  private final RecordLog.Opener deliveriesLog;
  private final RecordLog.Opener claimsLog;
  private final DeliveryFactory.ClockFactory clocks;

  private transient ReadBack readBack;
  private transient ClaimStore store;
  private transient @Nullable Journal journal;
  private transient Backlog waiting;
  private transient Outcomes outcomes;
  private transient Clock clock;

  /** A step whose journal and logs are in Kafka. */
  public static RemovedStep of(
      String destination, DedupConfig windows, Properties kafka, Topics topics) {
    ClaimTerms terms = ClaimTerms.ofRemoved(windows);
    return new RemovedStep(
        destination,
        terms,
        clock -> KafkaJournal.of(destination, terms, kafka, topics, clock),
        () -> new KafkaRecordLog(kafka, topics.deliveries()),
        () -> new KafkaRecordLog(kafka, topics.claims()),
        service -> new SteadyClock(service::getCurrentProcessingTime, System::nanoTime));
  }

  // Flink calls initializeState, then open, and only then passes elements.
  @SuppressWarnings("NullAway.Init")
  RemovedStep(
      String destination,
      ClaimTerms terms,
      DeliveryFactory.JournalFactory journalFactory,
      RecordLog.Opener deliveriesLog,
      RecordLog.Opener claimsLog,
      DeliveryFactory.ClockFactory clocks) {
    this.destination = destination;
    this.terms = terms;
    this.journalFactory = journalFactory;
    this.deliveriesLog = deliveriesLog;
    this.claimsLog = claimsLog;
    this.clocks = clocks;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clock = clocks.of(getProcessingTimeService());
    store = new ClaimStore(context, getKeyedStateBackend(), terms);
    readBack =
        new ReadBack(
            destination, Set.of(destination), terms, clock, deliveriesLog.open(), claimsLog.open());
    readBack.initialize(context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    DeliveryMetrics tells = new DeliveryMetrics(getMetricGroup(), destination, clock.millis());
    tells.gauge(JobMetric.PENDING_EVENTS, store.ages()::pending);
    waiting = new Backlog(store::openClaims);
    if (!readBack.continuesASender()) {
      return;
    }
    journal = journalFactory.open(clock);
    new Restore(destination, clock, readBack, store, waiting)
        .announceAndReadBack(journal, getRuntimeContext(), KeyGroups.range(getKeyedStateBackend()));
    outcomes = new Outcomes(journal, readBack.own().sender(), tells);
    long restored = store.ages().pending();
    tells.gauge(JobMetric.RESTORED_EVENTS, () -> restored);
    LOGGER.warn(
        "destination {} was removed from the configuration; {} events that wait for it become dead"
            + " letters",
        destination,
        restored);
    giveUpInTurns();
  }

  private void giveUpInTurns() throws Exception {
    long deadline = System.nanoTime() + SLICE_NANOS;
    while (System.nanoTime() < deadline) {
      String claim = waiting.next();
      if (claim == null) {
        return;
      }
      giveUp(claim);
    }
    var unused =
        getProcessingTimeService()
            .registerTimer(
                getProcessingTimeService().getCurrentProcessingTime() + 1, time -> giveUpInTurns());
  }

  private void giveUp(String claim) throws Exception {
    Claim before = store.get(claim);
    if (before == null || !before.isOpen()) {
      return;
    }
    ClaimStep step = ClaimRules.giveUp(before, clock.millis());
    store.put(claim, before, step.claim());
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Telling telling) {
        outcomes.tell(telling);
      }
    }
  }

  @Override
  public void processElement(StreamRecord<byte[]> element) {
    // The input only keeps the pipeline running.
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    if (journal != null) {
      readBack.beforeBarrier();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (journal != null) {
      journal.flush();
      readBack.snapshot();
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {waiting, journal, readBack}) {
      if (part != null) {
        part.close();
      }
    }
    super.close();
  }
}
