package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.delivery.ClaimCopy;
import io.tracklayer.job.delivery.Effect;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Watches what each destination is sent and what it takes, and knows nothing of how that comes
 * about. Notes what breaks a promise, and what is not promised, apart.
 *
 * <p>What is not promised: a canonical record that a resolver wrote late, when it had a successor;
 * what another sender did meanwhile; a withdrawal under a profile that the claim had not been let
 * through under in this life.
 */
final class Oracle {

  private static final long NEVER = -1;

  private final World world;
  private Vendor vendor;
  private final Map<String, Integer> broken = new TreeMap<>();
  private final Map<String, Applied> applied = new HashMap<>();
  private final Map<String, Integer> claimOfId = new HashMap<>();
  private final List<Withdrawal> withdrawals = new ArrayList<>();
  private final List<DeniedCopy> denials = new ArrayList<>();
  private final Map<String, Set<Integer>> everLetThrough = new HashMap<>();
  private final Set<String> maybeDelivered = new HashSet<>();
  private final Map<Integer, Integer> successorStartedAt = new HashMap<>();
  private final Map<Integer, Pipeline> current = new HashMap<>();
  private final IdentityHashMap<LogRecord, Integer> writtenAt = new IdentityHashMap<>();

  /** A request that a vendor applied last for a claim. */
  private record Applied(Request request, String eventId, int tick) {}

  /**
   * A statement that took a grant away at a gate, and what each delivery then still had to read.
   */
  private record Withdrawal(
      Pipeline pipeline,
      int gate,
      int profile,
      long at,
      int tick,
      long operation,
      long[] copiesBefore,
      long[] newsBefore) {

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
  }

  void watch(Vendor watched) {
    vendor = watched;
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
    Pipeline before = current.put(pipeline.destination, pipeline);
    if (before != null) {
      successorStartedAt.put(before.life, world.step);
    }
  }

  void written(LogRecord entry) {
    writtenAt.put(entry, world.step);
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
  void withdrawn(Pipeline pipeline, int gate, int profile, long at) {
    withdrawals.add(
        new Withdrawal(
            pipeline,
            gate,
            profile,
            at,
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
      Pipeline pipeline, DeliveryTask task, String claim, Fact fact, ClaimCopy.Waiting copy) {
    notAfterItWasDelivered(pipeline, task, fact, copy);
    if (vendor.isAskedBy(pipeline, fact.truth()) || task.isBeingSettled(fact.truth())) {
      breaks("P2 two attempts at once");
    }
    Statement consent = copy.copy().consent().get(World.PURPOSE);
    long grantedAt =
        consent != null && consent.state() == ConsentState.GRANTED ? consent.at() : NEVER;
    notAfterAWithdrawal(pipeline, claim, fact, profile(copy.copy()), grantedAt);
    notAfterADeniedCopy(pipeline, fact, grantedAt);
  }

  private void notAfterItWasDelivered(
      Pipeline pipeline, DeliveryTask task, Fact fact, ClaimCopy.Waiting copy) {
    int window = world.mix.window(fact.isOrder());
    for (int partition = 0; partition < world.log.size(); partition++) {
      List<LogRecord> topic = world.log.get(partition);
      for (int position = 0; position < topic.size(); position++) {
        if (!(topic.get(position) instanceof LogRecord.Settled settled)
            || settled.destination() != pipeline.destination
            || settled.truth() != fact.truth()
            || world.tick() - settled.tick() > window) {
          continue;
        }
        boolean isKnown =
            settled.life() == pipeline.life
                || (position < task.guardEnds()[partition] && !isOverlapped(settled));
        if (isKnown && settled.isDelivered()) {
          breaks("P2 sent after it was delivered");
        }
        Long lifted = copy.copy().liftedAt();
        boolean isLater = lifted == null || lifted < settled.past().at();
        if (isKnown && settled.isMaybe() && isLater) {
          breaks("P9 sent after it may have been delivered");
        }
      }
    }
  }

  /** Whether it was written when its life had a successor: by a second sender, or late. */
  private boolean isOverlapped(LogRecord entry) {
    Integer successor = successorStartedAt.get(entry.life());
    return successor != null && writtenAt.get(entry) >= successor;
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
    return !world.mix.windowsEnd()
        && pipeline.view.profilesOf(truth).contains(withdrawal.profile())
        && pipeline.view.wasLetThroughBefore(truth, withdrawal.profile(), withdrawal.operation());
  }

  /** A newer grant was read first: then the newest statement permits. */
  private boolean wasGrantedAnew(Pipeline pipeline, Withdrawal withdrawal) {
    Statement known = pipeline.consent(withdrawal.profile()).of(World.PURPOSE);
    return known.state() == ConsentState.GRANTED && known.at() > withdrawal.at();
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
    int window = world.mix.window(fact.isOrder());
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
