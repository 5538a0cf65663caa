package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Refunded;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.ProfileConsentCodec;
import io.tracklayer.job.gate.consent.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One life of one destination's pipeline: sources, gates and deliveries, with an ordered channel
 * for each pair, another for the news from a gate to every delivery, and aligned barriers.
 */
final class Pipeline {

  private final World world;
  final int destination;
  final Mode mode;
  final int life;
  final int startedAt;
  final int[] offsets;
  int endedAt = Integer.MAX_VALUE;
  boolean isDead;
  boolean wasPlanned;
  boolean isStopping;

  /** Null while no checkpoint is under way. */
  Snapshot pending;

  /**
   * The newest that it took part in; null before the first. Kept when its own part is taken: if it
   * dies while others still take theirs, the checkpoint never counts.
   */
  Checkpoint checkpoint;

  final Map<String, Claim> claims = new HashMap<>();
  final OracleView view = new OracleView();

  private final int[] catchUpTo;
  private final List<SourceTask> sources = new ArrayList<>();
  private final List<GateTask> gates = new ArrayList<>();
  final List<DeliveryTask> deliveries = new ArrayList<>();
  private final Map<Integer, ProfileConsent> consent = new HashMap<>();
  private final List<List<Deque<Element>>> sourceToGate;
  private final List<List<Deque<Element>>> gateToDelivery;
  private final List<Outbox> gateOutboxes = new ArrayList<>();
  final long[][] sent;
  final long[][] eaten;

  /**
   * @param restored null for a start without state
   * @param from where canonical is read from
   */
  Pipeline(World world, int destination, Snapshot restored, int[] from) {
    this.world = world;
    this.destination = destination;
    mode = world.modes[destination];
    life = ++world.lives;
    startedAt = world.step;
    offsets = from.clone();
    Chance chance = world.chance;
    int sourceTasks = 1 + chance.below(world.mix.canonicalPartitions());
    int gateTasks = 1 + chance.below(3);
    int deliveryTasks = 1 + chance.below(3);
    sourceToGate = channels(sourceTasks, gateTasks);
    gateToDelivery = channels(2 * gateTasks, deliveryTasks);
    sent = new long[2 * gateTasks][deliveryTasks];
    eaten = new long[2 * gateTasks][deliveryTasks];
    world.say("--- destination " + destination + " starts as life " + life + " to " + mode);
    for (int i = 0; i < sourceTasks; i++) {
      sources.add(new SourceTask(world, this, i, sourceTasks));
    }
    for (int i = 0; i < gateTasks; i++) {
      gates.add(new GateTask(world, this, i, sourceTasks));
      gateOutboxes.add(new Outbox(world));
    }
    restore(restored);
    startDeliveries(restored, deliveryTasks);
    catchUpTo = world.ends(world.canonical);
  }

  private static List<List<Deque<Element>>> channels(int from, int to) {
    List<List<Deque<Element>>> channels = new ArrayList<>();
    for (int i = 0; i < from; i++) {
      List<Deque<Element>> row = new ArrayList<>();
      for (int j = 0; j < to; j++) {
        row.add(new ArrayDeque<>());
      }
      channels.add(row);
    }
    return channels;
  }

  private void restore(Snapshot restored) {
    if (restored == null) {
      return;
    }
    restored.gates.forEach(
        (profile, known) -> keep(profile, Copied.of(known, new ProfileConsentCodec())));
    restored.letThrough.forEach(view::restore);
  }

  /** All of them say that they start before any reads where the log ends. */
  private void startDeliveries(Snapshot restored, int tasks) {
    for (int i = 0; i < tasks; i++) {
      deliveries.add(new DeliveryTask(world, this, i, tasks, restored));
    }
    world.oracle.starts(this);
    deliveries.forEach(DeliveryTask::restore);
  }

  int gates() {
    return gates.size();
  }

  /** Where copies of a claim are delivered. */
  int subtask(String claim) {
    return DeliveryTask.subtask(World.keyGroup(claim), deliveries.size());
  }

  Deque<Element> fromSource(int source, int gate) {
    return sourceToGate.get(source).get(gate);
  }

  void toGateOf(int source, int profile, Element element) {
    fromSource(source, profile % gates.size()).add(element);
  }

  void toEveryGate(int source, Element element) {
    sourceToGate.get(source).forEach(channel -> channel.add(element));
  }

  boolean isCaughtUp(int partition) {
    return offsets[partition] >= catchUpTo[partition];
  }

  ProfileConsent consent(int profile) {
    return consent.getOrDefault(profile, ProfileConsent.NOTHING);
  }

  void keep(int profile, ProfileConsent known) {
    consent.put(profile, known);
    Statement statement = known.of(World.PURPOSE);
    if (world.oracle.isGrant(statement)) {
      view.granted(profile, statement.at());
    }
  }

  void send(int gate, Copy copy, Fact fact) {
    toDelivery(gate, subtask(copy.home()), new Element.Judged(copy, fact));
  }

