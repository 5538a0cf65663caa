package io.tracklayer.job.delivery.simulation;

import io.tracklayer.job.delivery.Claim;
import io.tracklayer.job.delivery.Started;
import io.tracklayer.job.delivery.Withdrawals;
import io.tracklayer.job.gate.ProfileConsent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a checkpoint holds of one pipeline. */
final class Snapshot {

  final int destination;
  final int[] offsets;
  final Map<Integer, ProfileConsent> gates = new HashMap<>();
  final Map<String, Claim> claims = new HashMap<>();
  final List<Withdrawals.Entry> withdrawals = new ArrayList<>();
  final List<Started> starts = new ArrayList<>();

  /** Of the log: nothing before them is missing in the state. */
  final int[] positions;

  /** What the oracle knows of the state: which profiles each claim was let through under. */
  final Map<Integer, Set<Integer>> letThrough = new HashMap<>();

  int deliveries;
  boolean isComplete;

  Snapshot(int destination, int canonicalPartitions, int logPartitions) {
    this.destination = destination;
    offsets = new int[canonicalPartitions];
    positions = new int[logPartitions];
    Arrays.fill(positions, Integer.MAX_VALUE);
  }

  void wasLetThrough(int truth, Set<Integer> profiles) {
    letThrough.computeIfAbsent(truth, unused -> new HashSet<>()).addAll(profiles);
  }
}
