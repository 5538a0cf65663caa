package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.delivery.claim.ClaimCopy;
import io.tracklayer.job.delivery.claim.Effect;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.consent.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Watches what is sent to each destination and what it accepts, and knows nothing of how that comes
 * about. It notes separately what breaks a promise and what was never promised.
 *
 * <p>Not promised are: a canonical record that a resolver wrote late, when it had a successor; what
 * another sender did meanwhile; a withdrawal under a profile under which the claim did not pass in
 * this life.
 */
final class Oracle {

  private static final long NEVER = -1;

  private final World world;
  private final Restatements restatements;
  private Vendor vendor;
  private final Map<String, Integer> broken = new TreeMap<>();
  private final Map<String, Applied> applied = new HashMap<>();
  private final Map<String, Integer> claimOfId = new HashMap<>();
  private final List<Withdrawal> withdrawals = new ArrayList<>();
  private final List<DeniedCopy> denials = new ArrayList<>();
  private final Map<String, Set<Integer>> everLetThrough = new HashMap<>();
  private final Set<String> maybeDelivered = new HashSet<>();
  private final Map<Integer, Long> successorStartedAt = new HashMap<>();
  private final Map<Integer, Pipeline> current = new HashMap<>();
  private final Map<Integer, List<Start>> starts = new HashMap<>();
  private final IdentityHashMap<LogRecord, Long> writtenAt = new IdentityHashMap<>();
  private long happened;

  /** Of a destination's pipeline. */
  private record Start(long happened, int tick) {}

  /** A request that a vendor applied last for a claim. */
  private record Applied(Request request, String eventId, int tick) {}

  /**
   * A statement that took a grant away at a gate, and what each delivery then still had to read.
   */
  private record Withdrawal(
      Pipeline pipeline,
      int gate,
      int profile,
      Statement said,
      int tick,
      long operation,
      long[] copiesBefore,
      long[] newsBefore) {

    long at() {
      return said.at();
    }

    /** Whether it counts for copies under other profiles too: an answer taken back does not. */
    boolean isDenial() {
      return said.state() == ConsentState.DENIED;
    }

    /** Whether a claim's delivery has taken in all that was sent before it, and the news. */
    boolean wasTakenIn(int delivery) {
      int news = pipeline.gates() + gate;
      return pipeline.eaten[gate][delivery] >= copiesBefore[delivery]
          && pipeline.eaten[news][delivery] >= newsBefore[delivery];
    }
  }

  /**
   * A refused copy that reached delivery.
   *
   * @param itsOwnAt when the event itself denied; {@link #NEVER} when only its profile had
   */
  private record DeniedCopy(Pipeline pipeline, int truth, long at, int tick, long itsOwnAt) {}

  Oracle(World world) {
    this.world = world;
    restatements = new Restatements(world, this);
  }

  Restatements restatements() {
    return restatements;
  }

  void watch(Vendor watched) {
    vendor = watched;
    restatements.watch(watched);
  }

  Map<String, Integer> broken() {
    return broken;
  }

  void breaks(String promise) {
    broken.merge(promise, 1, Integer::sum);
    world.say("!!! " + promise);
  }

  private static String key(int destination, int truth) {
    return destination + ":" + truth;
  }

  void starts(Pipeline pipeline) {
    startsOf(pipeline.destination).add(new Start(++happened, world.tick()));
    Pipeline before = current.put(pipeline.destination, pipeline);
    if (before != null) {
      successorStartedAt.put(before.life, happened);
    }
  }

  void written(LogRecord entry) {
    writtenAt.put(entry, ++happened);
  }

  void leaves(Request request) {
    vendor.leaves(request);
  }

  void maybeDelivered(int destination, int truth) {
    maybeDelivered.add(key(destination, truth));
  }

  boolean isMaybeDelivered(int destination, int truth) {
    return maybeDelivered.contains(key(destination, truth));
  }

  boolean isApplied(int destination, int truth) {
    return applied.containsKey(key(destination, truth));
  }

  /** A gate heard a statement that takes a grant away. */
  void withdrawn(Pipeline pipeline, int gate, int profile, Statement said) {
    withdrawals.add(
        new Withdrawal(
            pipeline,
            gate,
            profile,
            said,
            world.tick(),
            pipeline.view.nextOperation(),
            pipeline.sent[gate].clone(),
            pipeline.sent[pipeline.gates() + gate].clone()));
  }

  /** A gate permitted a copy. */
  void letThrough(Pipeline pipeline, Copy copy, Fact fact) {
    pipeline.view.letThrough(fact.truth(), profile(copy));
  }

  private static int profile(Copy copy) {
    return Integer.parseInt(copy.ref().profileId().substring(1));
  }

