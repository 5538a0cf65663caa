package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Records denials, so that a start without state does not forget them.
 *
 * <p>Invariant: the denials recorded last for a member that its profile knows are those of its
 * profile, and none is older than any grant that was received. So denials are recorded when one
 * begins or ends, and when a grant comes too late to end one. A denial that is merely repeated is
 * not recorded again. Grants are not recorded: without the profile that they were given to, they
 * would outlive a denial under another of its identifiers.
 *
 * <p>After a crash, the last record may have been written after the restored checkpoint. The events
 * that led to it come again, and lead to it again.
 */
final class Remembering {

  private Remembering() {}

  /** An event was resolved at this root. */
  static void resolved(Profile before, Profile event, Profile after, Turn turn) {
    if (isNews(before, event, after)) {
      tell(after.nodes(), after, turn);
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

  /** Members that were not known, whose records missed what changed meanwhile. */
  private static Collection<NodeId> listedAgain(Profile before, Profile event) {
    return event.members().keySet().stream().filter(node -> !before.lists(node)).toList();
  }

  /** An identifier that was new, and for which nothing was denied, has joined a profile. */
  static void joined(NodeId node, Profile profile, Turn turn) {
    if (!profile.denied().isEmpty()) {
      tell(List.of(node), profile, turn);
    }
  }

  /** A profile has become part of another. */
  static void united(Profile part, Profile both, Turn turn) {
    if (!part.denied().equals(both.denied())) {
      tell(part.nodes(), both, turn);
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
