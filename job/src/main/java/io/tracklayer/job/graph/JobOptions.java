package io.tracklayer.job.graph;

import java.util.Set;

/**
 * Which part of the graph a job runs.
 *
 * @param destinations the names of the destinations to deliver to; empty for all that are
 *     configured
 */
public record JobOptions(Set<Stage> stages, Set<String> destinations) {

  public static final JobOptions ALL = new JobOptions(Set.of(Stage.values()), Set.of());

  public boolean delivers(String destination) {
    return stages.contains(Stage.DELIVER)
        && (destinations.isEmpty() || destinations.contains(destination));
  }
}
