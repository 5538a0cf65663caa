package io.tracklayer.job.delivery;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.destinations.Mapping;
import java.util.Map;

/**
 * What a destination makes of a copy. Never throws for what an event says: that is {@link
 * Mapping.Invalid} with the reason {@code mapping_failed}.
 */
@FunctionalInterface
public interface Mapper {

  /**
   * Maps one copy.
   *
   * @param eventId that it is told under, whatever its JSON says
   * @param states of every purpose known, as they count now
   */
  Mapping map(ClaimCopy.Waiting copy, String eventId, Map<String, ConsentState> states);
}
