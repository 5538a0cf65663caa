package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Restatement;
import io.tracklayer.job.faults.FaultLog;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps with a destination's own code, of which no fault fails the job. */
public final class DestinationMapper implements Mapper {

  private final Destination api;
  private final FaultLog faults;

  public DestinationMapper(Destination api, FaultLog faults) {
    this.api = api;
    this.faults = faults;
  }

  // Whatever a mapping throws is about the event it was given.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  @Override
  public Mapping map(
      ClaimCopy.Waiting copy,
      String eventId,
      Map<String, ConsentState> states,
      @Nullable Restatement restatement) {
    try {
      CanonicalEvent event = Json.read(copy.copy().json(), CanonicalEvent.class).under(eventId);
      return api.map(event, new MappingContext(states, copy.without(), restatement));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      faults.report("mapping an event", e);
      return new Mapping.Invalid(Reason.MAPPING_FAILED);
    }
  }
}
