package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run, from one seed: what the outside world tells, and everything that may happen to the two
 * halves of the job on the way. Claims, gates, settlement, fence, batcher, breaker and binary forms
 * are the real ones; what Flink, Kafka and the vendors do is acted out around them.
 */
final class Simulation {

  private static final int MOST_STEPS_TO_REST = 6_000;
  private static final int STEPS_OF_REST = 40;

  private final World world;
  private final Chance chance;
  private final Vendor vendor;
  private final Resolver resolver;
  private final Pipeline[] pipelines;
  private final List<Pipeline> replaced = new ArrayList<>();
  private final Deque<Runnable> late = new ArrayDeque<>();
  private final Map<String, Integer> redriven = new HashMap<>();
  private final Faults faults;
  private int told;

  private Simulation(long seed, Safeguards safeguards, Trace trace) {
    world = new World(seed, safeguards, trace);
    chance = world.chance;
    vendor = new Vendor(world);
    world.oracle.watch(vendor);
    resolver = new Resolver(world);
    pipelines = new Pipeline[world.mix.destinations()];
    for (int destination = 0; destination < pipelines.length; destination++) {
      start(destination, null, fromTheBeginning());
    }
    faults = new Faults(this, world, resolver, vendor);
  }

  /** What breaks a promise, with how often; empty if nothing does. */
  static Map<String, Integer> run(long seed, Safeguards safeguards, Trace trace) {
    return new Simulation(seed, safeguards, trace).run();
  }

  private Map<String, Integer> run() {
    int steps = 400 + world.plan.told().size() * 30;
    for (world.step = 1; world.step < steps || told < world.plan.told().size(); world.step++) {
      world.pass(1);
      if (world.mix.windowsEnd() && chance.oneIn(60)) {
        world.pass(1 + chance.below(120));
      }
      step();
      maybeDisturb();
    }
    comeToRest();
    new Rest(world, redriven).check(List.of(pipelines));
    return world.oracle.broken();
  }

  private void step() {
    int dice = chance.below(100);
    if (dice < 6 && told < world.plan.told().size()) {
      tell(world.plan.told().get(told++));
    } else if (dice < 16) {
      resolver.read(chance.below(world.mix.rawPartitions()));
    } else if (dice < 24) {
      resolver.hand(chance.below(3));
    } else if (dice < 30) {
      resolver.flush(
          chance.below(3), chance.below(world.mix.canonicalPartitions()), 1 + chance.below(3));
    } else if (dice < 34) {
      vendor.step();
    } else if (dice < 35) {
      writeLate();
    } else {
      stepOfAPipeline(dice < 50);
    }
  }

  private void stepOfAPipeline(boolean mayBeReplaced) {
    Pipeline pipeline =
        mayBeReplaced && !replaced.isEmpty()
            ? chance.pick(replaced)
            : pipelines[chance.below(pipelines.length)];
    int steps = chance.oneIn(12) ? chance.below(120) : 1 + chance.below(world.mix.pace());
    boolean isLong = steps > 40;
    for (int i = 0; i < steps; i++) {
      pipeline.step();
    }
    if (isLong) {
      vendor.step();
    }
  }

  private void tell(Fact fact) {
    if (fact.receivedAt == 0) {
      fact.receivedAt = world.time();
    }
    world.raw.get(fact.anchor % world.mix.rawPartitions()).add(fact);
  }

  private void maybeDisturb() {
    if (chance.oneIn(70)) {
      faults.checkpoint();
    }
    if (chance.oneIn(200)) {
      vendor.toggle(chance.below(pipelines.length));
    }
    if (chance.oneIn(300)) {
      world.isKafkaDown = !world.isKafkaDown && chance.of(0.3);
    }
    if (chance.oneIn(100)) {
      loseOrFindALeader();
    }
    if (world.mix.faultRate() > 0 && chance.of(world.mix.faultRate())) {
      faults.strike();
    }
    if (world.mix.clockSteps() && chance.oneIn(150)) {
      world.stepBack(World.ms(chance.below(100)));
    }
    if (chance.oneIn(80)) {
      redrive();
    }
    if (world.mix.startsInLogMode() && chance.oneIn(100)) {
      int destination = chance.below(pipelines.length);
      if (world.modes[destination] == Mode.LOG) {
        faults.beginToSend(destination);
      }
    }
  }

  /** A producer that waits too long for a leader gives up, and its job starts anew. */
  private void loseOrFindALeader() {
    if (world.leaderless >= 0) {
      if (world.mix.faultRate() > 0 && chance.of(0.5)) {
        faults.crash(chance.below(pipelines.length), world.mix.losesState());
      }
      world.leaderless = -1;
    } else if (chance.of(0.5)) {
      world.leaderless = chance.below(world.mix.logPartitions());
    }
  }

