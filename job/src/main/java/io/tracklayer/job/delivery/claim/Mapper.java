package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Restatement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps a copy for a destination. It never throws because of what an event says: such an event is
 * {@link Mapping.Invalid} with the reason {@code mapping_failed}.
 */
@FunctionalInterface
public interface Mapper {

  /**
   * Maps one copy.
   *
   * @param eventId the event id that it goes out under, whatever its JSON says
   * @param states the state of every known purpose, as it counts now
   * @param restatement what it restates, of a refund
   */
  Mapping map(
      ClaimCopy.Waiting copy,
      String eventId,
      Map<String, ConsentState> states,
      @Nullable Restatement restatement);
}
