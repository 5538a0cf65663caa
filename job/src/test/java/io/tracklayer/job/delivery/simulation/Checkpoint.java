package io.tracklayer.job.delivery.simulation;

import java.util.List;

/** One checkpoint, of one pipeline or of the whole job. */
final class Checkpoint {

  /** Null where the halves are jobs of their own. */
  final Resolver.State resolver;

  final List<Snapshot> pipelines;
  boolean isAborted;

  Checkpoint(Resolver.State resolver, List<Snapshot> pipelines) {
    this.resolver = resolver;
    this.pipelines = pipelines;
  }

  boolean isComplete() {
    return pipelines.stream().allMatch(snapshot -> snapshot.isComplete);
  }
}
