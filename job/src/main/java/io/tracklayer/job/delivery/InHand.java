package io.tracklayer.job.delivery;

import io.tracklayer.job.delivery.Attempt.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The events that are on their way out: judged and mapped, in a batch or in a request. As long as
 * one is, no second attempt at it begins.
 *
 * <p>Not thread-safe.
 */
final class InHand {

  private final Map<String, OfProfile> profiles = new HashMap<>();

  private static final class OfProfile {
    private final Set<String> events = new HashSet<>(2);
    private boolean consentChanged;
  }

  boolean contains(Place place) {
    OfProfile profile = profiles.get(place.profileKey());
    return profile != null && profile.events.contains(place.eventKey());
  }

  void add(Place place) {
    profiles
        .computeIfAbsent(place.profileKey(), key -> new OfProfile())
        .events
        .add(place.eventKey());
  }

  void remove(Place place) {
    OfProfile profile = profiles.get(place.profileKey());
    if (profile != null) {
      profile.events.remove(place.eventKey());
      if (profile.events.isEmpty()) {
        profiles.remove(place.profileKey());
      }
    }
  }

  /** What is known of a profile's consent changed: its events were judged by the older. */
  void consentChanged(String profileKey) {
    OfProfile profile = profiles.get(profileKey);
    if (profile != null) {
      profile.consentChanged = true;
    }
  }

  /** Whether the judgement of an event may be out of date. */
  boolean isToBeJudgedAgain(Place place) {
    OfProfile profile = profiles.get(place.profileKey());
    return profile != null && profile.consentChanged;
  }
}
