package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.http.HttpSender;
import io.tracklayer.job.delivery.claim.ClaimRules;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.delivery.claim.DestinationMapper;
import io.tracklayer.job.delivery.claim.UnfailingRules;
import io.tracklayer.job.delivery.journal.Journal;
import io.tracklayer.job.delivery.journal.Notices;
import io.tracklayer.job.delivery.journal.ReadBack;
import io.tracklayer.job.delivery.journal.SenderRights;
import io.tracklayer.job.delivery.journal.SenderStart;
import io.tracklayer.job.delivery.journal.SenderWatch;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.state.KeyGroups;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyed by claim. Delivers by {@link ClaimRules}: finds the claim's state, gives the claim its
 * turn, and carries out the effects.
 *
 * <p>A copy is in keyed state from when it comes until it is settled, so a restore sends again only
 * what was unanswered. Requests run on the client's threads; their answers come back through the
 * mailbox, so only one thread touches state. A copy whose request failed waits with a timer. A copy
 * for which there is no room, no rate or no working destination waits without one, and the {@link
 * Backlog} finds it when there is. No step of the task goes through more than a bounded number of
 * claims.
 */
@FlinkShell
final class DeliveryStep extends AbstractStreamOperator<Void>
    implements TwoInputStreamOperator<Outgoing, News, Void>, Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryStep.class);

  private static final long AWAIT_ANSWER_MS = 1_000;

  private final DestinationConfig destination;
  private final ClaimTerms terms;
  private final Outlet outlet;
  private final Journal.Opener journalOpener;
  private final RecordLog.Opener deliveriesLog;
  private final RecordLog.Opener claimsLog;
  private final Notices.Opener noticesOpener;
  private final OperatorPause operatorPause;
  private final MailboxExecutor mailbox;
  private final Clock clock;
  private final RandomGenerator random;

  private final Answers answers = new Answers();

  private ClaimStore store;
  private KeptWithdrawals withdrawals;
  private ReadBack readBack;
  private Backlog backlog;
  private Restore restore;
  private Journal journal;
  private Notices notices;
  private @Nullable QualityNews quality;
  private SenderRights rights;
  private ClaimTurns turns;
  private TurnSchedule schedule;
  private Backpressure room;
  private SenderWatch watch;
  private InternalTimerService<VoidNamespace> timers;
  private long lagMs;

  // Flink calls initializeState, then open, and only then passes elements.
  @SuppressWarnings("NullAway.Init")
  DeliveryStep(
      StreamOperatorParameters<Void> parameters,
      DestinationConfig destination,
      ClaimTerms terms,
      Outlet outlet,
      Journal.Opener journalOpener,
      RecordLog.Opener deliveriesLog,
      RecordLog.Opener claimsLog,
      RecordLog.Opener controlLog,
      Notices.Opener noticesOpener,
      MailboxExecutor mailbox,
      Clock clock,
      RandomGenerator random) {
    super(parameters);
    this.destination = destination;
    this.terms = terms;
    this.outlet = outlet;
    this.journalOpener = journalOpener;
    this.deliveriesLog = deliveriesLog;
    this.claimsLog = claimsLog;
    operatorPause = new OperatorPause(controlLog, destination.name(), destination.names());
    this.noticesOpener = noticesOpener;
    this.mailbox = mailbox;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    store = new ClaimStore(context, getKeyedStateBackend(), terms);
    withdrawals = new KeptWithdrawals(context, terms.maxAge());
    readBack =
        new ReadBack(
            destination.name(),
            destination.names(),
            terms,
            clock,
            deliveriesLog.open(),
            claimsLog.open());
    readBack.initialize(context);
    backlog = new Backlog(store::openClaims);
    restore = new Restore(destination.name(), clock, readBack, store, backlog);
  }

  @Override
  public void open() throws Exception {
    super.open();
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    journal = journalOpener.open();
    timers = getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this);
    Destination api = outlet.destination();
    FaultLog faults = FaultLog.ofDestination(destination.name(), System::nanoTime);
    UnfailingRules rules =
        new UnfailingRules(new ClaimRules(terms, new DestinationMapper(api, faults)), faults);
    DeliveryMetrics tells =
        new DeliveryMetrics(getMetricGroup(), destination.name(), clock.millis());
    DeliveryGauges gauges = new DeliveryGauges(tells, clock);
    gauges.showTheStart(readBack, restore);
    restore.announceAndReadBack(
        journal, getRuntimeContext(), KeyGroups.range(getKeyedStateBackend()));
    rights =
        new SenderRights(
            readBack.own(),
            readBack.fence(),
            restore::hasCaughtUp,
            () -> operatorPause.isPaused() || journal.holdsSending());
    Health health = new Health(destination.name());
    notices = noticesOpener.open();
    BreakerNews breaker =
        new BreakerNews(destination.name(), subtask, subtasks, notices, rights::isReplaced, clock);
    HttpSender sender = outlet.sender(api);
    turns =
        new ClaimTurns(
            destination,
            subtasks,
            store,
            rules,
            withdrawals.heard(),
            new Outcomes(journal, readBack.own().sender(), tells),
            new Courier(api, sender, answers, this::pokeOnClientThread, faults, clock),
            health,
            breaker,
            new RetrySchedule(random),
            backlog,
            tells,
            this::wakeAt,
            clock);
    schedule = new TurnSchedule(turns, rights, getProcessingTimeService(), mailbox, clock);
    long maxPending = Math.max(1, destination.delivery().maxWaiting() / subtasks);
    room = new Backpressure(() -> hasRoom(maxPending), mailbox);
    show(gauges, health);
    tells.gauge(JobMetric.LAG_MS, () -> lagMs);
    watch =
        new SenderWatch(
            claimsLog, destination.names(), readBack.claimsReadTo(), this::observeOnWatchThread);
    operatorPause.follow(this::controlOnWatchThread);
    breaker.begin();
    schedule.tick();
    if (subtask == 0 && api.quality().isPresent()) {
      quality =
          new QualityNews(
              destination.name(),
              api.quality().get(),
              sender,
              notices,
              rights::isReplaced,
              new QualityTask(),
              clock,
              random);
      quality.ask();
    }
  }

  private void show(DeliveryGauges gauges, Health health) {
    gauges.showWhatWaits(store.ages());
    gauges.showWhatIsOut(turns, journal, withdrawals.heard());
    gauges.showWhatStandsInTheWay(rights, operatorPause, journal, health);
  }

  // What comes in.

  @Override
  public void processElement1(StreamRecord<Outgoing> element) throws Exception {
    Outgoing outgoing = element.getValue();
    if (outgoing instanceof Outgoing.OfCopy copy) {
      room.await();
      lagMs = clock.millis() - copy.copy().receivedAt();
      schedule.permit();
      turns.take(copy.copy());
      restore.copyIsTakenIn();
      schedule.letOut();
    } else if (outgoing instanceof Outgoing.CaughtUp caughtUp) {
      restore.copiesAreReadBy(caughtUp.gate(), caughtUp.gates());
      schedule.letOut();
    }
  }

  @Override
  public void processElement2(StreamRecord<News> element) throws Exception {
    News news = element.getValue();
    if (news instanceof News.Withdrawn withdrawn) {
      withdrawals.heard().hear(withdrawn, clock.millis());
    } else if (news instanceof News.CaughtUp caughtUp) {
      restore.newsIsReadBy(caughtUp.gate(), caughtUp.gates());
      schedule.letOut();
    }
  }

  /** Until everything is read there is always room, since nothing goes out before. */
  private boolean hasRoom(long maxPending) {
    return !restore.hasCaughtUp() || (store.ages().pending() < maxPending && turns.hasRoom());
  }

  /**
   * Only makes the claim's turn due: all due timers fire in one step of the task, and may be many.
   */
  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    turns.comesDue(timer.getKey());
    schedule.goOnSoon();
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no event-time timer is ever set");
  }

  /** Timers fire by the machine's clock, which may step back where {@link #clock} does not. */
  private void wakeAt(String claim, long time) {
    setCurrentKey(claim);
    timers.registerProcessingTimeTimer(
        VoidNamespace.INSTANCE,
        getProcessingTimeService().getCurrentProcessingTime() + time - clock.millis());
  }

  // What comes from other threads.

  private void pokeOnClientThread() {
    onTheTask(this::takeAnswer, "answer");
  }

  private void onTheTask(ThrowingRunnable<Exception> mail, String what) {
    try {
      mailbox.execute(mail, "%s of %s", what, destination.name());
    } catch (RejectedExecutionException e) {
      LOGGER.debug("an {} came after the task had ended; a restore makes up for it", what);
    }
  }

  private final class QualityTask implements QualityNews.Task {

    @Override
    public void now(Runnable action) {
      onTheTask(action::run, "vendor's word");
    }

    @Override
    public void after(Duration delay, Runnable action) {
      ProcessingTimeService service = getProcessingTimeService();
      var unused =
          service.registerTimer(
              service.getCurrentProcessingTime() + delay.toMillis(), time -> action.run());
    }
  }

  private void takeAnswer() throws Exception {
    Answers.Answered answered = answers.poll();
    if (answered != null) {
      turns.take(answered);
      schedule.letOut();
    }
  }

  private void observeOnWatchThread(int partition, SenderStart started) {
    onTheTask(() -> observe(partition, started), "other sender");
  }

  private void observe(int partition, SenderStart started) throws Exception {
    if (rights.observe(partition, started)) {
      LOGGER.error(
          "destination {}: another job has been delivering to it since epoch {}; this one, of epoch"
              + " {}, sends nothing more",
          destination.name(),
          started.sender().epoch(),
          readBack.own().sender().epoch());
      schedule.letOut();
    }
  }

  private void controlOnWatchThread(ControlRecord told) {
    onTheTask(() -> control(told), "operator's request");
  }

  private void control(ControlRecord told) throws Exception {
    operatorPause.hear(told);
    schedule.letOut();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    readBack.beforeBarrier();
  }

  /**
   * A stop with savepoint settles the requests in flight inside it, since nothing comes after it.
   */
  @Override
  public OperatorSnapshotFutures snapshotState(
      long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory factory)
      throws Exception {
    if (options.getCheckpointType() instanceof SavepointType savepoint
        && savepoint.isSynchronous()) {
      LOGGER.info(
          "destination {}: stopping; waiting for {} requests",
          destination.name(),
          turns.requestsOut());
      rights.stopFor(checkpointId);
      schedule.permit();
      settleWhatIsOut();
    }
    return super.snapshotState(checkpointId, timestamp, options, factory);
  }

  private void settleWhatIsOut() throws Exception {
    turns.giveTurns(Long.MAX_VALUE);
    while (turns.requestsOut() > 0) {
      Answers.Answered answered = answers.await(AWAIT_ANSWER_MS);
      if (answered != null) {
        turns.take(answered);
        turns.giveTurns(Long.MAX_VALUE);
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    journal.flush();
    readBack.snapshot();
    withdrawals.snapshot(getRuntimeContext().getTaskInfo(), clock.millis());
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    super.notifyCheckpointAborted(checkpointId);
    if (rights.aborted(checkpointId)) {
      schedule.letOut();
    }
  }

  /** At the end of a bounded input, waits for the requests in flight. */
  @Override
  public void finish() throws Exception {
    turns.closeBatches();
    schedule.letOut();
    settleWhatIsOut();
    journal.flush();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part :
        new AutoCloseable[] {quality, operatorPause, watch, turns, journal, notices, readBack}) {
      if (part != null) {
        part.close();
      }
    }
    super.close();
  }
}
