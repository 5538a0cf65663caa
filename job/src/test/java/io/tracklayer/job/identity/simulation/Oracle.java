package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which identifiers are one person's if nothing ever goes wrong and no union is refused: a
 * plain union-find.
 */
final class Oracle {

  private final Map<NodeId, NodeId> parents = new HashMap<>();

  Oracle(List<Draft> log) {
    for (Draft draft : log) {
      for (Sighting sighting : draft.identifiers()) {
        parents.put(find(sighting.node()), find(draft.anchor()));
      }
    }
  }

  /** Some node that stands for all that are connected with this one. */
  NodeId find(NodeId node) {
    NodeId at = node;
    while (!parents.getOrDefault(at, at).equals(at)) {
      at = parents.get(at);
    }
    return at;
  }
}
