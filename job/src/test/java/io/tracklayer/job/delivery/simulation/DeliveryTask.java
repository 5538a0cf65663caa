package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Restatement;
import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.ClaimCodec;
import io.tracklayer.job.delivery.claim.ClaimCopy;
import io.tracklayer.job.delivery.claim.ClaimRules;
import io.tracklayer.job.delivery.claim.ClaimStep;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.delivery.claim.Effect;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Refund;
import io.tracklayer.job.delivery.claim.Refunded;
import io.tracklayer.job.delivery.claim.Refunds;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.claim.Settlement;
import io.tracklayer.job.delivery.claim.Settling;
import io.tracklayer.job.delivery.claim.Situation;
import io.tracklayer.job.delivery.claim.Situation.Permission;
import io.tracklayer.job.delivery.claim.Withdrawals;
import io.tracklayer.job.delivery.journal.SenderStart;
import io.tracklayer.job.delivery.journal.UnwrittenClaims;
import io.tracklayer.job.delivery.sending.Unacknowledged;
import io.tracklayer.job.gate.CatchUp;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.Revocations;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Plays one delivery subtask around the real rules. */
final class DeliveryTask {

  static final long UNNUMBERED = -1;

  private final World world;
  private final Pipeline pipeline;
  private final int index;
  private final int tasks;
  private final Snapshot restored;
  private final ClaimRules rules;
  private final Withdrawals withdrawals;
  private final SenderStart started;
  private final ReadBack log;
  private final Sending sending;
  private final Unacknowledged unacknowledged = new Unacknowledged();
  private final CatchUp catchUp = new CatchUp();
  private final TreeSet<String> open = new TreeSet<>();
  private final Outbox outbox;
  private final Deque<Request.Answer> answers = new ArrayDeque<>();
  private Settling settling;
  private final Map<Topic, int[]> guardEnds = new EnumMap<>(Topic.class);
  private final boolean[] isBlocked;
  private int barriers;
  private boolean isReplaced;

  /** Says that it starts, in every partition of the log. */
  DeliveryTask(World world, Pipeline pipeline, int index, int tasks, Snapshot restored) {
    this.world = world;
    this.pipeline = pipeline;
    this.index = index;
    this.tasks = tasks;
    this.restored = restored;
    rules = new ClaimRules(terms(), this::map);
    withdrawals =
        new Withdrawals(
            Duration.ofMillis(World.ms(world.mix.maxAge())),
            restored == null ? List.of() : restored.withdrawals);
    sending = new Sending(world);
    log = new ReadBack(world, pipeline.destination, restored);
    outbox = new Outbox(world);
    isBlocked = new boolean[2 * pipeline.gates()];
    started =
        new SenderStart(
            "d" + pipeline.destination,
            new Sender(log.nextEpoch(), "life " + pipeline.life + " of " + index),
            first(index, tasks),
            first(index + 1, tasks) - 1);
    log.announce(started, pipeline.life);
  }

  private ClaimTerms terms() {
    Mix mix = world.mix;
    boolean remembers = world.have(Safeguard.BUSINESS_WINDOW);
    return new ClaimTerms(
        GateTask.required(world),
        pipeline.mode,
        Duration.ofMillis(World.ms(mix.maxAge())),
        Duration.ofMillis(World.ms(mix.deliveryWindow())),
        Duration.ofMillis(World.ms(remembers ? mix.businessWindow() : mix.deliveryWindow())));
  }

  static int subtask(int keyGroup, int tasks) {
    for (int task = tasks - 1; task > 0; task--) {
      if (keyGroup >= first(task, tasks)) {
        return task;
      }
    }
    return 0;
  }

