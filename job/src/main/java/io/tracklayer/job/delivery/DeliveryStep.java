package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.destinations.Destination;
import io.tracklayer.job.delivery.Situation.Permission;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.CatchUp;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.KeyGroups;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
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
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyed by claim. Delivers as {@link ClaimRules} say: finds the claim's state, lets it take its
 * turn, and does what comes of it.
 *
 * <p>A copy is in keyed state from when it comes until it is settled, so a restore sends again only
 * what was unanswered. Requests run on the client's threads; their answers come back through the
 * mailbox, so one thread touches state. What failed waits with a timer; what finds no room, no rate
 * or no working destination waits without, and the {@link Backlog} finds it when there is. No step
 * of the task goes through more than a bounded number of claims.
 */
@FlinkShell
final class DeliveryStep extends AbstractStreamOperator<Void>
    implements TwoInputStreamOperator<Outgoing, News, Void>, Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryStep.class);

  /**
   * How long the next copy is kept from being taken over when there is no room for it. It slows
   * reading down to a trickle, and lets a checkpoint's barrier through that is behind it.
   */
  private static final long PATIENCE_MS = 20;

  private static final long LOOK_AGAIN_NANOS = 500_000;

  /** After that others have their turn. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** How often what depends on nothing but time is looked at. */
  private static final long TICK_MS = 500;

  private static final long AWAIT_ANSWER_MS = 1_000;

  private final DestinationConfig destination;
  private final ClaimTerms terms;
  private final Outlet outlet;
  private final Journal.Opener journalOpener;
  private final RecordLog.Opener deliveriesLog;
  private final RecordLog.Opener claimsLog;
  private final OperatorPause operatorPause;
  private final MailboxExecutor mailbox;
  private final Clock clock;
  private final RandomGenerator random;

  private final Answers answers = new Answers();
  private final CatchUp copiesCaughtUp = new CatchUp();
  private final CatchUp newsCaughtUp = new CatchUp();

  private ClaimStore store;
  private ListState<Withdrawals.Entry> withdrawalEntries;
  private Withdrawals withdrawals;
  private ReadBack readBack;
  private Journal journal;
  private ClaimTurns turns;
  private SenderWatch watch;
  private InternalTimerService<VoidNamespace> timers;
  private long maxPending;
  private long letOutDueAt = Long.MAX_VALUE;
  private boolean isResuming;
  private boolean isReplaced;
  private @Nullable Long stoppingFor;
  private long lagMs;

  // Flink initialises before it opens, and opens before the first element.
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
    this.mailbox = mailbox;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    store = new ClaimStore(context, getKeyedStateBackend(), terms);
    withdrawalEntries =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "withdrawals",
                    new CodecTypeInfo<>(
                        Withdrawals.Entry.class, new Withdrawals.Entry.BinaryForm())));
    List<Withdrawals.Entry> restored = new ArrayList<>();
    withdrawalEntries.get().forEach(restored::add);
    withdrawals = new Withdrawals(terms.maxAge(), restored);
    readBack =
        new ReadBack(
            destination.name(),
            destination.names(),
            terms,
            clock,
            deliveriesLog.open(),
            claimsLog.open());
    readBack.initialize(context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    maxPending = Math.max(1, destination.delivery().maxWaiting() / subtasks);
    journal = journalOpener.open();
    timers = getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this);
    Destination api = outlet.destination();
    Faults faults = new Faults(destination.name(), clock);
    ClaimRules rules = new ClaimRules(terms, new DestinationMapper(api, faults));
    store.countWhatIsOpen();
    readBack.run(
        journal,
        getRuntimeContext(),
        KeyGroups.range(getKeyedStateBackend()),
        past -> {
          Claim before = store.get(past.claim());
          store.put(past.claim(), before, ClaimRules.recall(before, past));
        });
    Health health = new Health(destination.name());
    DeliveryMetrics tells =
        new DeliveryMetrics(getMetricGroup(), destination.name(), clock.millis());
    turns =
        new ClaimTurns(
            destination,
            subtasks,
            store,
            rules,
            withdrawals,
            new Outcomes(journal, readBack.own().sender(), tells),
            new Courier(api, outlet.sender(api), answers, this::pokeOnClientThread, faults, clock),
            health,
            new RetrySchedule(random),
            tells,
            this::wakeAt,
            clock);
    register(tells, health);
    watch =
        new SenderWatch(
            claimsLog, destination.names(), readBack.claimsReadTo(), this::observeOnWatchThread);
    operatorPause.follow(this::controlOnWatchThread);
    turns.findWhatWaits();
    tick();
  }

  private void register(DeliveryMetrics tells, Health health) {
    long restored = store.ages().pending();
    tells.gauge("restored_events", () -> restored);
    tells.gauge("waiting_events", store.ages()::pending);
    tells.gauge(
        "oldest_waiting_ms", () -> clock.millis() - store.ages().oldest().orElseGet(clock::millis));
    tells.gauge("since_last_delivery_ms", () -> clock.millis() - tells.deliveredAt());
    tells.gauge("requests_in_flight", turns::requestsOut);
    tells.gauge("lag_ms", () -> lagMs);
    tells.gauge("withdrawals", withdrawals::size);
    tells.gauge("replayed_outcomes", readBack::recalled);
    tells.gauge("replay_ms", readBack::tookMs);
    tells.gauge("unacknowledged_outcomes", journal::unacknowledged);
    tells.flag("paused_by_operator", operatorPause::isPaused);
    tells.flag("held_by_kafka", journal::isHeld);
    tells.flag("breaker_open", health::isOpen);
    tells.flag("credentials_wrong", health::credentialsAreWrong);
    tells.flag("paused_by_refusals", health::isPausedByRefusals);
    tells.flag("catching_up", () -> !hasCaughtUp());
    tells.flag("sender_replaced", () -> isReplaced);
  }

  // What comes in.

  @Override
  public void processElement1(StreamRecord<Outgoing> element) throws Exception {
    Outgoing outgoing = element.getValue();
    if (outgoing instanceof Outgoing.OfCopy copy) {
      awaitRoom();
      lagMs = clock.millis() - copy.copy().receivedAt();
      permit();
      turns.take(copy.copy());
      letOut();
    } else if (outgoing instanceof Outgoing.CaughtUp caughtUp
        && copiesCaughtUp.heardFrom(caughtUp.gate(), caughtUp.gates())) {
      letOut();
    }
  }

  @Override
  public void processElement2(StreamRecord<News> element) throws Exception {
    News news = element.getValue();
    if (news instanceof News.Withdrawn withdrawn) {
      withdrawals.hear(withdrawn, clock.millis());
    } else if (news instanceof News.CaughtUp caughtUp
        && newsCaughtUp.heardFrom(caughtUp.gate(), caughtUp.gates())) {
      letOut();
    }
  }

  private boolean hasCaughtUp() {
    return copiesCaughtUp.isComplete() && newsCaughtUp.isComplete();
  }

  /** Waits for room, but not for long: what finds none is taken over all the same, and parked. */
  private void awaitRoom() {
    if (!hasCaughtUp() || hasRoomForNew()) {
      return;
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    while (!hasRoomForNew() && System.nanoTime() < deadline) {
      if (!mailbox.tryYield()) {
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }

  private boolean hasRoomForNew() {
    return store.ages().pending() < maxPending && turns.hasRoom();
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    permit();
    turns.advance(timer.getKey());
    letOut();
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no event-time timer is ever set");
  }

  /** Timers fire by the machine's clock, which may step back where this one does not. */
  private void wakeAt(String claim, long time) {
    setCurrentKey(claim);
    timers.registerProcessingTimeTimer(
        VoidNamespace.INSTANCE,
        getProcessingTimeService().getCurrentProcessingTime() + time - clock.millis());
  }

  // What goes out.

  private void permit() {
    boolean isHeld = operatorPause.isPaused() || journal.holdsSending();
    turns.permit(Permission.of(isReplaced, hasCaughtUp(), stoppingFor != null, isHeld));
  }

  /** Ends every step of the task that may have changed what may go. */
  private void letOut() throws Exception {
    permit();
    long next = turns.letOut();
    if (next < letOutDueAt) {
      letOutDueAt = next;
      after(
          next - clock.millis(),
          () -> {
            letOutDueAt = Long.MAX_VALUE;
            letOut();
          });
    }
    if (!isResuming && turns.mayResume()) {
      isResuming = true;
      mailbox.execute(this::resume, "backlog of %s", destination.name());
    }
  }

  private void resume() throws Exception {
    isResuming = false;
    permit();
    turns.resume(System.nanoTime() + SLICE_NANOS);
    letOut();
  }

  private void tick() {
    after(
        TICK_MS,
        () -> {
          letOut();
          tick();
        });
  }

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  private void after(long delayMs, Action action) {
    var unused =
        getProcessingTimeService()
            .registerTimer(
                getProcessingTimeService().getCurrentProcessingTime() + Math.max(0, delayMs),
                time -> action.run());
  }

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

  private void takeAnswer() throws Exception {
    Answers.Answered answered = answers.poll();
    if (answered != null) {
      permit();
      turns.settle(answered);
      letOut();
    }
  }

  // Other senders.

  private void observeOnWatchThread(int partition, Started started) {
    onTheTask(() -> observe(partition, started), "other sender");
  }

  private void observe(int partition, Started started) throws Exception {
    readBack.fence().observe(partition, started);
    if (!isReplaced && readBack.fence().hasReplaced(readBack.own())) {
      isReplaced = true;
      LOGGER.error(
          "destination {}: another job delivers to it since epoch {}; this one, of epoch {}, sends"
              + " nothing more",
          destination.name(),
          started.sender().epoch(),
          readBack.own().sender().epoch());
      letOut();
    }
  }

  // The operator.

  private void controlOnWatchThread(ControlRecord told) {
    try {
      mailbox.execute(() -> control(told), "control of %s", destination.name());
    } catch (RejectedExecutionException e) {
      LOGGER.debug("an operator spoke after the task had ended");
    }
  }

  private void control(ControlRecord told) throws Exception {
    operatorPause.hear(told);
    letOut();
  }

  // Checkpoints.

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    readBack.beforeBarrier();
  }

  /** Of a savepoint to stop with, what is out is settled inside it: nothing comes after it. */
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
      stoppingFor = checkpointId;
      permit();
      settleWhatIsOut();
    }
    return super.snapshotState(checkpointId, timestamp, options, factory);
  }

  private void settleWhatIsOut() throws Exception {
    while (turns.requestsOut() > 0) {
      Answers.Answered answered = answers.await(AWAIT_ANSWER_MS);
      if (answered != null) {
        turns.settle(answered);
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    journal.flush();
    readBack.snapshot();
    withdrawals.forget(clock.millis());
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    withdrawalEntries.update(withdrawals.snapshot(subtask, subtasks));
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    super.notifyCheckpointAborted(checkpointId);
    if (stoppingFor != null && stoppingFor == checkpointId) {
      stoppingFor = null;
      letOut();
    }
  }

  /** At the end of a bounded input: what is out is waited for. */
  @Override
  public void finish() throws Exception {
    turns.closeBatches();
    letOut();
    settleWhatIsOut();
    journal.flush();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part :
        new AutoCloseable[] {operatorPause, watch, turns, journal, readBack}) {
      if (part != null) {
        part.close();
      }
    }
    super.close();
  }
}
