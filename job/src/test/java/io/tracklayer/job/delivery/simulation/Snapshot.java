package io.tracklayer.job.delivery.simulation;

import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.Withdrawals;
import io.tracklayer.job.delivery.journal.SenderStart;
import io.tracklayer.job.gate.consent.ProfileConsent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
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
  final List<SenderStart> starts = new ArrayList<>();

  /** Of each log: nothing before them is missing in the state. */
  private final Map<Topic, int[]> positions = new EnumMap<>(Topic.class);

  /** What the oracle knows of the state: which profiles each claim was let through under. */
  final Map<Integer, Set<Integer>> letThrough = new HashMap<>();

  int deliveries;
  boolean isComplete;

  Snapshot(int destination, int canonicalPartitions, int logPartitions) {
    this.destination = destination;
    offsets = new int[canonicalPartitions];
    for (Topic topic : Topic.values()) {
      int[] none = new int[logPartitions];
      Arrays.fill(none, Integer.MAX_VALUE);
      positions.put(topic, none);
    }
  }

  int position(Topic topic, int partition) {
    return positions.get(topic)[partition];
  }

  /** A subtask's state knows all that is before these ends; of several, the smallest count. */
  void isComplete(Topic topic, int[] ends) {
    int[] known = positions.get(topic);
    Arrays.setAll(known, partition -> Math.min(known[partition], ends[partition]));
  }

  void wasLetThrough(int truth, Set<Integer> profiles) {
    letThrough.computeIfAbsent(truth, unused -> new HashSet<>()).addAll(profiles);
  }
}
