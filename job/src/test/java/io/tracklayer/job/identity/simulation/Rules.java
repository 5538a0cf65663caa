package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.Step;

/** What a message leads to at a node: the protocol, or one that lacks a safeguard. */
@FunctionalInterface
interface Rules {
  Step handle(NodeId self, NodeState state, Message message);
}
