package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.job.delivery.Settlement.Fate;
import io.tracklayer.job.delivery.Situation.Permission;
import io.tracklayer.job.delivery.sending.CircuitBreaker;
import io.tracklayer.job.delivery.sending.InFlight;
import io.tracklayer.job.delivery.sending.Refusals;
import io.tracklayer.job.delivery.sending.RequestQueue;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.CatchUp;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.KeyGroups;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  private final MailboxExecutor mailbox;
  private final Clock clock;
  private final RetrySchedule retries;

  private final Answers answers = new Answers();
  private final CircuitBreaker breaker = new CircuitBreaker();
  private final Refusals refusals = new Refusals();
  private final CatchUp copiesCaughtUp = new CatchUp();
  private final CatchUp newsCaughtUp = new CatchUp();

  private ClaimStore store;
  private ListState<Withdrawals.Entry> withdrawalEntries;
  private Withdrawals withdrawals;
  private ReadBack readBack;
  private Journal journal;
  private ClaimRules rules;
  private Courier courier;
  private InFlight inFlight;
  private RequestQueue<Effect.Join> queue;
  private Backlog backlog;
  private SenderWatch watch;
  private InternalTimerService<VoidNamespace> timers;
  private DeliveryMetrics tells;
  private long maxPending;
  private long pumpDueAt = Long.MAX_VALUE;
  private boolean isResuming;
  private boolean isReplaced;
  private Long stoppingFor;
  private long lagMs;
  private long deliveredAt;

  DeliveryStep(
      StreamOperatorParameters<Void> parameters,
      DestinationConfig destination,
      ClaimTerms terms,
      Outlet outlet,
      Journal.Opener journalOpener,
      RecordLog.Opener deliveriesLog,
      RecordLog.Opener claimsLog,
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
    this.mailbox = mailbox;
    this.clock = clock;
    retries = new RetrySchedule(random);
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    names.add(destination.name());
    return names;
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
            destination.name(), names(), terms, clock, deliveriesLog.open(), claimsLog.open());
    readBack.initialize(context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    int slots = Math.max(1, destination.delivery().maxInFlight() / subtasks);
    maxPending = Math.max(1, destination.delivery().maxWaiting() / subtasks);
    Destination api = outlet.destination();
    Faults faults = new Faults(destination.name(), clock);
    rules = new ClaimRules(terms, new DestinationMapper(api, faults));
    courier =
        new Courier(api, outlet.sender(api), answers, this::pokeOnClientThread, faults, clock);
    inFlight = new InFlight(slots);
    queue = courier.queue(destination, slots, subtasks);
    backlog = new Backlog(store::openClaims);
    journal = journalOpener.open();
    timers = getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this);
    deliveredAt = clock.millis();
    register();
    store.countWhatIsOpen();
    readBack.run(
        journal,
        getRuntimeContext(),
        KeyGroups.range(getKeyedStateBackend()),
        past -> {
          Claim before = store.get(past.claim());
          store.put(past.claim(), before, rules.recall(before, past));
        });
    watch =
        new SenderWatch(claimsLog, names(), readBack.claimsReadTo(), this::observeOnWatchThread);
    backlog.add();
    tick();
  }

  private void register() {
    tells = new DeliveryMetrics(getMetricGroup(), destination.name());
    tells.gauge("waiting_events", () -> store.ages().pending());
    tells.gauge(
        "oldest_waiting_ms",
        () -> {
          var oldest = store.ages().oldest();
          return oldest.isPresent() ? clock.millis() - oldest.getAsLong() : 0;
        });
    tells.gauge("since_last_delivery_ms", () -> clock.millis() - deliveredAt);
    tells.gauge("requests_in_flight", () -> inFlight.requests());
    tells.gauge("lag_ms", () -> lagMs);
    tells.gauge("withdrawals", () -> withdrawals.size());
    tells.gauge("replayed_outcomes", () -> readBack.recalled());
    tells.gauge("replay_ms", () -> readBack.tookMs());
    tells.gauge("unacknowledged_outcomes", () -> journal.unacknowledged());
    tells.flag("breaker_open", breaker::isOpen);
    tells.flag("credentials_wrong", () -> breaker.isPaused() && !refusals.isSuspended());
    tells.flag("paused_by_refusals", refusals::isSuspended);
    tells.flag("held_by_kafka", () -> journal.holdsSending());
    tells.flag("catching_up", () -> !hasCaughtUp());
    tells.flag("sender_replaced", () -> isReplaced);
  }

  // What comes in.

  @Override
  public void processElement1(StreamRecord<Outgoing> element) throws Exception {
    Outgoing outgoing = element.getValue();
    if (outgoing instanceof Outgoing.OfCopy copy) {
      awaitRoom();
      take(copy.copy());
    } else if (outgoing instanceof Outgoing.CaughtUp caughtUp
        && copiesCaughtUp.heardFrom(caughtUp.gate(), caughtUp.gates())) {
      pump();
    }
  }

  @Override
  public void processElement2(StreamRecord<News> element) throws Exception {
    News news = element.getValue();
    if (news instanceof News.Withdrawn withdrawn) {
      withdrawals.hear(withdrawn, clock.millis());
    } else if (news instanceof News.CaughtUp caughtUp
        && newsCaughtUp.heardFrom(caughtUp.gate(), caughtUp.gates())) {
      pump();
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
    return store.ages().pending() < maxPending && (breaker.isOpen() || queue.hasRoom());
  }

  private void take(Copy copy) throws Exception {
    String claim = copy.ref().claim();
    lagMs = clock.millis() - copy.receivedAt();
    Claim before = store.get(claim);
    follow(claim, before, rules.take(before, copy, situation(claim)));
    pump();
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    advance(timer.getKey());
    pump();
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no event-time timer is ever set");
  }

  // A claim's turn.

  private void advance(String claim) throws Exception {
    Claim before = store.get(claim);
    if (before != null && before.isOpen()) {
      follow(claim, before, rules.advance(before, situation(claim)));
    }
  }

  private Situation situation(String claim) {
    return new Situation(clock.millis(), withdrawals, inFlight.contains(claim), permission());
  }

  private Permission permission() {
    Permission permission = permissionOfTheSender();
    boolean mayGo = queue.hasRoom() && breaker.mayLeave(clock.millis());
    return permission == Permission.SEND && !mayGo ? Permission.SETTLE : permission;
  }

  private Permission permissionOfTheSender() {
    return Permission.of(isReplaced, hasCaughtUp(), stoppingFor != null, journal.holdsSending());
  }

  private void follow(String claim, Claim before, ClaimStep step) throws Exception {
    if (step.changes()) {
      store.put(claim, before, step.claim());
    }
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Publish publish) {
        tells.count(publish.outcome().outcome());
        journal.publish(publish.outcome(), readBack.own().sender());
      } else if (effect instanceof Effect.Bury bury) {
        journal.bury(bury.outcome(), bury.json());
      } else if (effect instanceof Effect.Join join) {
        inFlight.join(claim);
        queue.add(join, clock.millis());
      } else if (effect instanceof Effect.WakeAt wake) {
        setCurrentKey(claim);
        timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, timerTime(wake.time()));
      } else if (effect instanceof Effect.Park) {
        backlog.add();
      }
    }
  }

  /** Timers fire by the machine's clock, which may step back where this one does not. */
  private long timerTime(long time) {
    return getProcessingTimeService().getCurrentProcessingTime() + time - clock.millis();
  }

  // What goes out.

  /** Lets out what may go now, and takes more out of the backlog if there is room then. */
  private void pump() throws Exception {
    long now = clock.millis();
    if (permissionOfTheSender() != Permission.SEND || !breaker.mayLeave(now)) {
      for (Effect.Join join : queue.drain()) {
        inFlight.leave(join.claim());
        backlog.add();
      }
    }
    while (inFlight.hasFreeSlot() && breaker.mayLeave(now)) {
      List<Effect.Join> batch = queue.poll(now);
      if (batch == null) {
        break;
      }
      send(batch);
    }
    if (inFlight.hasFreeSlot()) {
      pumpAt(queue.nextDue(now));
    }
    if (!backlog.isEmpty() && permission() == Permission.SEND) {
      resumeLater();
    }
  }

  private void pumpAt(long time) {
    if (time >= pumpDueAt) {
      return;
    }
    pumpDueAt = time;
    after(
        time - clock.millis(),
        () -> {
          pumpDueAt = Long.MAX_VALUE;
          pump();
        });
  }

  /** Judges each once more: it may have been in the queue for a while. */
  private void send(List<Effect.Join> batch) throws Exception {
    Permission permission = permissionOfTheSender();
    List<Effect.Join> going = new ArrayList<>(batch.size());
    List<String> staying = new ArrayList<>();
    for (Effect.Join join : batch) {
      Claim claim = store.get(join.claim());
      Situation situation = new Situation(clock.millis(), withdrawals, true, permission);
      if (claim != null && rules.stillGoes(claim, join, situation)) {
        going.add(join);
      } else {
        inFlight.leave(join.claim());
        staying.add(join.claim());
      }
    }
    if (!going.isEmpty()) {
      handOver(going);
    }
    for (String claim : staying) {
      advance(claim);
    }
  }

  private void handOver(List<Effect.Join> batch) throws Exception {
    List<String> claims = batch.stream().map(Effect.Join::claim).toList();
    inFlight.send(claims);
    Courier.Handover handover = courier.send(batch);
    if (handover instanceof Courier.Handover.Sent) {
      breaker.left();
      tells.countRequest();
      return;
    }
    Verdict verdict =
        handover instanceof Courier.Handover.NoSecret noSecret
            ? new Verdict.CredentialsWrong(Cause.of(Reason.SECRET_NOT_SET), noSecret.detail())
            : new Verdict.RejectedAsWhole(Cause.of(Reason.MAPPING_FAILED), null);
    settle(batch, verdict, null);
  }

  // Answers.

  private void pokeOnClientThread() {
    try {
      mailbox.execute(this::takeAnswers, "answers of %s", destination.name());
    } catch (RejectedExecutionException e) {
      LOGGER.debug("an answer came after the task had ended; a restore sends again");
    }
  }

  private void takeAnswers() throws Exception {
    Answers.Answered answered = answers.poll();
    if (answered != null) {
      settle(answered);
      pump();
    }
  }

  private void settle(Answers.Answered answered) throws Exception {
    Integer status =
        answered.answer() instanceof Answer.Response response ? response.status() : null;
    settle(answered.request(), courier.classify(answered), status);
  }

  private void settle(List<Effect.Join> request, Verdict verdict, Integer status) throws Exception {
    inFlight.answered(request.stream().map(Effect.Join::claim).toList());
    Settlement settlement = Settlement.of(verdict, request.size(), refusals.isSuspended());
    judgeHealth(settlement, request.size());
    for (int i = 0; i < request.size(); i++) {
      Effect.Join join = request.get(i);
      Fate fate = settlement.fates().get(i);
      Claim before = store.get(join.claim());
      if (before != null) {
        follow(
            join.claim(),
            before,
            rules.answered(
                before,
                join.messageId(),
                fate,
                status,
                retryAt(settlement, fate, before, join),
                situation(join.claim())));
      }
      if (fate instanceof Fate.Delivered) {
        deliveredAt = clock.millis();
      }
    }
  }

  private void judgeHealth(Settlement settlement, int events) {
    long now = clock.millis();
    boolean suspends = false;
    if (settlement.refusal() != null && settlement.refusal().reason() == Reason.MAPPING_FAILED) {
      return;
    }
    if (settlement.refusal() == null) {
      if (settlement.health() == Settlement.Health.WORKS) {
        refusals.taken(events);
      }
    } else {
      suspends = refusals.refused(settlement.refusal().toString(), events);
    }
    if (settlement.hold() != null) {
      breaker.hold(now + settlement.hold().toMillis());
    }
    switch (settlement.health()) {
      case WORKS -> breaker.succeeded();
      case FAILS -> breaker.failed(now);
      case MUST_PAUSE -> pause(settlement.said());
    }
    if (suspends) {
      pause("most of the last events were refused as " + settlement.refusal());
    }
  }

  private void pause(String why) {
    if (!breaker.isOpen()) {
      LOGGER.error(
          "destination {} is paused: {}; its events wait, and it is tried again from time to time",
          destination.name(),
          why);
    }
    breaker.pause(clock.millis());
  }

  private long retryAt(Settlement settlement, Fate fate, Claim claim, Effect.Join join) {
    long now = clock.millis();
    if (settlement.health() == Settlement.Health.MUST_PAUSE) {
      return breaker.mayLeaveAt(now);
    }
    if (fate instanceof Fate.Retry retry && retry.after() != null) {
      return now + retry.after().toMillis();
    }
    int failures =
        claim.copy(join.messageId()) instanceof ClaimCopy.Waiting waiting ? waiting.attempts() : 0;
    return now + retries.delay(failures + 1);
  }

  // What waits.

  private void resumeLater() {
    if (!isResuming) {
      isResuming = true;
      mailbox.execute(this::resume, "backlog of %s", destination.name());
    }
  }

  private void resume() throws Exception {
    isResuming = false;
    long deadline = System.nanoTime() + SLICE_NANOS;
    while (permission() == Permission.SEND && System.nanoTime() < deadline) {
      String claim = backlog.next();
      if (claim == null) {
        break;
      }
      if (!inFlight.contains(claim)) {
        advance(claim);
      }
    }
    pump();
  }

  private void tick() {
    after(
        TICK_MS,
        () -> {
          pump();
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

  // Other senders.

  private void observeOnWatchThread(int partition, Started started) {
    try {
      mailbox.execute(() -> observe(partition, started), "sender of %s", destination.name());
    } catch (RejectedExecutionException e) {
      LOGGER.debug("another sender started after the task had ended");
    }
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
      pump();
    }
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
          inFlight.requests());
      stoppingFor = checkpointId;
      settleWhatIsOut();
    }
    return super.snapshotState(checkpointId, timestamp, options, factory);
  }

  private void settleWhatIsOut() throws Exception {
    while (inFlight.requests() > 0) {
      Answers.Answered answered = answers.await(AWAIT_ANSWER_MS);
      if (answered != null) {
        settle(answered);
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
      pump();
    }
  }

  /** At the end of a bounded input: what is out is waited for. */
  @Override
  public void finish() throws Exception {
    queue.closeAll();
    pump();
    settleWhatIsOut();
    journal.flush();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {watch, backlog, courier, journal, readBack}) {
      if (part != null) {
        part.close();
      }
    }
    super.close();
  }
}
