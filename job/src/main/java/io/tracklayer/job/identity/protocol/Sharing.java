package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange.Trigger;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.Message.Seen;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Handles identifiers that several people were seen with, and that are therefore nobody's. Their
 * root remembers who else came with them. An event that carries no other identifier is resolved at
 * a node apart, which no person's tree ever reaches, so it is enriched with nothing of any of these
 * people.
 *
 * <p>Invariant: the people that were seen are remembered where the identifier's events are
 * resolved, whichever side refused the union. The set of these people only grows, so copies and
 * other orders change nothing.
 */
final class Sharing {

  private Sharing() {}

  static void handle(Seen news, Turn turn) {
    NodeId parent = turn.state().parent();
    if (parent != null) {
      turn.send(news.forwardedTo(parent));
    } else if (turn.state().isPending()) {
      turn.park();
    } else if (!turn.profile().isEmpty()) {
      mark(news.identifier(), news.other(), news.trigger(), turn);
    }
  }

  /** Marks the identifier handled now, at its root, which has refused another person. */
  static void markNext(Walk walk, NodeId other, Turn turn) {
    if (isCounted(walk.next(), turn)) {
      mark(walk.next(), other, Union.trigger(walk.event()), turn);
    }
  }

  /** Has the identifier handled now marked, from the other root. */
  static void tellNext(Walk walk, Turn turn) {
    if (isCounted(walk.next(), turn)) {
      NodeId other = turn.profile().standing(turn.limits()).userId().orElse(home(walk));
      turn.send(Seen.with(other, walk.next(), Union.trigger(walk.event())));
    }
  }

  /** Whether it is remembered how many people were seen with an identifier. */
  static boolean isCounted(Sighting sighting, Turn turn) {
    Identifier identifier = sighting.identifier();
    return turn.limits().sharedAreNobodys() && (identifier.isDevice() || identifier.isAddress());
  }

  private static void mark(Sighting identifier, NodeId other, Trigger trigger, Turn turn) {
    Profile before = turn.profile();
    turn.keep(
        before.seenWith(identifier, other, trigger.at().toEpochMilli()), Set.of(identifier.node()));
    if (!before.isJunk(identifier, turn.limits())
        && turn.profile().isJunk(identifier, turn.limits())) {
      turn.publish(Union.junk(identifier, turn.profile().id().orElseThrow(), trigger));
    }
  }

  /** Whether the identifier is nobody's; a source that states a link is believed. */
  static boolean standsApart(Walk walk, Profile profile, Turn turn) {
    return !walk.event().explicitLink() && profile.isShared(walk.next(), turn.limits());
  }

  /** The event's identifiers handled so far are nobody's, but the next one may be somebody's. */
  static void seek(Walk walk, Turn turn) {
    NodeId next = walk.isDone() ? walk.firstShared().node().apart() : walk.next().node();
    turn.send(new Join(next, walk, null, false));
  }

  /**
   * An event arrives at the node apart. Hints lead here only for events with a single identifier.
   */
  static void arrive(Join join, Turn turn) {
    Walk walk = join.walk();
    boolean isTrusted =
        turn.limits().sharedAreNobodys()
            && !turn.profile().isEmpty()
            && walk.event().identifiers().size() == 1;
    if (join.hinted() && !isTrusted) {
      turn.send(new Join(walk.anchor(), walk, null, false));
    } else {
      resolve(walk, turn);
    }
  }

  private static void resolve(Walk walk, Turn turn) {
    Draft event = walk.event();
    Sighting identifier = walk.firstShared();
    Profile before = turn.profile();
    Profile contribution = Profile.apart(identifier, event, false);
    Profile kept = before.merge(contribution);
    turn.keep(kept);
    Remembering.apart(identifier.node(), before, contribution, kept, turn);
    Walking.release(
        walk,
        new Resolved(
            event,
            kept.merge(Profile.apart(identifier, event, true)),
            IdentityState.AMBIGUOUS,
            event.identifiers().stream()
                .filter(sighting -> !sighting.identifier().isDevice())
                .map(Sighting::node)
                .collect(Collectors.toCollection(TreeSet::new)),
            true,
            walk.hops()),
        turn);
    if (event.identifiers().size() == 1 && !walk.entry().equals(turn.self())) {
      turn.send(new Hint(event.anchor(), turn.self()));
    }
  }

  static NodeId home(Walk walk) {
    return walk.home().orElseThrow();
  }
}
