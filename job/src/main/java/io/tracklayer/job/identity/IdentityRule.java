package io.tracklayer.job.identity;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.job.intake.Draft;

/** What an event does to the profile of its anchor. Pure. */
public final class IdentityRule {

  private IdentityRule() {}

  /**
   * The profile with the event in it, and what the event found there.
   *
   * @param profile includes the event's own contribution
   */
  public record Resolved(Profile profile, IdentityState state) {}

  /**
   * Applies one event.
   *
   * @param profile {@link Profile#EMPTY} before the anchor's first event
   */
  public static Resolved apply(Profile profile, Draft draft) {
    return new Resolved(profile.merge(Profile.of(draft)).bounded(), state(profile, draft));
  }

  private static IdentityState state(Profile profile, Draft draft) {
    if (draft.identifiers().isEmpty()) {
      return IdentityState.NONE;
    }
    int known = profile.known(draft);
    if (known == 0) {
      return IdentityState.CREATED;
    }
    return known == draft.identifiers().size() ? IdentityState.RECOGNIZED : IdentityState.MERGED;
  }
}
