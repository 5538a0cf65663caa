package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.delivery.ConsentProof;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import io.tracklayer.job.delivery.Attempt.Place;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.KeyGroups;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyed by profile. Takes events over, decides by the consent known now whether each may go, sends
 * them in batches, and settles each with one final outcome.
 *
 * <p>An event is in keyed state from when it is taken over until it is settled, so a restore sends
 * again only what was unanswered, and nothing that the deliveries topic says is settled. Requests
 * run on the client's threads; their answers come back through the task's mailbox, so all state is
 * touched by one thread, under the key of the event.
 *
 * <p>An event that failed waits in state with a timer. One for which there is no room, no rate or
 * no working destination waits there without, and the {@link Backlog} takes it out when there is.
 * No event keeps the task for longer than {@value #PATIENCE_MS} ms, so checkpoints wait neither for
 * an answer nor for room.
 *
 * <p>A redriven event is judged like any other. What is read back after a restore settles it only
 * if it is later than the outcome that the redrive lifted: the log is read from the smallest
 * position of all subtasks, or from further back when Kafka did not tell the end, and so may still
 * hold the lifted one. If the event is on its way already, when the ledger has forgotten it or was
 * never told how it ended, the newcomer is the copy: two attempts at once could both succeed.
 */
@FlinkShell
final class Delivery extends AbstractStreamOperator<DeliveryRecord>
    implements OneInputStreamOperator<Candidate, DeliveryRecord>,
        Triggerable<String, VoidNamespace>,
        Outbox.Exit {

  private static final long serialVersionUID = 1L;

  private static final String WAITING = "waiting";

  private static final Logger DELIVERY_LOG = LoggerFactory.getLogger(Delivery.class);

  /**
   * How long the next event is kept from being taken over when there is no room for it. It slows
   * reading down to a trickle, and lets a checkpoint's barrier through that is behind it.
   */
  private static final long PATIENCE_MS = 20;

  private static final long LOOK_AGAIN_NANOS = 500_000;

  /** Taken out of the backlog before others get their turn. */
  private static final int KEYS_AT_ONCE = 1_000;

  private final DestinationConfig destination;
  private final DeliveryRule rule;
  private final ReplayGuard guard;
  private final Outlet outlet;
  private final OutputTag<DeadLetter> deadLetters;
  private final MailboxExecutor mailbox;
  private final Clock clock;
  private final RetrySchedule retries;
  private final Breaker breaker = new Breaker();

  private final InHand inHand = new InHand();
  private long waitingEvents;
  private long lagMs;

  private Destination api;
  private HttpSender sender;
  private Outbox outbox;
  private long maxWaitingEvents;
  private Backlog backlog;
  private boolean isReleasing;
  private boolean releaseIsDue;
  private DeliveryMetrics deliveryMetrics;
  private boolean restored;

  private MapState<String, Waiting> waiting;
  private MapState<String, KnownConsent> consent;
  private InternalTimerService<VoidNamespace> timers;

  Delivery(
      StreamOperatorParameters<DeliveryRecord> parameters,
      DestinationConfig destination,
      DeliveryRule rule,
      ReplayGuard guard,
      Outlet outlet,
      OutputTag<DeadLetter> deadLetters,
      MailboxExecutor mailbox,
      Clock clock,
      RandomGenerator random) {
    super(parameters);
    this.destination = destination;
    this.rule = rule;
    this.guard = guard;
    this.outlet = outlet;
    this.deadLetters = deadLetters;
    this.mailbox = mailbox;
    this.clock = clock;
    this.retries = new RetrySchedule(random);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    waiting = context.getKeyedStateStore().getMapState(waitingDescriptor());
    consent =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "consent",
                    Types.STRING,
                    new CodecTypeInfo<>(KnownConsent.class, new KnownConsent.BinaryForm())));
    guard.initialize(context);
    restored = context.isRestored();
  }

  private static MapStateDescriptor<String, Waiting> waitingDescriptor() {
    TypeInformation<Waiting> type = new CodecTypeInfo<>(Waiting.class, new Waiting.BinaryForm());
    return new MapStateDescriptor<>(WAITING, Types.STRING, type);
  }

  @Override
  public void open() throws Exception {
    super.open();
    DeliveryConfig limits = destination.delivery();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    maxWaitingEvents = Math.max(1, limits.maxWaiting() / subtasks);
    backlog = new Backlog(this::keysOfWhatWaits);
    api = outlet.destination();
    outbox = new Outbox(limits, subtasks, api, breaker, clock, this::after, this);
    timers = getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this);
    deliveryMetrics =
        new DeliveryMetrics(
            getMetricGroup(),
            destination.name(),
            () -> waitingEvents,
            outbox::requestsOut,
            () -> breaker.isOpen() ? 1 : 0,
            () -> breaker.isPaused() ? 1 : 0,
            () -> lagMs);
    sender = outlet.sender(api);
    if (restored) {
      countWhatWaits();
    }
    if (waitingEvents > 0) {
      guard.replay(this::forgetIfWaiting);
      backlog.add();
      releaseLater();
    } else {
      guard.startHere();
    }
    deliveryMetrics.restored(waitingEvents);
  }

  /** What was in flight, or due, when the checkpoint was taken has no timer: the backlog has it. */
  private void countWhatWaits() throws Exception {
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            waitingDescriptor(),
            (String key, MapState<String, Waiting> events) -> {
              for (String unused : events.keys()) {
                waitingEvents++;
              }
            });
  }

  private Stream<String> keysOfWhatWaits() {
    return this.<String>getKeyedStateBackend().getKeys(WAITING, VoidNamespace.INSTANCE);
  }

  private void forgetIfWaiting(DeliveryRecord settled) throws Exception {
    String profileKey = Candidate.profileKey(settled);
    if (!KeyGroups.contains(getKeyedStateBackend(), getRuntimeContext(), profileKey)) {
      return;
    }
    setCurrentKey(profileKey);
    String eventKey = Candidate.eventKey(settled);
    Waiting event = waiting.get(eventKey);
    if (event != null && event.event().isSettledBy(settled)) {
      waiting.remove(eventKey);
      waitingEvents--;
    }
  }

  @Override
  public void processElement(StreamRecord<Candidate> element) throws Exception {
    Candidate event = element.getValue();
    learnConsent(event);
    if (!event.toBeDelivered()) {
      settleRefused(event);
      return;
    }
    if (event.isRedriven() && waiting.contains(event.eventKey())) {
      settleCopy(event);
      return;
    }
    Place place = new Place(event.profileKey(), event.eventKey());
    awaitRoom();
    setCurrentKey(place.profileKey());
    Waiting taken = Waiting.first(event);
    waiting.put(place.eventKey(), taken);
    waitingEvents++;
    lagMs = now() - event.receivedAt();
    attempt(place, taken);
  }

  private void settleRefused(Candidate event) {
    if (event.refusal() != null) {
      publish(
          event
              .outcome(destination.name(), Outcome.NOT_APPLICABLE, clock.instant())
              .because(Cause.of(event.refusal()))
              .build());
    }
  }

  private void settleCopy(Candidate event) {
    publish(
        event
            .outcome(destination.name(), Outcome.ALREADY_DELIVERED, clock.instant())
            .because(Cause.of(Reason.ON_ITS_WAY))
            .build());
  }

  private void learnConsent(Candidate event) throws Exception {
    for (Map.Entry<String, KnownConsent> news : event.consent().entrySet()) {
      KnownConsent known = consent.get(news.getKey());
      KnownConsent newest =
          known == null ? news.getValue() : KnownConsent.newest(known, news.getValue());
      if (!newest.equals(known)) {
        consent.put(news.getKey(), newest);
        inHand.consentChanged(event.profileKey());
      }
    }
  }

  /** Waits for room, but not for long: what finds none is taken over all the same, and parked. */
  private void awaitRoom() {
    if (hasRoomForNew()) {
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
    return waitingEvents < maxWaitingEvents && (breaker.isOpen() || outbox.hasRoom());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    attemptWhatIsDue(timer.getKey());
  }

  /** Under the key of the profile. */
  private void attemptWhatIsDue(String profileKey) throws Exception {
    long now = now();
    List<Waiting> due = new ArrayList<>();
    for (Waiting event : waiting.values()) {
      if (event.dueAt() <= now) {
        due.add(event);
      }
    }
    for (Waiting event : due) {
      Place place = new Place(profileKey, event.event().eventKey());
      if (!inHand.contains(place)) {
        setCurrentKey(profileKey);
        attempt(place, event);
      }
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no event-time timer is ever set");
  }

  /** Sends an event on its way, settles it, or leaves it where it is. Under its own key. */
  private void attempt(Place place, Waiting event) throws Exception {
    if (!mayGoNow()) {
      park(place);
      return;
    }
    Attempt attempt = prepare(place, event);
    if (attempt != null) {
      inHand.add(place);
      outbox.add(attempt);
    }
  }

  private boolean mayGoNow() {
    long now = now();
    return outbox.hasRoom() && breaker.mayTryAt(now) <= now;
  }

  /** Leaves an event in state, without a timer, until there is room for it. */
  private void park(Place place) {
    inHand.remove(place);
    backlog.add();
    releaseLater();
  }

  /** Takes events out of the backlog as long as they may go. */
  private void release() throws Exception {
    if (isReleasing) {
      return;
    }
    isReleasing = true;
    try {
      for (int i = 0; i < KEYS_AT_ONCE && mayGoNow(); i++) {
        String profileKey = backlog.next();
        if (profileKey == null) {
          break;
        }
        setCurrentKey(profileKey);
        attemptWhatIsDue(profileKey);
      }
    } finally {
      isReleasing = false;
    }
    releaseLater();
  }

  /** As soon as the destination may be tried; when the outbox is full, it will tell. */
  private void releaseLater() {
    if (!backlog.isEmpty() && !releaseIsDue && !isReleasing && outbox.hasRoom()) {
      releaseIsDue = true;
      after(
          Math.max(0, breaker.mayTryAt(now()) - now()),
          () -> {
            releaseIsDue = false;
            release();
          });
    }
  }

  @Override
  public void hasRoom() throws Exception {
    release();
  }

  /**
   * Judges age and consent as they are now, and maps the event.
   *
   * @return null when that settled it
   */
  private Attempt prepare(Place place, Waiting event) throws Exception {
    CanonicalEvent canonical = Json.read(event.event().json(), CanonicalEvent.class);
    DeliveryRule.Decision decision =
        rule.decide(canonical, knownConsent(), event.without(), api, clock.instant());
    if (decision instanceof DeliveryRule.Decision.Settle settle) {
      settle(place, event, settle.outcome(), settle.cause(), null, null, settle.proof());
      return null;
    }
    DeliveryRule.Decision.Send send = (DeliveryRule.Decision.Send) decision;
    return new Attempt(place, event, send.mapped(), send.proof());
  }

  private Map<String, KnownConsent> knownConsent() throws Exception {
    Map<String, KnownConsent> known = new HashMap<>();
    for (Map.Entry<String, KnownConsent> entry : consent.entries()) {
      known.put(entry.getKey(), entry.getValue());
    }
    return known;
  }

  @Override
  public boolean send(List<Attempt> ready) throws Exception {
    List<Attempt> batch = judgedByWhatIsKnownNow(ready);
    if (batch.isEmpty()) {
      return false;
    }
    HttpCall call;
    try {
      call = api.request(mapped(batch), clock.instant());
    } catch (IllegalStateException e) {
      pauseFor(new Verdict.CredentialsWrong(Cause.of(Reason.SECRET_NOT_SET), e.getMessage()));
      putBack(batch);
      return false;
    }
    deliveryMetrics.countRequest();
    var unused = sender.send(call).whenComplete((answer, failure) -> hand(batch, answer, failure));
    return true;
  }

  /**
   * Events may have been in the outbox for a while, and consent changed in the meantime. One that
   * is mapped anew may not fit to the others any more, so it waits for another request.
   */
  private List<Attempt> judgedByWhatIsKnownNow(List<Attempt> batch) throws Exception {
    if (batch.stream().noneMatch(attempt -> inHand.isToBeJudgedAgain(attempt.place()))) {
      return batch;
    }
    List<Attempt> judged = new ArrayList<>(batch.size());
    for (Attempt attempt : batch) {
      Attempt current = attempt;
      if (inHand.isToBeJudgedAgain(attempt.place())) {
        setCurrentKey(attempt.place().profileKey());
        current = prepare(attempt.place(), attempt.waiting());
      }
      if (current != null && (judged.isEmpty() || api.joins(mapped(judged), current.mapped()))) {
        judged.add(current);
      } else if (current != null) {
        putBack(List.of(current));
      }
    }
    return judged;
  }

  private static List<Mapping.Mapped> mapped(List<Attempt> batch) {
    return batch.stream().map(Attempt::mapped).toList();
  }

  /** On the client's thread: nothing here touches state. */
  private void hand(List<Attempt> batch, Answer answer, Throwable failure) {
    Answer result = failure == null ? answer : new Answer.NoResponse(Reason.CLIENT_FAILURE);
    try {
      mailbox.execute(() -> answered(batch, result), "answer of %s", destination.name());
    } catch (RejectedExecutionException e) {
      DELIVERY_LOG.debug("an answer came after the task had ended; a restore sends again");
    }
  }

  private void answered(List<Attempt> batch, Answer answer) throws Exception {
    outbox.answered();
    Integer status = answer instanceof Answer.Response response ? response.status() : null;
    Verdict verdict = api.classify(answer, mapped(batch));
    if (verdict instanceof Verdict.Delivered) {
      breaker.succeeded();
      for (Attempt attempt : batch) {
        settle(attempt, Outcome.DELIVERED, verdict, status);
      }
    } else if (verdict instanceof Verdict.PerEvent each) {
      breaker.succeeded();
      settleEach(batch, each, status);
    } else if (verdict instanceof Verdict.Retry retry) {
      breaker.failed(now());
      retry(batch, retry, status);
    } else if (verdict instanceof Verdict.CredentialsWrong wrong) {
      pauseFor(wrong);
      for (Attempt attempt : batch) {
        waitAfterFailure(attempt, wrong, status, breaker.mayTryAt(now()));
      }
    } else {
      breaker.succeeded();
      refused(batch, verdict, status);
    }
    outbox.dispatch();
  }

  private void settleEach(List<Attempt> batch, Verdict.PerEvent each, Integer status)
      throws Exception {
    for (int i = 0; i < batch.size(); i++) {
      Verdict verdict = each.verdicts().get(i);
      if (verdict instanceof Verdict.Retry retry) {
        retry(batch.get(i), retry, status);
      } else {
        boolean taken = verdict instanceof Verdict.Delivered;
        settle(batch.get(i), taken ? Outcome.DELIVERED : Outcome.REJECTED, verdict, status);
      }
    }
  }

  private void retry(List<Attempt> batch, Verdict.Retry retry, Integer status) throws Exception {
    if (retry.after() != null) {
      breaker.hold(now() + retry.after().toMillis());
    }
    for (Attempt attempt : batch) {
      retry(attempt, retry, status);
    }
  }

  private void retry(Attempt attempt, Verdict.Retry retry, Integer status) throws Exception {
    long delay =
        retry.after() != null
            ? retry.after().toMillis()
            : retries.delay(attempt.waiting().attempts() + 1);
    waitAfterFailure(attempt, retry, status, now() + delay);
  }

  /** The destination works, and objects to events. */
  private void refused(List<Attempt> batch, Verdict verdict, Integer status) throws Exception {
    if (verdict instanceof Verdict.RejectedSome some) {
      List<Attempt> others = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        if (some.indices().contains(i)) {
          settle(batch.get(i), Outcome.REJECTED, verdict, status);
        } else {
          others.add(batch.get(i));
        }
      }
      sendAgain(others);
    } else if (verdict instanceof Verdict.RejectedAsWhole && batch.size() > 1) {
      int half = batch.size() / 2;
      sendAgain(batch.subList(0, half));
      sendAgain(batch.subList(half, batch.size()));
    } else if (verdict instanceof Verdict.RetryWithout field) {
      sendAgainWithout(batch, field, status);
    } else {
      for (Attempt attempt : batch) {
        settle(attempt, Outcome.REJECTED, verdict, status);
      }
    }
  }

  private void sendAgainWithout(List<Attempt> batch, Verdict.RetryWithout verdict, Integer status)
      throws Exception {
    List<Attempt> again = new ArrayList<>();
    for (Attempt attempt : batch) {
      if (attempt.waiting().without().contains(verdict.field())) {
        settle(attempt, Outcome.REJECTED, verdict, status);
      } else {
        again.add(
            new Attempt(
                attempt.place(),
                attempt.waiting().leavingOut(verdict.field()),
                attempt.mapped(),
                attempt.proof()));
      }
    }
    sendAgain(again);
  }

  /** In requests of their own, judged and mapped anew, ahead of what is ready. */
  private void sendAgain(List<Attempt> attempts) throws Exception {
    List<Attempt> prepared = new ArrayList<>();
    for (Attempt attempt : attempts) {
      setCurrentKey(attempt.place().profileKey());
      Attempt again = prepare(attempt.place(), attempt.waiting());
      if (again != null) {
        prepared.add(again);
      }
    }
    outbox.addAhead(prepared);
  }

  private void pauseFor(Verdict.CredentialsWrong wrong) {
    if (!breaker.isOpen()) {
      DELIVERY_LOG.error(
          "destination {} is paused: {} ({}); its events wait, and it is tried again from time to"
              + " time",
          destination.name(),
          wrong.cause(),
          wrong.said());
    }
    breaker.pause(now());
  }

  private void waitAfterFailure(Attempt attempt, Verdict verdict, Integer status, long until)
      throws Exception {
    setCurrentKey(attempt.place().profileKey());
    Waiting failed = attempt.waiting().afterFailure();
    publish(
        failed
            .event()
            .outcome(destination.name(), Outcome.RETRYING, clock.instant())
            .because(verdict.cause())
            .afterAttempt(failed.attempts(), status)
            .consent(attempt.proof())
            .build());
    waitUntil(attempt.place(), failed, until);
  }

  @Override
  public void putBack(List<Attempt> batch) throws Exception {
    for (Attempt attempt : batch) {
      setCurrentKey(attempt.place().profileKey());
      waiting.put(attempt.place().eventKey(), attempt.waiting());
      park(attempt.place());
    }
  }

  private void waitUntil(Place place, Waiting event, long time) throws Exception {
    waiting.put(place.eventKey(), event.dueAt(time));
    timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, time);
    inHand.remove(place);
  }

  private void settle(Attempt attempt, Outcome outcome, Verdict verdict, Integer status)
      throws Exception {
    setCurrentKey(attempt.place().profileKey());
    Waiting answered = attempt.waiting().afterFailure();
    settle(
        attempt.place(),
        answered,
        outcome,
        verdict.cause(),
        verdict.said(),
        status,
        attempt.proof());
  }

  private void settle(
      Place place,
      Waiting event,
      Outcome outcome,
      Cause cause,
      String said,
      Integer status,
      Map<String, ConsentProof> proof)
      throws Exception {
    waiting.remove(place.eventKey());
    waitingEvents--;
    inHand.remove(place);
    DeliveryRecord record =
        event
            .event()
            .outcome(destination.name(), outcome, clock.instant())
            .because(cause)
            .afterAttempt(event.attempts(), status)
            .consent(proof)
            .build();
    publish(record);
    if (outcome.isDeadLetter()) {
      output.collect(
          deadLetters,
          new StreamRecord<>(DeadLetter.of(record, said, Json.parse(event.event().json()))));
    }
  }

  private void publish(DeliveryRecord outcome) {
    deliveryMetrics.count(outcome.outcome());
    output.collect(new StreamRecord<>(outcome));
  }

  private void after(long delayMs, Outbox.Step step) {
    var unused =
        getProcessingTimeService()
            .registerTimer(
                getProcessingTimeService().getCurrentProcessingTime() + delayMs,
                time -> step.run());
  }

  private long now() {
    return clock.millis();
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

  /** At the end of a bounded input: what is out is waited for. */
  @Override
  public void finish() throws Exception {
    outbox.closeAll();
    while (outbox.requestsOut() > 0) {
      mailbox.yield();
    }
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (backlog != null) {
      backlog.close();
    }
    if (sender != null) {
      sender.close();
    }
    guard.close();
    super.close();
  }
}