  private static int first(int task, int tasks) {
    return (task * World.KEY_GROUPS + tasks - 1) / tasks;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  Sender sender() {
    return started.sender();
  }

  /** Where it has read a log to at its start. */
  int guardEnd(Topic topic, int partition) {
    return guardEnds.get(topic)[partition];
  }

  Outbox outbox() {
    return outbox;
  }

  private boolean isOwn(String claim) {
    return subtask(World.keyGroup(claim), tasks) == index;
  }

  /** The claims of the checkpoint, and what was settled since. */
  void restore() {
    if (restored != null) {
      restored.claims.forEach(
          (claim, kept) -> {
            if (isOwn(claim)) {
              pipeline.claims.put(claim, Copied.of(kept, new ClaimCodec()));
            }
          });
    }
    Set<String> read = new HashSet<>();
    if (world.have(Safeguard.REPLAY_GUARD)) {
      readBack(read);
    }
    pipeline.claims.forEach(
        (claim, kept) -> {
          boolean isLookedAt = world.have(Safeguard.OPEN_CLAIMS_ARE_WOKEN) || !read.contains(claim);
          if (isOwn(claim) && kept.isOpen() && isLookedAt) {
            open.add(claim);
          }
        });
    for (Topic topic : Topic.values()) {
      guardEnds.put(topic, world.ends(world.log(topic)));
    }
  }

  private void readBack(Set<String> read) {
    UnwrittenClaims unwritten = new UnwrittenClaims();
    Map<PastOutcome, LogRecord.Settled> settled = new HashMap<>();
    for (LogRecord.Settled entry : readOwn(Topic.CLAIMS)) {
      PastOutcome past = readable(entry.past());
      read.add(past.home());
      unwritten.readAmongClaims(past);
      Claim before = pipeline.claims.get(past.home());
      boolean endsNoCopy = world.have(Safeguard.A_SETTLED_CLAIM_ENDS_NO_COPY);
      pipeline.claims.put(
          past.home(),
          endsNoCopy ? ClaimRules.recallClaim(before, past) : ClaimRules.recall(before, past));
    }
    for (LogRecord.Settled entry : readOwn(Topic.DELIVERIES)) {
      PastOutcome past = readable(entry.past());
      read.add(past.home());
      Claim before = pipeline.claims.get(past.home());
      unwritten.readAmongDeliveries(past, ClaimRules.known(before, past));
      settled.put(past, entry);
      pipeline.claims.put(past.home(), ClaimRules.recall(before, past));
    }
    if (world.have(Safeguard.WHAT_IS_UNWRITTEN_IS_WRITTEN)) {
      unwritten.all().forEach(past -> writeAmongClaims(settled.get(past)));
    }
  }

  /** The outcome as it is read back. */
  private PastOutcome readable(PastOutcome past) {
    boolean isTold = world.have(Safeguard.WHAT_WAS_SOLD_IS_READ_BACK);
    boolean isTaken = world.have(Safeguard.WHAT_REFUNDS_TOOK_IS_READ_BACK);
    Refunded refunded = past.refunded();
    return new PastOutcome(
        past.claim(),
        past.messageId(),
        past.eventId(),
        past.outcome(),
        past.settlesClaim(),
        past.at(),
        past.sender(),
        isTold ? past.sale() : null,
        refunded == null || isTaken ? refunded : new Refunded(refunded.purchase(), null));
  }

  private void writeAmongClaims(LogRecord.Settled entry) {
    int partition = world.logPartition(entry.past().claim());
    world.write(Topic.CLAIMS, partition, entry.by(pipeline.life, sender()));
  }

  private List<LogRecord.Settled> readOwn(Topic topic) {
    ClaimTerms terms = terms();
    Duration window = topic == Topic.CLAIMS ? terms.longestWindow() : terms.deliveryWindow();
    long earliest = restored == null ? now() - window.toMillis() : Long.MIN_VALUE;
    return log.settled(topic).stream()
        .filter(entry -> isOwn(entry.past().home()) && World.ms(entry.tick()) >= earliest)
        .toList();
  }

  private long now() {
    return World.ms(world.tick());
  }

  boolean take(int channel) {
    if (isBlocked[channel]) {
      return false;
    }
    Element element = pipeline.nextFor(index, channel);
    if (element == null) {
      return false;
    }
    if (element instanceof Element.Judged judged) {
      take(judged.copy(), judged.fact());
    } else if (element instanceof Element.Told told) {
      hear(told.news());
    } else if (element instanceof Element.Barrier) {
      align(channel);
    }
    return true;
  }

  private void hear(News news) {
    if (news instanceof News.Withdrawn withdrawn) {
      withdrawals.hear(
          world.have(Safeguard.AN_ANSWER_TAKEN_BACK_IS_NO_DENIAL) ? withdrawn : denied(withdrawn),
          now());
    } else if (news instanceof News.CaughtUp caughtUp) {
      catchUp.heardFrom(caughtUp.gate(), caughtUp.gates());
    }
  }

  private static News.Withdrawn denied(News.Withdrawn withdrawn) {
    Revocations what = withdrawn.what();
    return new News.Withdrawn(
        withdrawn.profileId(), new Revocations(what.denied().and(what.takenBack()), Denials.NONE));
  }

  private void take(Copy copy, Fact fact) {
    String claim = copy.home();
    Claim before = claim(claim);
    ClaimCopy known =
        before == null ? null : before.partWith(fact.messageId()).copy(fact.messageId());
    world.oracle.taken(pipeline, copy, fact);
    boolean isRepeat = known != null && !copy.isRedriven();
    if (isRepeat && !world.have(Safeguard.REPEATS_ARE_HEARD)) {
      return;
    }
    if (copy.refundOf() != null && !world.have(Safeguard.ONLY_WHAT_WAS_DELIVERED_IS_RESTATED)) {
      before = asIfDelivered(before, fact);
    }
    apply(claim, rules.take(before, copy, situation(claim)));
  }

  private Claim asIfDelivered(Claim before, Fact refund) {
    Claim claim =
        before == null
            ? new Claim(null, false, Denials.NONE, List.of(), List.of(), now(), Refunds.NONE)
            : before;
    return claim.refunds().sale() != null
        ? claim
        : claim.with(new Refunds(sale(refund.refundedOrder), claim.refunds().all()));
  }

  private static Sale sale(int order) {
    return new Sale(
        "order " + order,
        "account",
        "action",
        Instant.EPOCH,
        BigDecimal.valueOf(Fact.worth(order)),
        "EUR");
  }

  /** Null for a claim that nothing is known of. */
  Claim claim(String claim) {
    Claim kept = pipeline.claims.get(claim);
    if (kept != null && rules.isForgotten(claim, kept, now())) {
      pipeline.claims.remove(claim);
      return null;
    }
    return kept;
  }

  private Situation situation(String claim) {
    return new Situation(world.wallClock(), withdrawals, sending.hasInFlight(claim), permission());
  }

  private Permission permission() {
    return Permission.of(
        isReplaced,
        catchUp.isComplete() || !world.have(Safeguard.CATCHING_UP),
        pipeline.isStopping,
        unacknowledged.holdSending(world.monotonic()));
  }

  private Mapping map(
      ClaimCopy.Waiting copy,
      String eventId,
      Map<String, ConsentState> states,
      Restatement restatement) {
    Fact fact = world.fact(new String(copy.copy().json(), StandardCharsets.UTF_8));
    boolean refuses = !fact.isUsableAt(pipeline.destination) && fact.number % 3 == 0;
    if (refuses && !copy.copy().isRedriven()) {
      return new Mapping.Invalid(Reason.MISSING_VALUE);
    }
    Mapping.Mapped mapped = new Mapping.Mapped(eventId, copy.copy().json());
    return fact.isOrder() ? mapped.countedAs(sale(fact.order)) : mapped;
  }

  private void apply(String claim, ClaimStep step) {
    Claim before = pipeline.claims.get(claim);
    Claim kept = step.claim();
    if (kept == null) {
      pipeline.claims.remove(claim);
    } else {
      pipeline.claims.put(claim, safeguarded(before, kept));
    }
    if (kept != null && kept.isOpen()) {
      open.add(claim);
    } else {
      open.remove(claim);
    }
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Publish publish) {
        publish(publish.outcome());
      } else if (effect instanceof Effect.Join join) {
        sending.join(join);
      }
    }
  }

  private Claim safeguarded(Claim before, Claim after) {
    Claim kept =
        world.have(Safeguard.A_DENIAL_COUNTS_FOR_THE_CLAIM) ? after : withoutDenials(after);
    if (before != null && !world.have(Safeguard.COPIES_ARE_BOUNDED)) {
      kept = withWhatGaveWay(before, kept);
    }
    boolean remembersRefunds =
        world.have(Safeguard.REFUNDS_ADD_UP)
            && (kept.isSettled() || world.have(Safeguard.A_PURCHASE_SENT_AGAIN_LACKS_ITS_REFUNDS));
    return remembersRefunds ? kept : kept.with(forgettingWhatTheyTook(kept));
  }

  private static Claim withWhatGaveWay(Claim before, Claim after) {
    List<ClaimCopy> copies =
        before.copies().stream()
            .filter(ClaimCopy.Concluded.class::isInstance)
            .filter(copy -> after.copy(copy.messageId()) == null)
            .collect(Collectors.toCollection(ArrayList::new));
    copies.addAll(after.copies());
    return with(copies, after);
  }

  private static Claim with(List<ClaimCopy> copies, Claim claim) {
    return new Claim(
        claim.eventId(),
        claim.isSettled(),
        claim.deniedAt(),
        claim.profiles(),
        copies,
        claim.touchedAt(),
        claim.refunds());
  }

  private static Refunds forgettingWhatTheyTook(Claim claim) {
    return new Refunds(
        claim.refunds().sale(),
        claim.refunds().all().stream()
            .map(refund -> new Refund(refund.claim(), null, refund.state()))
            .toList());
  }

  private static Claim withoutDenials(Claim claim) {
    return new Claim(
        claim.eventId(),
        claim.isSettled(),
        Denials.NONE,
        claim.profiles(),
        claim.copies(),
        claim.touchedAt(),
        claim.refunds());
  }

  private void publish(CopyOutcome told) {
    PastOutcome past =
        new PastOutcome(
            told.ref().claim(),
            told.ref().messageId(),
            told.ref().eventId(),
            told.outcome(),
            told.settlesClaim(),
            told.at(),
            sender(),
            told.sale(),
            told.refunded());
    Fact fact = world.fact(told.ref().messageId());
    LogRecord.Settled settled =
        new LogRecord.Settled(
            pipeline.destination,
            pipeline.life,
            fact,
            past,
            told.cause() == null ? null : told.cause().reason(),
            world.tick(),
            UNNUMBERED);
    if (fact.isRefund()) {
      world.oracle.refundHas(settled, this);
    }
    if (settled.isMaybe()) {
      world.oracle.maybeDelivered(pipeline.destination, fact.truth());
    }
    publish(Topic.DELIVERIES, settled);
    if (past.settlesClaim()) {
      publish(Topic.CLAIMS, settled);
    }
  }

  private void publish(Topic topic, LogRecord.Settled entry) {
    outbox.add(topic, entry.numbered(unacknowledged.published(world.monotonic())));
  }

  boolean flush(int most) {
    return outbox.flushOne(most, this::acknowledged);
  }

  private void acknowledged(LogRecord.Settled entry) {
    unacknowledged.acknowledged(entry.number());
  }

  /** An open claim has its turn. */
  boolean tick() {
    if (open.isEmpty() || pipeline.isStopping) {
      return false;
    }
    List<String> claims = List.copyOf(open);
    String claim = world.chance.pick(claims);
    if (sending.hasInFlight(claim)) {
      return false;
    }
    Claim kept = claim(claim);
    if (kept == null) {
      open.remove(claim);
      return false;
    }
    ClaimStep step = rules.advance(kept, situation(claim));
    apply(claim, step);
    return step.changes();
  }

  boolean dispatch() {
    List<Effect.Join> batch = sending.next(permission() == Permission.SEND);
    if (batch == null) {
      return false;
    }
    List<Effect.Join> going = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Effect.Join item : batch) {
      Claim claim = pipeline.claims.get(item.claim());
      if (!world.have(Safeguard.JUDGED_WHEN_SENT)
          || rules.stillGoes(claim, item, situation(item.claim()))) {
        going.add(item);
      } else {
        sending.takeOut(item.claim());
        left.add(item.claim());
      }
    }
    send(going);
    for (String claim : left) {
      apply(claim, rules.advance(pipeline.claims.get(claim), situation(claim)));
    }
    return true;
  }

  private void send(List<Effect.Join> items) {
    if (items.isEmpty()) {
      return;
    }
    Request request = new Request(this, items);
    sending.leaves(request);
    for (Effect.Join item : items) {
      world.oracle.sending(pipeline, this, item, world.fact(item.messageId()), claimOf(item));
    }
    world.oracle.leaves(request);
    world.say("life " + pipeline.life + " sends " + items);
  }

  private ClaimCopy.Waiting claimOf(Effect.Join item) {
    Claim claim = pipeline.claims.get(item.claim());
    return (ClaimCopy.Waiting) claim.partWith(item.messageId()).copy(item.messageId());
  }

  void answered(Request.Answer answer) {
    answers.add(answer);
  }

  /** One event of a request that is answered gets its fate; others have their turns between. */
  boolean answer() {
    if (settling == null && !beginToSettle()) {
      return false;
    }
    Effect.Join item = settling.event();
    Settlement.Fate fate = fate(settling.fate());
    long retryAt = world.wallClock() + World.ms(1 + world.chance.below(15));
    sending.settled(item.claim());
    apply(
        item.claim(),
        rules.answered(
            pipeline.claims.get(item.claim()), item, fate, null, retryAt, situation(item.claim())));
    settling.next();
    answers.element().request().settledOneMore();
    if (settling.isDone()) {
      sending.returned();
      answers.remove();
      settling = null;
    }
    return true;
  }

  private boolean beginToSettle() {
    Request.Answer answer = answers.peek();
    if (answer == null) {
      return false;
    }
    settling = sending.answered(answer);
    return true;
  }

  /** Whether nothing was said of a purchase's copies yet that it has taken in. */
  boolean isPurchaseWaiting(String claim) {
    Claim kept = claim(claim);
    return kept != null && kept.firstWaiting() != null;
  }

  /** Whether it was in a request that is answered, and has not got its fate yet. */
  boolean isBeingSettled(int truth) {
    return answers.stream()
        .flatMap(answer -> answer.request().unsettled().stream())
        .anyMatch(item -> world.fact(item.messageId()).truth() == truth);
  }

  private Settlement.Fate fate(Settlement.Fate fate) {
    return fate instanceof Settlement.Fate.MaybeDelivered maybe
            && !world.have(Safeguard.MAYBE_SETTLES)
        ? new Settlement.Fate.Rejected(maybe.cause(), maybe.said())
        : fate;
  }

  /** Reads on in the log, for a sender that has replaced it. */
  void watch() {
    isReplaced |= log.hasReplaced(started);
  }

  private void align(int channel) {
    isBlocked[channel] = true;
    if (++barriers == isBlocked.length) {
      barriers = 0;
      Arrays.fill(isBlocked, false);
      snapshot();
    }
  }

  private void snapshot() {
    Snapshot snapshot = pipeline.pending;
    for (Topic topic : Topic.values()) {
      snapshot.isComplete(topic, world.ends(world.log(topic)));
    }
    pipeline.claims.forEach(
        (claim, kept) -> {
          if (isOwn(claim)) {
            snapshot.claims.put(claim, kept);
            kept.parts().stream()
                .flatMap(part -> part.copies().stream())
                .map(copy -> world.fact(copy.messageId()).truth())
                .forEach(truth -> snapshot.wasLetThrough(truth, pipeline.view.profilesOf(truth)));
          }
        });
    withdrawals.forget(now());
    snapshot.withdrawals.addAll(withdrawals.snapshot());
    snapshot.starts.add(started);
    if (world.have(Safeguard.OUTCOMES_ARE_FLUSHED)) {
      outbox.flush(Integer.MAX_VALUE, this::acknowledged);
      if (world.isKafkaDown || !outbox.isEmpty()) {
        pipeline.checkpoint.isAborted = true;
      }
    }
    if (++snapshot.deliveries == tasks) {
      snapshot.isComplete = true;
      pipeline.pending = null;
      world.complete(pipeline.checkpoint);
    }
  }

  boolean hasRequestsOut() {
    return sending.hasRequestsOut();
  }

  /** Whether something will happen by itself, later. */
  boolean hasTimers() {
    return !open.isEmpty() || sending.hasOpenBatches() || unacknowledged.size() > 0;
  }

  Map<String, Claim> claims() {
    Map<String, Claim> own = new HashMap<>();
    for (String claim : List.copyOf(pipeline.claims.keySet())) {
      Claim kept = claim(claim);
      if (kept != null && isOwn(claim)) {
        own.put(claim, kept);
      }
    }
    return own;
  }
}
