package io.tracklayer.local.bench;

import io.tracklayer.contract.Topics;
import io.tracklayer.local.bench.Preload.Loaded;
import java.util.List;

/** How far a stage is, and where it ends. */
interface Course {

  /** In events of the stage's input. */
  double done() throws BenchFailure, InterruptedException;

  /** The number of events of its input. */
  double all();

  static Course of(BenchStage stage, ChildProcess job, BenchTopics topics, Loaded loaded)
      throws BenchFailure, InterruptedException {
    if (stage.tellsItsProgress()) {
      return new Course() {
        @Override
        public double done() {
          return job.progress();
        }

        @Override
        public double all() {
          return loaded.events();
        }
      };
    }
    Topics names = topics.names();
    List<String> outputs =
        stage == BenchStage.RESOLVE
            ? List.of(names.canonical(), names.deliveries(), names.rejected())
            : List.of(names.deliveries());
    long before = topics.records(outputs);
    double inputs =
        stage == BenchStage.DELIVER ? topics.records(List.of(names.canonical())) : loaded.events();
    // An event that tells of identity only has no outcome, but has its cost.
    double eventsOfOutcome =
        stage == BenchStage.DELIVER ? 1 : (double) loaded.events() / loaded.resolved();
    return new Course() {
      @Override
      public double done() throws BenchFailure, InterruptedException {
        return Math.min(inputs, (topics.records(outputs) - before) * eventsOfOutcome);
      }

      @Override
      public double all() {
        return inputs;
      }
    };
  }
}
