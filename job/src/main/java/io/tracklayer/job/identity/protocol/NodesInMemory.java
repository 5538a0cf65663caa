package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What nodes know and have parked, in memory. Not thread-safe. */
abstract class NodesInMemory implements LocalNodes.Host {

  /** The entered node before any was entered. */
  private static final NodeId NO_NODE = new NodeId(0, 0);

  final Map<NodeId, NodeState> nodes = new HashMap<>();
  final Map<NodeId, List<Message>> parked = new HashMap<>();
  private NodeId entered = NO_NODE;

  @Override
  public NodeState enter(NodeId node) {
    entered = node;
    return nodes.getOrDefault(node, NodeState.FRESH);
  }

  @Override
  public void keep(NodeState state) {
    nodes.put(entered, state);
  }

  @Override
  public boolean park(Message message) {
    return parked.computeIfAbsent(entered, node -> new ArrayList<>()).add(message);
  }

  @Override
  public List<Message> takeParked() {
    List<Message> waiting = parked.remove(entered);
    return waiting == null ? List.of() : waiting;
  }
}
