package io.tracklayer.local.bench;

import java.util.List;

/**
 * What a benchmark does.
 *
 * @param stages in order, without repeats; none if growth is measured
 * @param growth the points at which it is measured; none if stages are
 * @param profile whether to tell where the time goes
 */
record BenchPlan(
    int events,
    int users,
    long seed,
    List<BenchStage> stages,
    List<GrowthPoint> growth,
    boolean profile) {

  BenchPlan {
    stages = List.copyOf(stages);
    growth = List.copyOf(growth);
  }
}
