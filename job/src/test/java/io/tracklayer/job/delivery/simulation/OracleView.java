package io.tracklayer.job.delivery.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the oracle knows of one life of a pipeline: which claims passed the gate under which
 * profiles, and when.
 */
final class OracleView {

  private final Map<Integer, Set<Integer>> profilesOf = new HashMap<>();
  private final Map<Integer, Map<Integer, Long>> letThroughAt = new HashMap<>();
  private final Map<Integer, Long> lastGrantOf = new HashMap<>();
  private long operations;

  void restore(int truth, Set<Integer> profiles) {
    profilesOf.put(truth, new HashSet<>(profiles));
    profiles.forEach(profile -> at(truth).put(profile, 0L));
  }

  long nextOperation() {
    return ++operations;
  }

  void letThrough(int truth, int profile) {
    at(truth).putIfAbsent(profile, nextOperation());
  }

  /** A permitted copy has reached delivery. */
  void taken(int truth, int profile) {
    profilesOf.computeIfAbsent(truth, unused -> new HashSet<>()).add(profile);
  }

  Set<Integer> profilesOf(int truth) {
    return profilesOf.getOrDefault(truth, Set.of());
  }

  /** Whether a withdrawal came when the claim had been let through under the profile. */
  boolean wasLetThroughBefore(int truth, int profile, long operation) {
    return at(truth).getOrDefault(profile, 0L) <= operation;
  }

  /** The gate knows, or has known, a grant of this time as the newest statement. */
  void granted(int profile, long at) {
    lastGrantOf.merge(profile, at, Math::max);
  }

  /** In milliseconds, before every time if none is known. */
  long lastGrantOf(int profile) {
    return lastGrantOf.getOrDefault(profile, Long.MIN_VALUE);
  }

  private Map<Integer, Long> at(int truth) {
    return letThroughAt.computeIfAbsent(truth, unused -> new HashMap<>());
  }
}
