package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.NodeState;

/** What must hold of a node at every moment, not only at rest. */
final class Watch {

  private final Census census;
  private final Trace trace;

  Watch(Census census, Trace trace) {
    this.census = census;
    this.trace = trace;
  }

  void updated(NodeId node, NodeState state) {
    if (!state.isRoot() && state.parent().compareTo(node) >= 0) {
      throw new Violation(trace.name(node) + " has a parent that is not smaller");
    }
    if (state.isPending() && state.pending().to().compareTo(node) >= 0) {
      throw new Violation(trace.name(node) + " waits for a node that is not smaller");
    }
    if (!census.isWithinLimits(state.profile())) {
      throw new Violation("the profile at " + trace.name(node) + " exceeds a limit");
    }
  }
}
