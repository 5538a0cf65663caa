package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.HintsInMemory;
import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.List;
import java.util.Map;

/**
 * The state of a run when nothing is left to do.
 *
 * @param rules the rules of the run
 * @param log the raw topic
 * @param hints what anchors have learned in the past that counts
 * @param parked messages that still wait
 * @param bodies how many bodies still wait for their event
 * @param resolved events that left the job in the past that counts
 * @param published likewise
 * @param gate every event that ever left the job
 */
record Rest(
    Regime regime,
    Limits limits,
    Census census,
    LocalNodes.Rules rules,
    List<Draft> log,
    Map<NodeId, NodeState> nodes,
    HintsInMemory hints,
    List<Message> parked,
    int bodies,
    List<Resolved> resolved,
    List<IdentityChange> published,
    List<Resolved> gate,
    Trace trace) {

  boolean has(Trouble trouble) {
    return regime.has(trouble);
  }

  /** Whether a union may be refused, by a limit or because of two addresses. */
  boolean mayRefuse() {
    return has(Trouble.LIMITS) || namesTwoAddresses();
  }

  boolean namesTwoAddresses() {
    return log.stream()
            .flatMap(draft -> draft.identifiers().stream())
            .filter(sighting -> Census.isAddress(sighting.identifier().type()))
            .map(Sighting::node)
            .distinct()
            .count()
        > 1;
  }

  boolean hasLimitOf(String type) {
    return limits.applyTo(type);
  }

  NodeState at(NodeId node) {
    return nodes.getOrDefault(node, NodeState.FRESH);
  }

  /** Parents are smaller than their children, so this ends. */
  NodeId root(NodeId node) {
    NodeId at = node;
    while (!at(at).isRoot()) {
      at = at(at).parent();
    }
    return at;
  }

  String name(NodeId node) {
    return trace.name(node);
  }
}
