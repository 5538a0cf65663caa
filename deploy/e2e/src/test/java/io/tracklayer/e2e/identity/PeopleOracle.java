package io.tracklayer.e2e.identity;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who is one person, by the textbook: union-find in memory, which joins whatever is linked. */
final class PeopleOracle {

  private final Map<NodeId, NodeId> parents = new HashMap<>();
  private final Map<NodeId, Long> firstSeen = new HashMap<>();
  private final Set<String> messages = new HashSet<>();

  /** A copy under the same message id tells nothing. */
  void see(Draft event) {
    if (!messages.add(event.messageId())) {
      return;
    }
    for (Sighting sighting : event.identifiers()) {
      firstSeen.merge(sighting.node(), event.receivedAt(), Math::min);
      parents.put(root(event.anchor()), root(sighting.node()));
    }
  }

  Set<NodeId> identifiers() {
    return Set.copyOf(firstSeen.keySet());
  }

  /** Profile id by identifier: of the member that was seen first, the smallest of several. */
  Map<NodeId, String> profileIds() {
    Map<NodeId, NodeId> first = new HashMap<>();
    Comparator<NodeId> earlier =
        Comparator.<NodeId>comparingLong(firstSeen::get).thenComparing(Comparator.naturalOrder());
    for (NodeId node : firstSeen.keySet()) {
      first.merge(root(node), node, (a, b) -> earlier.compare(a, b) <= 0 ? a : b);
    }
    Map<NodeId, String> ids = new HashMap<>();
    firstSeen.keySet().forEach(node -> ids.put(node, first.get(root(node)).hex()));
    return ids;
  }

  private NodeId root(NodeId node) {
    NodeId parent = parents.getOrDefault(node, node);
    if (parent.equals(node)) {
      return node;
    }
    NodeId root = root(parent);
    parents.put(node, root);
    return root;
  }
}
