package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message.Adopted;
import io.tracklayer.job.identity.protocol.Message.Side;

/**
 * Makes a node of which nothing was known a child at once, without a proposal. That takes two
 * messages instead of four, which matters for sources that send a new device id with each event.
 *
 * <p>Invariant: a node is adopted only where no root could refuse it, so none is asked: nothing is
 * known of the node, and no limit applies to its type. The node's first event carries it to the
 * root. Messages that come to the node in the meantime are forwarded, and a second copy of {@link
 * Adopted} adds nothing. After a crash, either the node is a child and the message is under way, or
 * neither.
 */
final class Adopting {

  private Adopting() {}

  /** A link that the source states also ends refusals, so it goes by a proposal. */
  static boolean mayBeAdopted(Walk walk, Side home, Turn turn) {
    return turn.state().equals(NodeState.FRESH)
        && !turn.isSmallerThan(home.root())
        && !turn.limits().applyTo(walk.next().identifier())
        && !walk.event().explicitLink();
  }

  /**
   * Sends no hint for the node's next event: most often there is none, and if there is, it asks
   * once.
   */
  static void adopt(Walk walk, Side home, Turn turn) {
    turn.become(NodeState.childOf(home.root()));
    turn.send(new Adopted(home.root(), walk));
  }

  static void arrived(Adopted news, Turn turn) {
    NodeState node = turn.state();
    if (node.parent() != null) {
      turn.send(news.forwardedTo(node.parent()));
    } else if (node.isPending()) {
      turn.park();
    } else {
      list(news.walk(), turn);
    }
  }

  private static void list(Walk walk, Turn turn) {
    NodeId before = turn.profile().id().orElseThrow();
    NodeId node = walk.next().node();
    turn.keepWith(node, turn.profile().merge(Profile.of(walk.next(), walk.event())));
    Remembering.joined(node, turn.profile(), turn);
    turn.publish(Union.linked(walk, before, turn.profile().id().orElseThrow()));
    Walking.goOn(walk.joined(false), turn);
  }
}