  /** A copy reached delivery. */
  void taken(Pipeline pipeline, Copy copy, Fact fact) {
    Statement counts = copy.consent().get(World.PURPOSE);
    if (copy.isPermitted()) {
      everLetThrough
          .computeIfAbsent(key(pipeline.destination, fact.truth()), unused -> new HashSet<>())
          .add(profile(copy));
      pipeline.view.taken(fact.truth(), profile(copy));
    } else if (counts != null && counts.state() == ConsentState.DENIED) {
      long itsOwnAt = fact.said == ConsentState.DENIED ? fact.receivedAt : NEVER;
      denials.add(new DeniedCopy(pipeline, fact.truth(), counts.at(), world.tick(), itsOwnAt));
    }
  }

  /** A request starts. */
  void sending(
      Pipeline pipeline, DeliveryTask task, Effect.Join item, Fact fact, ClaimCopy.Waiting copy) {
    if (pipeline.mode == Mode.LOG) {
      breaks("P10 sent where it was only to be logged");
    }
    if (mayBeTwoClaims(fact)) {
      return;
    }
    restatements.sending(pipeline, task, item, fact);
    notAfterItWasDelivered(pipeline, task, fact, copy);
    if (vendor.isAskedBy(pipeline, fact.truth()) || task.isBeingSettled(fact.truth())) {
      breaks("P2 two attempts at once");
    }
    Statement consent = copy.copy().consent().getOrDefault(World.PURPOSE, Statement.NONE);
    long grantedAt = isGrant(consent) ? consent.at() : NEVER;
    notAfterAWithdrawal(pipeline, item.claim(), fact, profile(copy.copy()), grantedAt);
    notAfterADeniedCopy(pipeline, fact, grantedAt);
  }

  /** Whether somebody said what permits; a denial taken back does where unknown is granted. */
  boolean isGrant(Statement statement) {
    return statement.isMade() && statement.permits(world.mix.grantedWhenUnknown());
  }

  private void notAfterItWasDelivered(
      Pipeline pipeline, DeliveryTask task, Fact fact, ClaimCopy.Waiting copy) {
    knownOutcomes(pipeline, task, fact.truth()).forEach(settled -> notAfter(settled, copy));
  }