  void tellEverybody(int gate, News news) {
    for (int delivery = 0; delivery < deliveries.size(); delivery++) {
      toDelivery(gates.size() + gate, delivery, new Element.Told(news));
    }
  }

  /** On both ways to every delivery: what was read before is on one or the other. */
  void caughtUp(int gate) {
    for (int channel : new int[] {gate, gates.size() + gate}) {
      News news = new News.CaughtUp(channel, 2 * gates.size());
      for (int delivery = 0; delivery < deliveries.size(); delivery++) {
        toDelivery(channel, delivery, new Element.Told(news));
      }
    }
  }

  private void toDelivery(int channel, int delivery, Element element) {
    gateToDelivery.get(channel).get(delivery).add(element);
    sent[channel][delivery]++;
  }

  Element nextFor(int delivery, int channel) {
    Element element = gateToDelivery.get(channel).get(delivery).poll();
    if (element != null) {
      eaten[channel][delivery]++;
    }
    return element;
  }

  /** As a gate would, if gates settled anything. */
  void publishRefusal(int gate, Copy copy, Fact fact) {
    String claim = copy.ref().claim();
    String home = copy.home();
    PastOutcome past =
        new PastOutcome(
            claim,
            fact.messageId(),
            null,
            Outcome.CONSENT_DENIED,
            false,
            world.time(),
            deliveries.get(subtask(home)).sender(),
            null,
            copy.refundOf() == null ? null : new Refunded(copy.home(), null));
    gateOutboxes
        .get(gate)
        .add(
            Topic.DELIVERIES,
            new LogRecord.Settled(
                destination, life, fact, past, null, world.tick(), DeliveryTask.UNNUMBERED));
  }

  void snapshotGates(int gate) {
    consent.forEach(
        (profile, known) -> {
          if (profile % gates.size() == gate) {
            pending.gates.put(profile, known);
          }
        });
    gateOutboxes.forEach(outbox -> outbox.flush(Integer.MAX_VALUE, entry -> {}));
    for (int delivery = 0; delivery < deliveries.size(); delivery++) {
      toDelivery(gate, delivery, new Element.Barrier());
      toDelivery(gates.size() + gate, delivery, new Element.Barrier());
    }
  }

  /** A checkpoint of it begins. */
  void begin(Snapshot snapshot, Checkpoint of) {
    pending = snapshot;
    checkpoint = of;
    sources.forEach(SourceTask::begin);
  }

  /** One step of a part that chance picks. */
  boolean step() {
    Chance chance = world.chance;
    DeliveryTask delivery = chance.pick(deliveries);
    return switch (chance.below(12)) {
      case 0, 1 -> chance.pick(sources).read();
      case 2, 3 -> chance.pick(gates).take(chance.below(sources.size()));
      case 4, 5, 6 -> delivery.take(chance.below(2 * gates.size()));
      case 7 -> chance.of(0.4) && flush(delivery);
      case 8 -> delivery.dispatch();
      case 9 -> delivery.answer();
      default -> {
        if (chance.of(0.1)) {
          delivery.watch();
        }
        yield delivery.tick();
      }
    };
  }

  private boolean flush(DeliveryTask delivery) {
    boolean any = delivery.flush(1 + world.chance.below(4));
    for (Outbox outbox : gateOutboxes) {
      any |= outbox.flush(Integer.MAX_VALUE, entry -> {});
    }
    return any;
  }

  /** Takes all that is in the channels, and no new records, until a barrier is through. */
  boolean pump() {
    boolean any = false;
    for (SourceTask source : sources) {
      any |= source.emitBarrier();
    }
    for (GateTask gate : gates) {
      for (int source = 0; source < sources.size(); source++) {
        any |= gate.take(source);
      }
    }
    for (DeliveryTask delivery : deliveries) {
      for (int channel = 0; channel < 2 * gates.size(); channel++) {
        any |= delivery.take(channel);
      }
    }
    return any;
  }

  boolean hasRequestsOut() {
    return deliveries.stream().anyMatch(DeliveryTask::hasRequestsOut);
  }

  boolean hasTimers() {
    return deliveries.stream().anyMatch(DeliveryTask::hasTimers);
  }

  boolean answer() {
    boolean any = false;
    for (DeliveryTask delivery : deliveries) {
      any |= delivery.answer();
    }
    return any;
  }

  /**
   * @param later takes what reaches a log after the next life has started
   */
  void die(boolean planned, Consumer<Runnable> later) {
    world.say("--- life " + life + (planned ? " is stopped" : " dies"));
    isDead = true;
    wasPlanned = planned;
    endedAt = world.step;
    if (checkpoint != null) {
      checkpoint.isAborted = true;
    }
    deliveries.forEach(delivery -> delivery.outbox().lose(later));
    gateOutboxes.forEach(outbox -> outbox.lose(later));
  }

  @Override
  public String toString() {
    return "life " + life + " of destination " + destination + " " + Arrays.toString(offsets);
  }
}
