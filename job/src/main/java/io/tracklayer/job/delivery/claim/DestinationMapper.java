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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps with a destination's own code, of which no fault fails the job. */
public final class DestinationMapper implements Mapper {

  private final Destination api;
  private final Optional<Destination> tests;
  private final FaultLog faults;

  public DestinationMapper(Destination api, FaultLog faults) {
    this.api = api;
    this.tests = api.forTests();
    this.faults = faults;
  }

  private Mapping forValidation(CanonicalEvent event, MappingContext context) {
    Mapping mapping = tests.orElse(api).map(event, context);
    Mapping.Use use = tests.isPresent() ? Mapping.Use.TEST : Mapping.Use.CONNECTION;
    return mapping instanceof Mapping.Mapped mapped ? mapped.onlyFor(use) : mapping;
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
      MappingContext context = new MappingContext(states, copy.without(), restatement);
      return copy.copy().isValidation() ? forValidation(event, context) : api.map(event, context);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      faults.report("mapping an event", e);
      return new Mapping.Invalid(Reason.MAPPING_FAILED);
    }
  }
}
