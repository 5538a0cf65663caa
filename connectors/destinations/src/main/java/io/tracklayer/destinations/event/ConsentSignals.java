package io.tracklayer.destinations.event;

import io.tracklayer.destinations.MappingContext;
import java.util.List;
import java.util.Map;

/**
 * The vendor's own consent fields, called signals. A signal is set when any of the purposes
 * configured for it is not granted.
 *
 * @param purposesBySignal by signal, under the names that the type declares
 */
public record ConsentSignals(Map<String, List<String>> purposesBySignal) {

  public boolean isSet(String signal, MappingContext context) {
    for (String purpose : purposesBySignal.getOrDefault(signal, List.of())) {
      if (!context.grants(purpose)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a purpose is configured for it; without one, nothing is known. */
  public boolean isConfigured(String signal) {
    return !purposesBySignal.getOrDefault(signal, List.of()).isEmpty();
  }
}
