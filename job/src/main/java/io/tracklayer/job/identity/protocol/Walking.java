package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.profile.Standing;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.Message.Return;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Handles an event at the root that holds all of its identifiers handled so far. The event goes on
 * from one identifier to the next as long as they are members here, and is resolved when none is
 * left. Nearly every event has only identifiers that are members, and is resolved in one turn.
 */
final class Walking {

  private Walking() {}

  /**
   * The event has come, or come back, to the root of the first identifier that may be its person's.
   */
  static void arrive(Walk walk, Turn turn) {
    if (walk.home().isPresent()) {
      goOn(walk, turn);
    } else if (Sharing.standsApart(walk, turn.profile(), turn)) {
      Sharing.seek(walk.sharedNext(), turn);
    } else {
      boolean known = !turn.profile().isEmpty();
      if (!known) {
        turn.keep(turn.profile().merge(Profile.of(walk.next(), walk.event())));
      }
      goOn(walk.passed(known), turn);
    }
  }

  static void goOn(Walk from, Turn turn) {
    Walk walk = from;
    while (!walk.isDone()) {
      NodeId node = walk.next().node();
      if (isMemberHere(node, walk, turn)) {
        walk = walk.passed(true);
      } else if (isRefusedAlready(walk, turn) || isRefusedHere(walk, turn)) {
        walk = walk.refusedNext();
      } else {
        remember(walk, turn);
        turn.send(new Join(node, walk, Joining.asSide(turn, true, false), false));
        return;
      }
    }
    remember(walk, turn);
    resolve(walk, turn);
  }

  private static boolean isMemberHere(NodeId node, Walk walk, Turn turn) {
    return node.equals(turn.self()) || turn.profile().lists(node) || walk.isMember(node);
  }

  /** An event without an identifier leaves no state. */
  static void resolveNobody(Walk walk, Turn turn) {
    turn.resolve(
        new Resolved(
            walk.event(),
            Profile.of(walk.event()),
            IdentityState.NONE,
            walk.refused(),
            false,
            walk.hops()));
  }

  /**
   * Whether the profile remembers a refusal; a link that the source states is worth asking again.
   */
  private static boolean isRefusedAlready(Walk walk, Turn turn) {
    return !walk.event().explicitLink()
        && turn.profile().remembersRefusal(walk.next().node(), turn.limits());
  }

  /** Whether one more identifier of its type is too many here, whoever has it. */
  private static boolean isRefusedHere(Walk walk, Turn turn) {
    Sighting next = walk.next();
    Union union =
        Union.of(
            turn.profile().standing(turn.limits()),
            Standing.of(next.identifier(), next.node(), turn.limits()),
            walk,
            turn.limits());
    if (union.isRefused()) {
      turn.publish(union.conflict(walk, turn.profile().id().orElseThrow(), null));
    }
    return union.isRefused();
  }

  /**
   * What a statement was refused is not remembered: as other names of one person its user ids may
   * be too many where they would not be as ids of their own.
   */
  private static void remember(Walk walk, Turn turn) {
    if (walk.event().explicitLink()) {
      return;
    }
    Profile after =
        turn.profile().refusing(walk.refused(), walk.event().receivedAt(), turn.limits());
    if (!after.refusals().equals(turn.profile().refusals())) {
      turn.keep(after);
    }
  }

  private static void resolve(Walk walk, Turn turn) {
    Draft event = walk.event();
    Profile contribution = Profile.of(event, walk.refused());
    Profile before = turn.profile();
    turn.keep(before.merge(contribution), contribution.members().keySet());
    Profile after = turn.profile();
    Remembering.resolved(before, contribution, after, turn);
    NodeId idBefore = before.id().orElseThrow();
    NodeId idAfter = after.id().orElseThrow();
    if (!idBefore.equals(idAfter)) {
      turn.publish(Union.renamed(walk, idBefore, idAfter));
    }
    IdentityState state =
        walk.refused().isEmpty() ? walk.findings().state() : IdentityState.CONFLICT;
    boolean shared =
        !walk.shared().isEmpty()
            || event.identifiers().stream().anyMatch(s -> isSharedHere(s, walk, turn));
    release(walk, new Resolved(event, after, state, walk.refused(), shared, walk.hops()), turn);
    if (walk.home().filter(event.anchor()::equals).isPresent()) {
      hint(walk, before, turn);
    }
  }

  /**
   * Tells the anchor its root, and which members are not listed: those that had to be asked for,
   * and those that were forgotten just now, so that they need not be.
   */
  private static void hint(Walk walk, Profile before, Turn turn) {
    SortedSet<NodeId> unlisted = new TreeSet<>(turn.forgotten());
    for (Sighting sighting : walk.event().identifiers()) {
      NodeId node = sighting.node();
      boolean isApart = walk.refused().contains(node) || node.equals(walk.anchor());
      if (!isApart && !walk.isMember(node) && !before.lists(node)) {
        unlisted.add(node);
      }
    }
    unlisted.remove(turn.self());
    if (!unlisted.isEmpty() || !walk.entry().equals(turn.self())) {
      turn.send(new Hint(walk.anchor(), turn.self(), unlisted));
    }
  }

  /**
   * Whether the identifier is shared: a device that was refused is somebody else's, or several
   * people's.
   */
  private static boolean isSharedHere(Sighting sighting, Walk walk, Turn turn) {
    return walk.refused().contains(sighting.node())
        ? turn.limits().sharedAreNobodys() && sighting.identifier().isDevice()
        : turn.profile().isShared(sighting, turn.limits());
  }

  /** The event leaves the forest, by way of its body if that was left at a node. */
  static void release(Walk walk, Resolved event, Turn turn) {
    if (walk.bodyAt() == null) {
      turn.resolve(event);
    } else {
      turn.send(new Return(walk.bodyAt(), event));
    }
  }
}
