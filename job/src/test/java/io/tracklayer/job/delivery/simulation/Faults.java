package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong, and what operators do: crashes, stops, renames, a second job. */
final class Faults {

  private static final int MOST_STEPS_OF_A_STOP = 20_000;
  private static final int MOST_STEPS_FOR_ANSWERS = 2_000;

  private final Simulation simulation;
  private final World world;
  private final Chance chance;
  private final Resolver resolver;
  private final Vendor vendor;

  Faults(Simulation simulation, World world, Resolver resolver, Vendor vendor) {
    this.simulation = simulation;
    this.world = world;
    this.chance = world.chance;
    this.resolver = resolver;
    this.vendor = vendor;
  }

  void strike() {
    int destination = chance.below(simulation.destinations());
    int dice = chance.below(100);
    if (dice < 25) {
      crash(destination, world.mix.losesState());
    } else if (dice < 45) {
      crashResolver(false);
    } else if (dice < 62) {
      crashResolver(false);
      crashAll(world.mix.losesState());
    } else if (dice < 68) {
      startAnew(destination);
    } else if (dice < 72) {
      rename(destination);
    } else if (dice < 84) {
      stop(destination);
    } else if (dice < 92) {
      startASecond(destination);
    } else if (!simulation.replaced().isEmpty()) {
      List<Pipeline> replaced = simulation.replaced();
      simulation.die(replaced.remove(chance.below(replaced.size())), false);
    }
  }

  void crash(int destination, boolean withoutState) {
    simulation.die(simulation.pipeline(destination), false);
    Snapshot last = world.lastSnapshots[destination];
    if (withoutState) {
      world.lastSnapshots[destination] = null;
      boolean readsTheWindow = world.have(Safeguard.A_FRESH_START_READS_THE_WINDOW);
      simulation.start(
          destination,
          null,
          readsTheWindow || last == null ? simulation.fromTheBeginning() : last.offsets);
    } else {
      simulation.start(
          destination, last, last == null ? simulation.fromTheBeginning() : last.offsets);
    }
  }

  /** A destination that had only logged begins to send. */
  void beginToSend(int destination) {
    boolean withoutState = chance.of(0.5);
    world.modes[destination] = Mode.SEND;
    world.keptWhatItLogged[destination] = !withoutState;
    crash(destination, withoutState);
  }

  private void crashAll(boolean withoutState) {
    for (int destination = 0; destination < simulation.destinations(); destination++) {
      crash(destination, withoutState);
    }
  }

  private void crashResolver(boolean withoutState) {
    if (world.mix.isOneJob()) {
      for (int destination = 0; destination < simulation.destinations(); destination++) {
        abort(simulation.pipeline(destination));
      }
    }
    if (withoutState) {
      world.lastResolver = new Resolver.State(world);
    }
    simulation.crashResolver(world.lastResolver, chance.of(0.1));
  }

  private static void abort(Pipeline pipeline) {
    if (pipeline.checkpoint != null) {
      pipeline.checkpoint.isAborted = true;
    }
  }

  private void startAnew(int destination) {
    boolean everything = chance.of(0.5);
    crashResolver(everything);
    if (everything || chance.of(0.5)) {
      crashAll(true);
    } else {
      crash(destination, true);
    }
  }

  private void rename(int destination) {
    Snapshot last = world.lastSnapshots[destination];
    simulation.die(simulation.pipeline(destination), false);
    world.lastSnapshots[destination] = null;
    boolean readsTheWindow = last == null || world.have(Safeguard.A_RENAME_READS_THE_WINDOW);
    simulation.start(
        destination, null, readsTheWindow ? simulation.fromTheBeginning() : last.offsets);
  }

  /** The old one goes on: nobody stopped it. */
  private void startASecond(int destination) {
    Pipeline old = simulation.pipeline(destination);
    abort(old);
    simulation.replaced().add(old);
    if (!chance.of(0.7)) {
      world.lastSnapshots[destination] = null;
    }
    Snapshot last = world.lastSnapshots[destination];
    simulation.start(
        destination, last, last == null ? simulation.fromTheBeginning() : last.offsets);
  }

  void checkpoint() {
    if (world.mix.isOneJob()) {
      checkpointOfTheJob();
    } else if (chance.of(0.4)) {
      resolver.flushAll();
      world.lastResolver = resolver.snapshot();
    } else {
      Pipeline pipeline = simulation.pipeline(chance.below(simulation.destinations()));
      if (pipeline.pending == null) {
        begin(pipeline);
      }
    }
  }

  private void checkpointOfTheJob() {
    List<Snapshot> snapshots = new ArrayList<>();
    for (int destination = 0; destination < simulation.destinations(); destination++) {
      if (simulation.pipeline(destination).pending != null) {
        return;
      }
      snapshots.add(snapshot(destination));
    }
    resolver.flushAll();
    Checkpoint checkpoint = new Checkpoint(resolver.snapshot(), snapshots);
    for (Snapshot snapshot : snapshots) {
      simulation.pipeline(snapshot.destination).begin(snapshot, checkpoint);
    }
  }

  private Snapshot begin(Pipeline pipeline) {
    Snapshot snapshot = snapshot(pipeline.destination);
    pipeline.begin(snapshot, new Checkpoint(null, List.of(snapshot)));
    return snapshot;
  }

  private Snapshot snapshot(int destination) {
    return new Snapshot(destination, world.mix.canonicalPartitions(), world.mix.logPartitions());
  }

  private void stop(int destination) {
    if (!world.mix.isOneJob()) {
      stopWithSavepoint(destination);
      return;
    }
    resolver.flushAll();
    world.lastResolver = resolver.snapshot();
    for (int each = 0; each < simulation.destinations(); each++) {
      stopWithSavepoint(each);
    }
  }

  private void stopWithSavepoint(int destination) {
    if (world.isKafkaDown || world.leaderless >= 0) {
      return;
    }
    Pipeline pipeline = simulation.pipeline(destination);
    pipeline.isStopping = true;
    abort(pipeline);
    if (world.have(Safeguard.A_STOP_WAITS_FOR_ANSWERS)) {
      for (int i = 0; i < MOST_STEPS_FOR_ANSWERS && pipeline.hasRequestsOut(); i++) {
        vendor.step();
        pipeline.answer();
        world.step++;
      }
    }
    pump(pipeline);
    Snapshot savepoint = begin(pipeline);
    pump(pipeline);
    if (!savepoint.isComplete) {
      throw new IllegalStateException("the savepoint is not complete");
    }
    world.lastSnapshots[destination] = savepoint;
    simulation.die(pipeline, true);
    simulation.start(destination, savepoint, savepoint.offsets);
  }

  /** Until the barriers of a checkpoint are through. */
  private static void pump(Pipeline pipeline) {
    for (int i = 0; i < MOST_STEPS_OF_A_STOP && pipeline.pending != null; i++) {
      pipeline.pump();
    }
  }
}
