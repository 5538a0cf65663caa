package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.identifier.NodeId;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which members are names of one another, because a source said so (alias, merge). Together they
 * count as one against a limit.
 *
 * <p>They are held in one form only, with each name pointing to the smallest of its group, so that
 * merging is commutative, associative and idempotent. Immutable.
 *
 * @param smallest the smallest name of a group, by every other name in it
 */
public record Aliases(SortedMap<NodeId, NodeId> smallest) {

  public static final Aliases NONE = new Aliases(new TreeMap<>());

  /** How many other names there are. */
  int size() {
    return smallest.size();
  }

  /** The one name that stands for all of its group. */
  public NodeId nameFor(NodeId node) {
    return smallest.getOrDefault(node, node);
  }

  public Aliases with(NodeId one, NodeId other) {
    NodeId nameOfOne = nameFor(one);
    NodeId nameOfOther = nameFor(other);
    int order = nameOfOne.compareTo(nameOfOther);
    if (order == 0) {
      return this;
    }
    NodeId kept = order < 0 ? nameOfOne : nameOfOther;
    NodeId replaced = order < 0 ? nameOfOther : nameOfOne;
    SortedMap<NodeId, NodeId> joined = new TreeMap<>(smallest);
    joined.replaceAll((node, name) -> name.equals(replaced) ? kept : name);
    joined.put(replaced, kept);
    return new Aliases(joined);
  }

  public Aliases merge(Aliases other) {
    Aliases merged = this;
    for (var alias : other.smallest.entrySet()) {
      merged = merged.with(alias.getKey(), alias.getValue());
    }
    return merged;
  }
}
