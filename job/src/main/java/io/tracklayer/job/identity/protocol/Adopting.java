package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message.Adopted;
import io.tracklayer.job.identity.protocol.Message.Side;

/**
 * A node of which nothing was known becomes a child at once, without a proposal: two messages
 * instead of four, for sources that send another device id with each event.
 *
 * <p>Invariant: a node is adopted only where no judge could refuse it, so none is asked: nothing is
 * known of it, and nothing limits how many of its type a profile holds. The event that was its
 * first carries it to the root. Whoever asks for the node in the meantime is forwarded, and a
 * second copy of the news adds nothing. After a crash the node is a child and the news is under
 * way, or neither is.
 */
final class Adopting {

  private Adopting() {}

  /** A statement of the source ends refusals too, so it takes the long way. */
  static boolean mayBeAdopted(Walk walk, Side home, Turn turn) {
    return turn.state().equals(NodeState.FRESH)
        && !turn.isSmallerThan(home.root())
        && !turn.limits().applyTo(walk.next().identifier())
        && !walk.event().explicitLink();
  }

  /** Without a hint for its next event: most often there is none, and if there is, it asks once. */
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
    Profile after = turn.profile().merge(Profile.of(walk.next(), walk.event()));
    turn.keep(after);
    Remembering.joined(walk.next().node(), after, turn);
    turn.publish(Union.linked(walk, before, after.id().orElseThrow()));
    Walking.goOn(walk.joined(false), turn);
  }
}