  void writeLate() {
    if (!late.isEmpty()) {
      late.poll().run();
    }
  }

  Pipeline pipeline(int destination) {
    return pipelines[destination];
  }

  List<Pipeline> replaced() {
    return replaced;
  }

  int destinations() {
    return pipelines.length;
  }

  int[] fromTheBeginning() {
    return new int[world.mix.canonicalPartitions()];
  }

  void start(int destination, Snapshot restored, int[] from) {
    pipelines[destination] = new Pipeline(world, destination, restored, from);
  }

  void die(Pipeline pipeline, boolean planned) {
    pipeline.die(planned, late::add);
  }

  void crashResolver(Resolver.State from, boolean goesOn) {
    resolver.crash(
        from, goesOn, (partition, entry) -> late.add(() -> world.write(entry, partition)));
  }

  /**
   * An operator has an outcome lifted, having repaired what was wrong with the event. A copy that
   * was told under two claims has an outcome of each, and each is lifted for itself.
   */
  private void redrive() {
    int destination = chance.below(pipelines.length);
    Map<String, LogRecord.Settled> newest = new TreeMap<>();
    for (List<LogRecord> topic : world.log(Topic.DELIVERIES)) {
      for (int position = 0; position < topic.size(); position++) {
        if (topic.get(position) instanceof LogRecord.Settled settled
            && settled.isFinal()
            && settled.destination() == destination
            && !Oracle.isVoid(topic, position)) {
          newest.merge(
              settled.fact().messageId() + " " + settled.past().claim(),
              settled,
              (one, other) -> one.past().at() > other.past().at() ? one : other);
        }
      }
    }
    List<LogRecord.Settled> liftable =
        newest.values().stream()
            .filter(entry -> Oracle.isDeadLetter(entry.past().outcome()) && !entry.isMaybe())
            .toList();
    if (!liftable.isEmpty()) {
      lift(chance.pick(liftable), destination);
    }
  }

  private void lift(LogRecord.Settled outcome, int destination) {
    for (int partition = 0; partition < world.canonical.size(); partition++) {
      for (Canonical entry : List.copyOf(world.canonical.get(partition))) {
        boolean isTheCopy =
            entry.fact() == outcome.fact() && entry.ref().claim().equals(outcome.past().claim());
        if (isTheCopy && !entry.isRedriven()) {
          redriven.merge(Rest.key(destination, entry.fact()), 1, Integer::sum);
          world.repair(entry.fact(), destination);
          world.write(entry.redrivenFor(destination, outcome.past().at()), partition);
          return;
        }
      }
    }
  }

  private void comeToRest() {
    world.isCalm = true;
    world.isKafkaDown = false;
    world.leaderless = -1;
    replaced.forEach(pipeline -> die(pipeline, false));
    writeAllThatIsLate();
    if (world.mix.faultRate() > 0 && chance.of(0.5)) {
      for (int destination = 0; destination < pipelines.length; destination++) {
        if (chance.of(0.5)) {
          faults.crash(destination, false);
        }
      }
    }
    writeAllThatIsLate();
    int idle = 0;
    for (int steps = 0; idle <= STEPS_OF_REST; steps++) {
      if (steps > MOST_STEPS_TO_REST) {
        world.oracle.breaks("P6 no rest");
        return;
      }
      world.step++;
      world.pass(1);
      idle = stepOfAll() || hasTimers() ? 0 : idle + 1;
    }
  }

  private void writeAllThatIsLate() {
    while (!late.isEmpty()) {
      writeLate();
    }
  }

  private boolean stepOfAll() {
    boolean any = false;
    for (int partition = 0; partition < world.mix.rawPartitions(); partition++) {
      any |= resolver.read(partition);
    }
    for (int way = 0; way < 3; way++) {
      any |= resolver.hand(way);
      for (int partition = 0; partition < world.mix.canonicalPartitions(); partition++) {
        any |= resolver.flush(way, partition, 5);
      }
    }
    for (int i = 0; i < 3; i++) {
      any |= vendor.step();
    }
    for (Pipeline pipeline : pipelines) {
      for (int i = 0; i < 30; i++) {
        any |= pipeline.step();
      }
    }
    return any;
  }

  private boolean hasTimers() {
    for (Pipeline pipeline : pipelines) {
      if (pipeline.hasTimers()) {
        return true;
      }
    }
    return false;
  }
}
