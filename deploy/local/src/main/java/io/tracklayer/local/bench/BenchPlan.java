package io.tracklayer.local.bench;

import java.util.List;

/**
 * What a benchmark does.
 *
 * @param stages in order, without repeats
 * @param profile whether to tell where the time goes
 */
record BenchPlan(int events, int users, long seed, List<BenchStage> stages, boolean profile) {

  BenchPlan {
    stages = List.copyOf(stages);
  }
}