  /** The outcomes of a claim that a delivery subtask must know. */
  List<LogRecord.Settled> knownOutcomes(Pipeline pipeline, DeliveryTask task, int truth) {
    List<LogRecord.Settled> known = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      for (int partition = 0; partition < world.mix.logPartitions(); partition++) {
        List<LogRecord> all = world.log(topic).get(partition);
        for (int position = 0; position < all.size(); position++) {
          if (all.get(position) instanceof LogRecord.Settled settled
              && settled.destination() == pipeline.destination
              && settled.truth() == truth
              && isToBeKnown(settled, topic)) {
            boolean isRead = position < task.guardEnd(topic, partition) && !isOverlapped(settled);
            if (settled.life() == pipeline.life || isRead) {
              known.add(settled);
            }
          }
        }
      }
    }
    return known;
  }

  private void notAfter(LogRecord.Settled settled, ClaimCopy.Waiting copy) {
    if (settled.isDelivered()) {
      breaks("P2 sent after it was delivered");
    }
    Long lifted = copy.copy().liftedAt();
    if (settled.isMaybe() && (lifted == null || lifted < settled.past().at())) {
      breaks("P9 sent after it may have been delivered");
    }
  }

  /**
   * Whether it must be known now. What reached the deliveries alone is among the claims as well
   * after the next start, unless that comes so late that a start without state reads it no more.
   */
  private boolean isToBeKnown(LogRecord.Settled settled, Topic topic) {
    boolean isRemembered =
        world.tick() - settled.tick() <= world.mix.window(Fact.hasBusinessKey(settled.truth()));
    return isRemembered
        && (topic == Topic.CLAIMS
            || world.tick() - settled.tick() <= world.mix.deliveryWindow()
            || wasReadBack(settled));
  }

  /** Whether a start has read it among the deliveries, be it one without state. */
  boolean wasReadBack(LogRecord.Settled settled) {
    return !isOverlapped(settled)
        && startsOf(settled.destination()).stream()
            .filter(start -> start.happened() > writtenAt.get(settled))
            .anyMatch(start -> start.tick() - settled.tick() <= world.mix.deliveryWindow());
  }

  private List<Start> startsOf(int destination) {
    return starts.computeIfAbsent(destination, unused -> new ArrayList<>());
  }

  /** A copy of a refund has an outcome, which is about to be written. */
  void refundHas(LogRecord.Settled settled, DeliveryTask task) {
    restatements.settled(settled, task);
  }

  boolean hasSuccessor(Pipeline pipeline) {
    return successorStartedAt.containsKey(pipeline.life);
  }

  /** Whether it was written when its life had a successor: by a second sender, or late. */
  boolean isOverlapped(LogRecord entry) {
    Long successor = successorStartedAt.get(entry.life());
    return successor != null && writtenAt.get(entry) > successor;
  }

  private void notAfterAWithdrawal(
      Pipeline pipeline, String claim, Fact fact, int profile, long grantedAt) {
    Set<Integer> ever =
        everLetThrough.getOrDefault(key(pipeline.destination, fact.truth()), Set.of());
    for (Withdrawal withdrawal : withdrawals) {
      Pipeline of = withdrawal.pipeline();
      if (of.destination != pipeline.destination
          || withdrawal.at() < grantedAt
          || !ever.contains(withdrawal.profile())
          || world.tick() - withdrawal.tick() > world.mix.deliveryWindow()
          || !withdrawal.wasTakenIn(of.subtask(claim))) {
        continue;
      }
      if (of == pipeline) {
        if (withdrawal.profile() == profile || wasHeard(pipeline, fact.truth(), withdrawal)) {
          breaks("P4 sent after delivery had heard the withdrawal");
        }
      } else if (withdrawal.profile() == profile
          && of.endedAt <= pipeline.startedAt
          && !wasGrantedAnew(pipeline, withdrawal)) {
        breaks("P4 a withdrawal is forgotten by a restart");
      }
    }
  }

  private boolean wasHeard(Pipeline pipeline, int truth, Withdrawal withdrawal) {
    return withdrawal.isDenial()
        && !world.mix.windowsEnd()
        && pipeline.view.profilesOf(truth).contains(withdrawal.profile())
        && pipeline.view.wasLetThroughBefore(truth, withdrawal.profile(), withdrawal.operation());
  }

  /**
   * A newer grant was read first: then the newest statement permits. A denial that is newer still
   * is a withdrawal of its own.
   */
  private static boolean wasGrantedAnew(Pipeline pipeline, Withdrawal withdrawal) {
    return pipeline.view.lastGrantOf(withdrawal.profile()) > withdrawal.at();
  }

  private void notAfterADeniedCopy(Pipeline pipeline, Fact fact, long grantedAt) {
    for (DeniedCopy denial : denials) {
      Pipeline of = denial.pipeline();
      if (of.destination != pipeline.destination
          || denial.truth() != fact.truth()
          || denial.at() < grantedAt
          || world.tick() - denial.tick() > world.mix.deliveryWindow()) {
        continue;
      }
      if (of == pipeline) {
        breaks("P4 sent after a copy's denial");
      } else if (of.endedAt <= pipeline.startedAt && isBefore(grantedAt, denial.itsOwnAt())) {
        breaks("P4 a copy's denial is forgotten by a restart");
      }
    }
  }

  private static boolean isBefore(long grantedAt, long deniedAt) {
    return deniedAt != NEVER && deniedAt >= grantedAt;
  }

  /** A vendor applies one event of a request. */
  void applied(Request request, Effect.Join item) {
    Fact fact = world.fact(item.messageId());
    int destination = request.pipeline().destination;
    String eventId = item.mapped().eventId();
    String claim = key(destination, fact.truth());
    Applied before = applied.get(claim);
    if (before != null) {
      again(before, request, fact, eventId);
    }
    applied.put(claim, new Applied(request, eventId, world.tick()));
    Integer other = claimOfId.putIfAbsent(destination + ":" + eventId, fact.truth());
    if (other != null
        && other != fact.truth()
        && !wasWrittenLate(other)
        && !wasWrittenLate(fact.truth())) {
      breaks("P8 two claims under one id");
    }
  }

  private void again(Applied before, Request request, Fact fact, String eventId) {
    int window = world.mix.window(fact.hasBusinessKey());
    boolean isForgotten = world.tick() - before.tick() > window - window / 12 - 250;
    if (!before.eventId().equals(eventId)
        && !(world.mix.windowsEnd() && isForgotten)
        && !wasWrittenLate(fact.truth())) {
      breaks("P1 two ids for a claim");
    }
    Pipeline first = before.request().pipeline();
    if (first != request.pipeline()
        && first.wasPlanned
        && !before.request().isHandled()
        && first.endedAt <= request.pipeline().startedAt) {
      breaks("P2 sent again over a planned stop");
    }
  }

  /** Of a checkout, two resolvers at once may tell copies under different claims. */
  boolean mayBeTwoClaims(Fact fact) {
    return world.plan.facts().stream()
            .anyMatch(other -> other.truth() == fact.truth() && other.checkout >= 0)
        && wasWrittenLate(fact.truth());
  }

  /** Whether a resolver that had a successor wrote of it: two jobs for one raw topic at once. */
  boolean wasWrittenLate(int truth) {
    return world.canonical.stream()
        .flatMap(List::stream)
        .anyMatch(entry -> entry.wasLate() && entry.fact().truth() == truth);
  }

  /** Whether the sender of an outcome had been replaced, as everybody can read in the log. */
  static boolean isVoid(List<LogRecord> partition, int position) {
    LogRecord entry = partition.get(position);
    for (LogRecord before : partition.subList(0, position)) {
      if (before instanceof LogRecord.Start
          && before.destination() == entry.destination()
          && before.life() > entry.life()) {
        return true;
      }
    }
    return false;
  }

  static boolean isDeadLetter(Outcome outcome) {
    return outcome.isDeadLetter() || outcome == Outcome.CONSENT_DENIED;
  }
}
