package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Tells what is denied, so that a start without state does not forget it.
 *
 * <p>Invariant: what was told last of a listed member is denied by its profile, not before any
 * grant that was heard: told is each denial that begins or ends, and each that a grant comes too
 * late for. A denial that is merely repeated is not told again. Grants are not told: without the
 * profile that they were given to they would outlive a denial under another of its identifiers.
 *
 * <p>After a crash, what was told last may be of a past that no longer happened. The events that
 * told it come again, and tell it again.
 */
final class Remembering {

  private Remembering() {}

  /** An event was resolved at this root. */
  static void resolved(Profile before, Profile event, Profile after, Turn turn) {
    if (isNews(before, event, after)) {
      tell(after.members().keySet(), after, turn);
    } else if (!after.consent().isEmpty()) {
      tell(listedAgain(before, event), after, turn);
    }
  }

  private static boolean isNews(Profile before, Profile event, Profile after) {
    return !before.denied().keySet().equals(after.denied().keySet()) || grantsTooLate(event, after);
  }

  private static boolean grantsTooLate(Profile event, Profile after) {
    Set<String> denied = after.denied().keySet();
    return event.consent().keySet().stream()
        .anyMatch(purpose -> denied.contains(purpose) && !event.denied().containsKey(purpose));
  }

  /** Who was not listed was not told of what changed meanwhile. */
  private static Collection<NodeId> listedAgain(Profile before, Profile event) {
    return event.members().keySet().stream().filter(node -> !before.lists(node)).toList();
  }

  /** An identifier that nobody had, and of which nothing was denied, has joined a profile. */
  static void joined(NodeId node, Profile profile, Turn turn) {
    if (!profile.denied().isEmpty()) {
      tell(List.of(node), profile, turn);
    }
  }

  /** A profile has become part of another. */
  static void united(Profile part, Profile both, Turn turn) {
    if (!part.denied().equals(both.denied())) {
      tell(part.members().keySet(), both, turn);
    }
  }

  /** An event was resolved where a shared identifier stands for itself alone. */
  static void apart(NodeId identifier, Profile before, Profile event, Profile after, Turn turn) {
    if (isNews(before, event, after)) {
      turn.tell(new NodeDenials(turn.self(), identifier, after.denied()));
    }
  }

  private static void tell(Collection<NodeId> nodes, Profile profile, Turn turn) {
    for (NodeId node : nodes) {
      turn.tell(new NodeDenials(node, node, profile.denied()));
    }
  }
}
