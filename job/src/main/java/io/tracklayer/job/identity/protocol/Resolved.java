package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.intake.draft.Draft;
import java.util.SortedSet;

/**
 * An event that the forest has resolved to a profile.
 *
 * @param profile the profile, with this event's own contribution
 * @param refused the event's identifiers that are somebody else's, or made up
 * @param shared whether several people were seen with one of its identifiers
 * @param hops how often the event went through the loop; 0 on the straight path
 */
public record Resolved(
    Draft event,
    Profile profile,
    IdentityState state,
    SortedSet<NodeId> refused,
    boolean shared,
    int hops) {

  Resolved withBody(byte[] body) {
    return new Resolved(event.withBody(body), profile, state, refused, shared, hops);
  }

  Resolved oneHopOn() {
    return new Resolved(event, profile, state, refused, shared, hops + 1);
  }
}
