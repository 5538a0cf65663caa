package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message.Accept;
import io.tracklayer.job.identity.protocol.Message.Reject;
import java.util.Set;

/**
 * Handles the answer to a proposal, at the node that made it.
 *
 * <p>Invariant: a proposal has one answer, which ends the waiting. The parked messages are handled
 * then: a node that is now a child forwards them, and one that is still a root handles them itself.
 * A second copy, or the answer to another proposal, finds no node waiting for it and is ignored.
 * After a crash, the answer comes again if the proposal was made before the checkpoint; if not, the
 * fence keeps it out.
 */
final class Answering {

  private Answering() {}

  static void accepted(Accept answer, Turn turn) {
    if (turn.state().awaits(answer.number())) {
      turn.become(NodeState.childOf(answer.by()));
      turn.release();
    }
  }

  static void rejected(Reject answer, Turn turn) {
    if (turn.state().awaits(answer.number())) {
      Set<NodeId> refused = answer.other() == null ? Set.of() : Set.of(answer.other());
      turn.become(
          turn.state().refused(turn.profile().refusing(refused, answer.at(), turn.limits())));
      turn.release();
    }
  }
}
