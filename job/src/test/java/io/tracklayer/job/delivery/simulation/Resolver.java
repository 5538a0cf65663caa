package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.copies.CanonicalHeader;
import io.tracklayer.job.copies.CheckoutTie;
import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.job.copies.CopyMarking;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.copies.EventIdOwnership;
import io.tracklayer.job.copies.KnownCopies;
import io.tracklayer.job.gate.consent.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Plays the resolve half around the real copies step: it finds the profile, drops transport copies,
 * and takes events by three paths of different lengths into producer buffers, and from there into
 * the canonical topic.
 */
final class Resolver {

  private static final int WAYS = 3;
  private static final int NEVER = Integer.MAX_VALUE;

  private final World world;
  private final List<Deque<Canonical>> ways = new ArrayList<>();
  private final List<List<List<Canonical>>> buffers = new ArrayList<>();
  private State state;

  /** What a checkpoint holds of it. */
  static final class State {
    private final int[] offsets;
    private final int[] parent;
    private final int[] firstSeen;
    private final Statement[] consent;
    private final Set<Integer> seen = new HashSet<>();
    private final Map<String, KnownCopies> copies = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, CheckoutTie.Known> checkouts = new HashMap<>();
    private int[] canonicalEnds;

    State(World world) {
      offsets = new int[world.mix.rawPartitions()];
      parent = new int[world.plan.identifiers()];
      firstSeen = new int[parent.length];
      consent = new Statement[parent.length];
      for (int i = 0; i < parent.length; i++) {
        parent[i] = i;
        firstSeen[i] = NEVER;
        consent[i] = Statement.NONE;
      }
      canonicalEnds = new int[world.mix.canonicalPartitions()];
    }

    private State(State other, int[] canonicalEnds) {
      offsets = other.offsets.clone();
      parent = other.parent.clone();
      firstSeen = other.firstSeen.clone();
      consent = other.consent.clone();
      seen.addAll(other.seen);
      copies.putAll(other.copies);
      owners.putAll(other.owners);
      checkouts.putAll(other.checkouts);
      this.canonicalEnds = canonicalEnds.clone();
    }

    private int root(int identifier) {
      int root = identifier;
      while (parent[root] != root) {
        root = parent[root];
      }
      return root;
    }
  }

  Resolver(World world) {
    this.world = world;
    state = new State(world);
    for (int way = 0; way < WAYS; way++) {
      ways.add(new ArrayDeque<>());
      buffers.add(World.lists(world.mix.canonicalPartitions()));
    }
  }

  /** Reads one record of a raw partition. */
  boolean read(int partition) {
    List<Fact> topic = world.raw.get(partition);
    if (state.offsets[partition] >= topic.size()) {
      return false;
    }
    Fact fact = topic.get(state.offsets[partition]++);
    boolean isNew = state.seen.add(fact.number);
    if (isNew || (world.mix.forgetsMessages() && fact.hasBusinessKey())) {
      handle(fact);
    }
    return true;
  }

  private void handle(Fact fact) {
    int root = identify(fact);
    int profile = -1;
    List<Integer> members = new ArrayList<>();
    for (int i = 0; i < state.parent.length; i++) {
      if (state.firstSeen[i] < NEVER && state.root(i) == root) {
        members.add(i);
        if (profile < 0 || state.firstSeen[i] < state.firstSeen[profile]) {
          profile = i;
        }
      }
    }
    Statement said = state.consent[root];
    int oldest = profile;
    List<Integer> others =
        said.state() == ConsentState.DENIED
            ? members.stream().filter(member -> member != oldest).toList()
            : List.of();
    publish(fact, profile, said, others);
  }

  private int identify(Fact fact) {
    int order = (int) Math.min(NEVER - 1, fact.receivedAt);
    state.firstSeen[fact.anchor] = Math.min(state.firstSeen[fact.anchor], order);
    int root = state.root(fact.anchor);
    if (fact.other >= 0) {
      state.firstSeen[fact.other] = Math.min(state.firstSeen[fact.other], order);
      int other = state.root(fact.other);
      if (other != root) {
        state.parent[other] = root;
        state.consent[root] = Statement.ofUnion(state.consent[root], state.consent[other]);
      }
    }
    if (fact.said != ConsentState.UNKNOWN || fact.takesBack) {
      state.consent[root] =
          Statement.newest(
              state.consent[root], new Statement(fact.said, "source", fact.receivedAt));
    }
    return root;
  }

