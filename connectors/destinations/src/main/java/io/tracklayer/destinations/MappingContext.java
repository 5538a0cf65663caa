package io.tracklayer.destinations;

import io.tracklayer.contract.consent.ConsentState;
import java.util.Map;
import java.util.Set;

/**
 * What a mapping depends on besides the event.
 *
 * @param consent the state of every purpose as it counts now: the newest known, or a denial by the
 *     event itself
 * @param without optional fields to leave out, because the destination has objected to them
 */
public record MappingContext(Map<String, ConsentState> consent, Set<String> without) {

  public boolean denies(String purpose) {
    return consent.get(purpose) == ConsentState.DENIED;
  }

  public boolean grants(String purpose) {
    return consent.get(purpose) == ConsentState.GRANTED;
  }
}
