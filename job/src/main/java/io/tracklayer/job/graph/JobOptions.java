package io.tracklayer.job.graph;

import java.util.Set;

/**
 * Which part of the graph a job runs.
 *
 * @param destinations names; empty: every one that is configured
 */
public record JobOptions(Set<Stage> stages, Set<String> destinations) {

  public static final JobOptions ALL = new JobOptions(Set.of(Stage.values()), Set.of());

  public boolean delivers(String destination) {
    return stages.contains(Stage.DELIVER)
        && (destinations.isEmpty() || destinations.contains(destination));
  }
}
