package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One run's topics and clocks, and what chance has chosen for it. */
final class World {

  static final String PURPOSE = "marketing";

  /** Of the claims. */
  static final int KEY_GROUPS = 6;

  private static final long MS_PER_TICK = 1_000;
  private static final long MS_PER_STEP = 250;

  final Safeguards safeguards;
  final Chance chance;
  final Trace trace;
  final Mix mix;
  final Plan.Told plan;
  final Oracle oracle;
  final List<List<Fact>> raw;
  final List<List<Canonical>> canonical;
  private final Map<Topic, List<List<LogRecord>>> logs = new EnumMap<>(Topic.class);
  final int[] usableNow;

  /** Of each destination's next start. */
  final Mode[] modes;

  /** Whether what a destination had only logged was known when it began to send. */
  final boolean[] keptWhatItLogged;

  int step;
  int lives;

  /** Whether Kafka takes no records. */
  boolean isKafkaDown;

  /** The partition of each log that no broker leads for the time being; none if negative. */
  int leaderless = -1;

  /** Whether no more faults come, and everything is to come to rest. */
  boolean isCalm;

  /** What each part goes on from after a crash. */
  Resolver.State lastResolver;

  final Snapshot[] lastSnapshots;

  private final Map<String, Fact> facts = new HashMap<>();
  private int tick;
  private long time;
  private long steppedBack;

  World(long seed, Safeguards safeguards, Trace trace) {
    this.safeguards = safeguards;
    this.trace = trace;
    chance = new Chance(seed);
    mix = Mix.random(chance);
    plan = Plan.random(chance);
    raw = lists(mix.rawPartitions());
    canonical = lists(mix.canonicalPartitions());
    for (Topic topic : Topic.values()) {
      logs.put(topic, lists(mix.logPartitions()));
    }
    usableNow = new int[plan.facts().size()];
    modes = new Mode[mix.destinations()];
    Arrays.fill(modes, mix.startsInLogMode() ? Mode.LOG : Mode.SEND);
    keptWhatItLogged = new boolean[mix.destinations()];
    for (Fact fact : plan.facts()) {
      facts.put(fact.messageId(), fact);
      usableNow[fact.number] = fact.usable;
    }
    lastResolver = new Resolver.State(this);
    lastSnapshots = new Snapshot[mix.destinations()];
    oracle = new Oracle(this);
  }

  static <T> List<List<T>> lists(int size) {
    return IntStream.range(0, size).<List<T>>mapToObj(i -> new ArrayList<>()).toList();
  }

  boolean have(Safeguard safeguard) {
    return safeguards.have(safeguard);
  }

  void say(String text) {
    trace.say(() -> step + " " + text);
  }

  Fact fact(String messageId) {
    return facts.get(messageId);
  }

  int tick() {
    return tick;
  }

  void pass(int ticks) {
    tick += ticks;
  }

  /** Milliseconds, never twice the same. */
  long time() {
    time = Math.max(time + 1, tick * MS_PER_TICK);
    return time;
  }

  /** What the clock of the machine shows that delivers; it may step back. */
  long wallClock() {
    return time() - steppedBack;
  }

  void stepBack(long ms) {
    steppedBack += ms;
  }

  static long ms(int ticks) {
    return ticks * MS_PER_TICK;
  }

  /** Milliseconds of the clock that never steps back. */
  long monotonic() {
    return step * MS_PER_STEP;
  }

  /** Whether a destination takes a copy as it is now. */
  boolean isUsable(Fact fact, int destination) {
    return (usableNow[fact.number] >> destination & 1) == 1;
  }

  /** By identifier, whose it is when everything that was told is known. */
  int[] people() {
    int[] person = new int[plan.identifiers()];
    for (int i = 0; i < person.length; i++) {
      person[i] = i;
    }
    for (Fact fact : plan.facts()) {
      if (fact.other >= 0) {
        int from = person[fact.other];
        int to = person[fact.anchor];
        for (int i = 0; i < person.length; i++) {
          person[i] = person[i] == from ? to : person[i];
        }
      }
    }
    return person;
  }

  void repair(Fact fact, int destination) {
    usableNow[fact.number] |= 1 << destination;
  }

  static int keyGroup(String claim) {
    return Math.floorMod(claim.hashCode(), KEY_GROUPS);
  }

  /** Whether nothing can be written to a partition of a log. */
  boolean isAway(int partition) {
    return isKafkaDown || partition == leaderless;
  }

  int logPartition(String claim) {
    return Math.floorMod(claim.hashCode() / KEY_GROUPS, mix.logPartitions());
  }

  int[] ends(List<? extends List<?>> topic) {
    return topic.stream().mapToInt(List::size).toArray();
  }

  /** A part of a checkpoint is taken; it counts when all of it is, unless something died. */
  void complete(Checkpoint checkpoint) {
    if (checkpoint.isAborted || !checkpoint.isComplete()) {
      return;
    }
    if (checkpoint.resolver != null) {
      lastResolver = checkpoint.resolver;
    }
    for (Snapshot snapshot : checkpoint.pipelines) {
      lastSnapshots[snapshot.destination] = snapshot;
    }
    say("--- a checkpoint is complete");
  }

  void write(Canonical entry, int partition) {
    canonical.get(partition).add(entry);
    trace.say(
        () ->
            step
                + " canonical "
                + partition
                + ": "
                + entry.ref()
                + " says "
                + entry.said()
                + (entry.isRedriven() ? " redriven for " + entry.redrivenFor() : "")
                + (entry.deniedFor().isEmpty() ? "" : " denied for " + entry.deniedFor()));
  }

  /** By partition. */
  List<List<LogRecord>> log(Topic topic) {
    return logs.get(topic);
  }

  void write(Topic topic, int partition, LogRecord entry) {
    log(topic).get(partition).add(entry);
    oracle.written(entry);
    trace.say(() -> step + " " + topic + " " + partition + ": " + entry);
  }
}
