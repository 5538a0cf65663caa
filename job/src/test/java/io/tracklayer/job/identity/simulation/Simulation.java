package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.HintsInMemory;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run, from one seed: a raw log, and everything that may happen to a job that reads it. The
 * protocol, the fence and the binary forms are the real ones; what Flink and Kafka promise is acted
 * out around them.
 */
final class Simulation {

  private static final int MOST_STEPS = 200_000;
  private static final int RANK_OF_GRAPHS = 1;
  private static final int FORGOTTEN_IN = 4;
  private static final int OLDER_IN = 6;
  private static final int ZOMBIE_STEPS_IN = 3;
  private static final int ZOMBIE_ENDS_IN = 40;

  private final Chance chance;
  private final Regime regime;
  private final Limits limits;
  private final Census census;
  private final World world;
  private final Trace trace;
  private final List<Checkpoint> retained = new ArrayList<>(List.of(Checkpoint.NONE));
  private final List<Execution> zombies = new ArrayList<>();
  private final int crashOdds;
  private int crashesLeft;
  private Epoch epoch;
  private Execution job;

  private Simulation(long seed, Safeguards safeguards, Trace trace) {
    this.trace = trace;
    regime = Regime.of(seed);
    chance = new Chance(seed);
    Map<String, Integer> byType = RunLimits.random(chance, regime);
    limits = new Limits(byType).withMarks(RunLimits.marks(chance));
    census = new Census(byType);
    Wire wire = new Wire(chance.oneIn(10));
    List<Draft> log = RawLog.random(chance, regime);
    trace.say(() -> "regime " + regime + ", limits " + byType);
    trace.log(log);
    Watch watch = new Watch(limits, census, trace);
    world =
        new World(
            regime,
            Pace.random(chance),
            log,
            new LoopLog(wire),
            new ArrayList<>(),
            watch.over(safeguards.rules().apply(limits)),
            safeguards.admission(),
            safeguards.barrier(),
            watch,
            wire,
            trace);
    crashesLeft = regime.has(Trouble.CRASHES) ? chance.between(1, 5) : 0;
    crashOdds = chance.pick(List.of(8, 30, 100));
    epoch = new Epoch(chance.node(RANK_OF_GRAPHS), 0);
    job = execution(epoch, Checkpoint.NONE, 1, chance.between(1, 3), true);
  }

  /**
   * @throws Violation when it does not come to rest, or breaks on the way what must always hold
   */
  static Rest run(long seed, Safeguards safeguards, Trace trace) {
    return new Simulation(seed, safeguards, trace).run();
  }

  private Rest run() {
    int steps = 0;
    while (stepOrCrash()) {
      steps++;
      if (steps > MOST_STEPS) {
        throw new Violation("there is no rest after " + MOST_STEPS + " steps");
      }
    }
    return rest();
  }

  private boolean stepOrCrash() {
    if (crashesLeft > 0 && chance.oneIn(crashOdds)) {
      crash();
    }
    if (!zombies.isEmpty() && chance.oneIn(ZOMBIE_STEPS_IN)) {
      stepOfAZombie();
    }
    boolean moved = job.step();
    retained.addAll(job.takeCompleted());
    if (moved) {
      return true;
    }
    if (!zombies.isEmpty()) {
      zombies.clear();
      return true;
    }
    return false;
  }

  private void stepOfAZombie() {
    Execution zombie = chance.pick(zombies);
    trace.say(() -> "of a zombie:");
    zombie.step();
    if (chance.oneIn(ZOMBIE_ENDS_IN)) {
      zombies.remove(zombie);
    }
  }

  /**
   * Nearly always from the newest checkpoint, sometimes from an older one that was retained. An
   * execution that nobody stopped goes on writing for a while.
   */
  private void crash() {
    crashesLeft--;
    Checkpoint newest = retained.get(retained.size() - 1);
    Checkpoint from = chance.oneIn(OLDER_IN) ? chance.pick(retained) : newest;
    retained.removeIf(checkpoint -> chance.oneIn(FORGOTTEN_IN));
    retained.add(from);
    boolean goesOnCounting = chance.oneIn(2);
    long next = goesOnCounting ? Math.max(job.nextCheckpoint(), from.id() + 1) : from.id() + 1;
    if (regime.has(Trouble.FORKS)) {
      zombies.add(chance.oneIn(2) ? job : fork(from));
    }
    epoch =
        goesOnCounting
            ? new Epoch(epoch.graph(), epoch.attempt() + 1)
            : new Epoch(chance.node(RANK_OF_GRAPHS), 0);
    int parallelism = regime.has(Trouble.RESCALES) ? chance.between(1, 3) : 2;
    trace.say(
        () ->
            "crash; goes on from checkpoint "
                + from.id()
                + " as attempt "
                + epoch.attempt()
                + " on "
                + parallelism
                + " subtasks");
    job = execution(epoch, from, next, parallelism, true);
  }

  private Execution fork(Checkpoint from) {
    trace.say(() -> "another job starts from checkpoint " + from.id());
    Epoch other = new Epoch(chance.node(RANK_OF_GRAPHS), 0);
    return execution(other, from, from.id() + 1, chance.between(1, 3), false);
  }

  private Execution execution(
      Epoch its, Checkpoint from, long next, int parallelism, boolean tellsTheGate) {
    return new Execution(its, from, next, parallelism, world, chance, tellsTheGate);
  }

  private Rest rest() {
    Map<NodeId, NodeState> nodes = new HashMap<>();
    List<Message> parked = new ArrayList<>();
    int bodies = 0;
    List<Resolved> resolved = new ArrayList<>();
    List<IdentityChange> published = new ArrayList<>();
    for (ForestTask.State state : job.forest()) {
      nodes.putAll(state.nodes());
      state.parked().values().forEach(parked::addAll);
      bodies += state.bodies().values().stream().mapToInt(Map::size).sum();
      resolved.addAll(state.resolved());
      published.addAll(state.published());
    }
    return new Rest(
        regime,
        limits,
        census,
        world.rules(),
        world.log(),
        nodes,
        hints(),
        parked,
        bodies,
        resolved,
        published,
        world.gate(),
        trace);
  }

  private HintsInMemory hints() {
    HintsInMemory all = new HintsInMemory();
    for (HintsInMemory part : job.hints()) {
      part.anchors().forEach(anchor -> all.copy(anchor, part));
    }
    return all;
  }
}
