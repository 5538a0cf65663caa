package io.tracklayer.destinations;

import io.tracklayer.contract.consent.ConsentState;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping depends on besides the event.
 *
 * @param consent the state of every purpose as it counts now: the newest known, or a denial by the
 *     event itself
 * @param without optional fields to leave out, because the destination has objected to them
 * @param restatement for a refund that restates the value of its order, and for an order of which a
 *     refund was sent already; null for every other event
 */
public record MappingContext(
    Map<String, ConsentState> consent, Set<String> without, @Nullable Restatement restatement) {

  /** For an event that restates nothing. */
  public MappingContext(Map<String, ConsentState> consent, Set<String> without) {
    this(consent, without, null);
  }

  public boolean denies(String purpose) {
    return consent.get(purpose) == ConsentState.DENIED;
  }

  public boolean grants(String purpose) {
    return consent.get(purpose) == ConsentState.GRANTED;
  }
}
