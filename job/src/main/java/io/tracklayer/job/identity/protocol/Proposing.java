package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message.Accept;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.Message.Propose;
import io.tracklayer.job.identity.protocol.Message.Reject;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Handles the proposal of a larger root. The smaller root alone judges the union, one proposal at a
 * time, which makes limits exact.
 *
 * <p>Invariant: the profile is here before the other side drops it. A second copy adds nothing, and
 * gets the same answer as the first. If that was an acceptance, a union that adds nothing exceeds
 * nothing; if it was a rejection, what counts against limits only grows. After a crash, both sides
 * return to a time before the proposal, or to one at which it is under way.
 */
final class Proposing {

  private Proposing() {}

  static void handle(Propose proposal, Turn turn) {
    NodeState node = turn.state();
    if (node.parent() != null) {
      turn.send(proposal.forwardedTo(node.parent()));
    } else if (node.isPending()) {
      turn.park();
    } else {
      judge(proposal, turn);
    }
  }

  private static void judge(Propose proposal, Turn turn) {
    if (proposal.isFromHome()
        && !wasAccepted(proposal, turn)
        && Sharing.standsApart(proposal.walk(), turn.profile(), turn)) {
      standApart(proposal, turn);
      return;
    }
    Union union =
        Union.of(
            turn.profile().standing(turn.limits()),
            proposal.profile().standing(turn.limits()),
            proposal.walk(),
            turn.limits());
    if (union.isRefused()) {
      reject(proposal, union, turn);
    } else {
      accept(proposal, turn);
    }
  }

  /**
   * A second copy: nodes are known where they belong, and nowhere else. Since the first, its
   * identifier may have become nobody's.
   */
  private static boolean wasAccepted(Propose proposal, Turn turn) {
    return proposal.profile().nodes().stream().anyMatch(turn.profile()::lists);
  }

  private static void accept(Propose proposal, Turn turn) {
    Walk walk = proposal.walk();
    NodeId own = turn.profile().id().orElseThrow();
    NodeId others = proposal.profile().id().orElseThrow();
    Profile both =
        walk.event().explicitLink()
            ? turn.profile().mergeStated(proposal.profile(), turn.limits())
            : united(proposal, turn);
    Remembering.united(turn.profile(), both, turn);
    Remembering.united(proposal.profile(), both, turn);
    turn.keep(both);
    turn.send(new Accept(proposal.from(), turn.self(), proposal.number()));
    hint(proposal, both, turn);
    turn.publish(
        Union.made(
            walk,
            proposal.isFromHome() ? others : own,
            proposal.isFromHome() ? own : others,
            both.id().orElseThrow(),
            proposal.nextIsKnown()));
    Walking.goOn(walk.joined(proposal.nextIsKnown()), turn);
  }

  private static Profile united(Propose proposal, Turn turn) {
    Walk walk = proposal.walk();
    Profile both = turn.profile().unite(proposal.profile(), walk.event().messageId());
    if (!walk.next().identifier().isDevice()) {
      both = both.refusingNoDevices();
    }
    boolean bothAreKnown = proposal.nextIsKnown() && !walk.homeIsNew();
    return bothAreKnown
        ? both.denyingAnew(walk.event().receivedAt(), walk.event().messageId())
        : both;
  }

  /** Sends hints to the anchors that moved, and to identifiers that are one person's again. */
  private static void hint(Propose proposal, Profile both, Turn turn) {
    SortedSet<NodeId> moved = new TreeSet<>(proposal.profile().members().keySet());
    if (proposal.walk().event().explicitLink()) {
      both.members()
          .forEach(
              (node, member) -> {
                if (!member.others().isEmpty()) {
                  moved.add(node);
                }
              });
    }
    for (NodeId member : moved) {
      turn.send(new Hint(member, turn.self()));
    }
  }

  /** The identifier has become nobody's since the two sides learned of each other. */
  private static void standApart(Propose proposal, Turn turn) {
    Walk walk = proposal.walk();
    Sharing.markNext(walk, personOf(proposal, turn), turn);
    turn.send(
        new Reject(
            proposal.from(),
            turn.self(),
            proposal.number(),
            walk.next().node(),
            walk.event().receivedAt()));
    turn.send(new Join(proposal.from(), walk.sharedNext(), null, false));
  }

  private static NodeId personOf(Propose proposal, Turn turn) {
    return proposal
        .profile()
        .standing(turn.limits())
        .userId()
        .orElse(Sharing.home(proposal.walk()));
  }

  /** The event goes on at the side that has its identifiers handled so far. */
  private static void reject(Propose proposal, Union union, Turn turn) {
    Walk walk = proposal.walk();
    NodeId own = turn.profile().id().orElseThrow();
    NodeId others = proposal.profile().id().orElseThrow();
    long at = walk.event().receivedAt();
    if (proposal.isFromHome()) {
      turn.publish(union.conflict(walk, others, own));
      Joining.rememberHome(walk, union, turn);
      Sharing.markNext(walk, personOf(proposal, turn), turn);
      turn.send(
          new Reject(proposal.from(), turn.self(), proposal.number(), walk.next().node(), at));
      turn.send(new Join(proposal.from(), walk.refusedNext(), null, false));
    } else {
      turn.publish(union.conflict(walk, own, others));
      turn.send(
          new Reject(
              proposal.from(),
              turn.self(),
              proposal.number(),
              Joining.homeToRemember(walk, union, turn),
              at));
      Sharing.tellNext(walk, turn);
      Walking.goOn(walk.refusedNext(), turn);
    }
  }
}
