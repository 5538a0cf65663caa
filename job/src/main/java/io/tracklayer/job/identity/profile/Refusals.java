package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Identifiers that a profile was refused, so that the next event with one of them need not ask
 * again. Their number is bounded; a forgotten one is asked for and refused once more.
 *
 * <p>Refusals hold only under the limits that they were made by; under others they are forgotten.
 * Merging is commutative, associative and idempotent. Immutable.
 *
 * @param limitsTag see {@link Limits#tag}
 * @param at when the newest event that met the refusal was received, epoch milliseconds
 */
public record Refusals(int limitsTag, SortedMap<NodeId, Long> at) {

  static final int MAX_REMEMBERED = 64;

  public static final Refusals NONE = new Refusals(Integer.MIN_VALUE, new TreeMap<>());

  private static final Comparator<Map.Entry<NodeId, Long>> NEWEST_FIRST =
      Map.Entry.<NodeId, Long>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  public boolean contain(NodeId node, int currentTag) {
    return limitsTag == currentTag && at.containsKey(node);
  }

  /** Returns these refusals themselves if all nodes are remembered as that new. */
  Refusals with(Set<NodeId> nodes, long receivedAt, int currentTag) {
    Refusals current = limitsTag == currentTag ? this : NONE;
    SortedMap<NodeId, Long> newer = new TreeMap<>();
    for (NodeId node : nodes) {
      Long known = current.at.get(node);
      if (known == null || known < receivedAt) {
        newer.put(node, receivedAt);
      }
    }
    return newer.isEmpty() ? this : current.merge(new Refusals(currentTag, newer));
  }

  Refusals withoutDevices() {
    SortedMap<NodeId, Long> others = new TreeMap<>(at);
    others.keySet().removeIf(node -> node.rank() == Identifier.RANK_OF_DEVICES);
    return others.isEmpty() ? NONE : new Refusals(limitsTag, others);
  }

  Refusals merge(Refusals other) {
    if (other.at.isEmpty()) {
      return this;
    }
    if (at.isEmpty()) {
      return other;
    }
    if (limitsTag != other.limitsTag) {
      return limitsTag > other.limitsTag ? this : other;
    }
    SortedMap<NodeId, Long> merged = new TreeMap<>(at);
    other.at.forEach((node, time) -> merged.merge(node, time, Math::max));
    return new Refusals(limitsTag, newest(merged));
  }

  private static SortedMap<NodeId, Long> newest(SortedMap<NodeId, Long> all) {
    if (all.size() <= MAX_REMEMBERED) {
      return all;
    }
    SortedMap<NodeId, Long> kept = new TreeMap<>();
    all.entrySet().stream()
        .sorted(NEWEST_FIRST)
        .limit(MAX_REMEMBERED)
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return kept;
  }
}