  private void publish(Fact fact, int profile, Statement said, List<Integer> others) {
    boolean hasKey = fact.hasBusinessKey() && world.have(Safeguard.BUSINESS_CLAIMS);
    String name = fact.name();
    String source = fact.eventId();
    String eventId = source;
    ClaimKey key =
        ClaimKey.of("acct", "production", name, hasKey ? fact.businessKey() : null, source);
    String claim = key.claim();
    String order = hasKey && fact.tellsItsOrder ? claim : null;
    String checkout = null;
    if (hasKey && fact.checkout >= 0 && world.have(Safeguard.CHECKOUTS_ARE_TIED)) {
      checkout = CheckoutTie.key(key, "checkout " + fact.checkout);
      CheckoutTie.Ruling ruling = CheckoutTie.judge(state.checkouts.get(checkout), claim, order);
      state.checkouts.put(checkout, ruling.known());
      claim = ruling.claim();
      checkout = ruling.isTied() ? checkout : null;
    }
    String owned = null;
    String duplicateOf = null;
    if (fact.isEvent && EventIdOwnership.applies(key, source, fact.messageId())) {
      String id = EventIdOwnership.key(key, source);
      EventIdOwnership.Ruling ruling =
          EventIdOwnership.judge(state.owners.get(id), claim, source, fact.messageId());
      if (world.have(Safeguard.NO_ID_FOR_TWO_CLAIMS)) {
        state.owners.put(id, ruling.owner());
        eventId = ruling.eventId();
        owned = ruling.isReused() ? null : id;
      }
    }
    if (fact.isEvent && hasKey) {
      CopyMarking.Mark step =
          CopyMarking.handle(state.copies.get(claim), eventId, fact.messageId());
      if (!(step instanceof CopyMarking.Mark.Passes passes)) {
        return;
      }
      state.copies.put(claim, passes.state());
      duplicateOf = passes.duplicateOf();
      if (world.have(Safeguard.ONE_ID_FOR_A_CLAIM)) {
        eventId = passes.eventId();
      }
      if (duplicateOf != null && !world.have(Safeguard.EVERY_COPY_IS_KEPT)) {
        return;
      }
    }
    CopyRef ref =
        new CopyRef(
            claim,
            new EventRef(eventId, fact.messageId(), name, "acct", "production"),
            source,
            "p" + profile,
            duplicateOf);
    CanonicalHeader header =
        new CanonicalHeader(
            claim,
            eventId,
            fact.messageId(),
            owned,
            duplicateOf,
            checkout,
            checkout == null ? null : order);
    ways.get(fact.isEvent && fact.hasBusinessKey() ? 1 + fact.truth() % 2 : 0)
        .add(new Canonical(fact, ref, header, profile, said, others, -1, 0, false));
  }

  /** One record goes from its way into a producer's buffer. */
  boolean hand(int way) {
    Canonical entry = ways.get(way).poll();
    if (entry == null) {
      return false;
    }
    buffers.get(way).get(entry.profile() % world.mix.canonicalPartitions()).add(entry);
    return true;
  }

  /** A producer's buffer goes out, or a part of it. */
  boolean flush(int way, int partition, int most) {
    List<Canonical> buffer = buffers.get(way).get(partition);
    if (buffer.isEmpty()) {
      return false;
    }
    for (int i = Math.min(most, buffer.size()); i > 0; i--) {
      world.write(buffer.remove(0), partition);
    }
    return true;
  }

  /** As before a checkpoint is complete. */
  void flushAll() {
    for (int way = 0; way < WAYS; way++) {
      handAll(way);
      for (int partition = 0; partition < world.mix.canonicalPartitions(); partition++) {
        flush(way, partition, Integer.MAX_VALUE);
      }
    }
  }

  private void handAll(int way) {
    while (!ways.get(way).isEmpty()) {
      hand(way);
    }
  }

  State snapshot() {
    return new State(state, world.ends(world.canonical));
  }

  /**
   * Dies, and goes on from a checkpoint.
   *
   * @param goesOn whether the dead one does not know that it is, and writes for a while
   * @param later takes what is written when the next one has started
   */
  void crash(State from, boolean goesOn, BiConsumer<Integer, Canonical> later) {
    world.say("--- resolve crashes");
    if (goesOn) {
      for (int i = world.chance.below(10); i > 0; i--) {
        read(world.chance.below(world.mix.rawPartitions()));
      }
    }
    for (int way = 0; way < WAYS; way++) {
      if (goesOn) {
        handAll(way);
      }
      ways.get(way).clear();
      for (int partition = 0; partition < world.mix.canonicalPartitions(); partition++) {
        List<Canonical> buffer = buffers.get(way).get(partition);
        if (!goesOn) {
          flush(way, partition, world.chance.below(buffer.size() + 1));
        }
        if (goesOn || world.chance.of(0.2)) {
          for (Canonical entry : buffer) {
            later.accept(partition, entry.late());
          }
        }
        buffer.clear();
      }
    }
    state = new State(from, from.canonicalEnds);
    if (world.have(Safeguard.IDS_ARE_LEARNT_AGAIN)) {
      learnAgain();
    }
  }

  private void learnAgain() {
    for (int partition = 0; partition < state.canonicalEnds.length; partition++) {
      List<Canonical> topic = world.canonical.get(partition);
      for (Canonical entry : topic.subList(state.canonicalEnds[partition], topic.size())) {
        RecordHeaders headers = new RecordHeaders();
        entry.header().writeTo(headers);
        CanonicalHeader header = CanonicalHeader.in(headers);
        if (ClaimKey.hasBusinessKey(header.claim())) {
          state.copies.compute(header.claim(), (claim, known) -> CopyMarking.learn(known, header));
        }
        if (header.checkout() != null && world.have(Safeguard.CHECKOUTS_ARE_LEARNT_AGAIN)) {
          state.checkouts.compute(
              header.checkout(), (unused, known) -> CheckoutTie.learn(known, header));
        }
        if (header.ownedId() != null) {
          state.owners.compute(
              header.ownedId(), (id, owner) -> EventIdOwnership.learn(owner, header));
        }
      }
    }
  }
}
