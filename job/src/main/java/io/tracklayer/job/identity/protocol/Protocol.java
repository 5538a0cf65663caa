package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Limits;
import java.util.Comparator;

/**
 * Union-find over identifiers, whose nodes live on different machines and communicate only by
 * messages. It is a pure function of a node's state and a message to it.
 *
 * <p>Why it ends: every wait is for a smaller node, every forward goes to a smaller node, and an
 * event never handles one of its identifiers twice. Why nothing is lost: a root that proposes
 * itself keeps its profile until the other one has it. Messages may come in any order and more than
 * once. After a crash, those sent after the restored checkpoint must be kept out ({@link
 * io.tracklayer.job.identity.loop.Fence}).
 *
 * <p>Thread-safe.
 */
public final class Protocol {

  private final Limits limits;
  private final Comparator<NodeId> order;

  public Protocol(Limits limits) {
    this(limits, Comparator.naturalOrder());
  }

  /** With another order by which one of two roots becomes the parent; for tests that break it. */
  Protocol(Limits limits, Comparator<NodeId> order) {
    this.limits = limits;
    this.order = order;
  }

  /**
   * @param self the node that the message is for
   * @param state its state; {@link NodeState#FRESH} if it has none
   */
  public TurnResult handle(NodeId self, NodeState state, Message message) {
    Turn turn = new Turn(self, state, limits, order);
    if (message instanceof Message.Join join) {
      Joining.handle(join, turn);
    } else if (message instanceof Message.Propose proposal) {
      Proposing.handle(proposal, turn);
    } else if (message instanceof Message.Adopted news) {
      Adopting.arrived(news, turn);
    } else if (message instanceof Message.Accept answer) {
      Answering.accepted(answer, turn);
    } else if (message instanceof Message.Reject answer) {
      Answering.rejected(answer, turn);
    } else if (message instanceof Message.Seen news) {
      Sharing.handle(news, turn);
    } else {
      throw new IllegalArgumentException(
          "a " + message.type().text() + " is for the step before the forest");
    }
    return turn.end();
  }
}
