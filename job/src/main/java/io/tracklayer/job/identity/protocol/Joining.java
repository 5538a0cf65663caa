package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.Message.Propose;
import io.tracklayer.job.identity.protocol.Message.Side;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Handles an event that looks for the root of one of its identifiers.
 *
 * <p>Invariant: only a root that waits for no answer decides; a child forwards to its parent, a
 * waiting root parks. A second copy finds the union made and goes on, so its event is resolved once
 * more, with the same event id. A message that arrives out of order may meet a side that is no
 * longer a root; the node that is asked then forwards it. After a crash, either the event comes
 * again from the raw topic or the message from the loop, but never both: the fence sees to that.
 */
final class Joining {

  private Joining() {}

  static void handle(Join join, Turn turn) {
    NodeState node = turn.state();
    if (!join.walk().anchor().standsForIdentifier()) {
      Walking.resolveNobody(join.walk(), turn);
    } else if (turn.self().isApart()) {
      Sharing.arrive(join, turn);
    } else if (node.parent() != null) {
      turn.send(join.forwardedTo(node.parent()));
    } else if (node.isPending()) {
      turn.park();
    } else {
      atRoot(join, join.side(), turn);
    }
  }

  private static void atRoot(Join join, @Nullable Side side, Turn turn) {
    if (side == null) {
      Walking.arrive(join.walk(), turn);
    } else if (side.root().equals(turn.self())) {
      Walking.goOn(join.walk().passed(true), turn);
    } else {
      meet(join.walk(), side, turn);
    }
  }

  /** Two roots that an event brings together: the smaller one will be the parent. */
  private static void meet(Walk walk, Side side, Turn turn) {
    if (side.isHome() && Sharing.standsApart(walk, turn.profile(), turn)) {
      NodeId other = side.standing().userId().orElse(Sharing.home(walk));
      Sharing.markNext(walk, other, turn);
      turn.send(new Join(side.root(), walk.sharedNext(), null, false));
      return;
    }
    if (side.isHome() && Adopting.mayBeAdopted(walk, side, turn)) {
      Adopting.adopt(walk, side, turn);
      return;
    }
    boolean nextIsKnown = side.nextIsKnown();
    if (side.isHome()) {
      nextIsKnown = !turn.profile().isEmpty();
      if (!nextIsKnown) {
        turn.keep(turn.profile().merge(Profile.of(walk.next(), walk.event())));
      }
    }
    Union union =
        Union.of(turn.profile().standing(turn.limits()), side.standing(), walk, turn.limits());
    if (union.isRefused()) {
      refuse(walk, side, union, turn);
    } else if (turn.isSmallerThan(side.root())) {
      turn.send(new Join(side.root(), walk, asSide(turn, !side.isHome(), nextIsKnown), false));
    } else {
      propose(walk, side, nextIsKnown, turn);
    }
  }

  /** This node waits from here on, and keeps its profile, since no other node has it. */
  private static void propose(Walk walk, Side side, boolean nextIsKnown, Turn turn) {
    NodeId winner = side.root();
    turn.become(turn.state().proposingTo(winner));
    turn.send(
        new Propose(
            winner,
            turn.self(),
            turn.state().proposals(),
            turn.profile(),
            walk,
            !side.isHome(),
            nextIsKnown));
  }

  /**
   * Refuses before any root waits; otherwise an identifier that thousands of people share would
   * queue them all behind one waiting root. This is sound, since a standing only grows.
   */
  private static void refuse(Walk walk, Side side, Union union, Turn turn) {
    NodeId own = turn.profile().id().orElseThrow();
    if (side.isHome()) {
      turn.publish(union.conflict(walk, side.profileId(), own));
      rememberHome(walk, union, turn);
      Sharing.markNext(walk, side.standing().userId().orElse(Sharing.home(walk)), turn);
      turn.send(new Join(side.root(), walk.refusedNext(), null, false));
    } else {
      turn.publish(union.conflict(walk, own, side.profileId()));
      Sharing.tellNext(walk, turn);
      Walking.goOn(walk.refusedNext(), turn);
    }
  }

  /**
   * Remembers the event's home as refused if a limit refused it, since a home that is remembered is
   * not asked for again. A device or an address is not remembered: every person who is seen with it
   * counts.
   */
  static void rememberHome(Walk walk, Union union, Turn turn) {
    NodeId home = homeToRemember(walk, union, turn);
    if (home != null) {
      turn.keep(turn.profile().refusing(Set.of(home), walk.event().receivedAt(), turn.limits()));
    }
  }

  static @Nullable NodeId homeToRemember(Walk walk, Union union, Turn turn) {
    if (walk.event().explicitLink() || !union.isRefusedByALimit()) {
      return null;
    }
    NodeId home = Sharing.home(walk);
    boolean isCounted =
        walk.event().identifiers().stream()
            .filter(sighting -> sighting.node().equals(home))
            .anyMatch(sighting -> Sharing.isCounted(sighting, turn));
    return isCounted ? null : home;
  }

  static Side asSide(Turn turn, boolean isHome, boolean nextIsKnown) {
    return new Side(
        turn.self(),
        turn.profile().id().orElseThrow(),
        turn.profile().standing(turn.limits()),
        isHome,
        nextIsKnown);
  }
}
