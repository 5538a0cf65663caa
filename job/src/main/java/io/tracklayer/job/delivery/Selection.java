package io.tracklayer.job.delivery;

import io.tracklayer.job.gate.Redrive;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.reason.Reason;
import java.util.HashMap;
import java.util.Map;

/** Which canonical events a destination is there for. Pure. */
public final class Selection {

  private final DestinationConfig destination;
  private final DestinationSpec spec;

  public Selection(DestinationConfig destination, DestinationSpec spec) {
    this.destination = destination;
    this.spec = spec;
  }

  /** Events of other accounts and environments are none of its business. */
  boolean concerns(CanonicalEvent event) {
    return destination.serves(event.account(), event.environment());
  }

  /**
   * Why it does not take an event of this name; null if it does.
   *
   * @param name canonical
   */
  public Reason refusal(String name) {
    if (!destination.events().isEmpty()) {
      return destination.events().contains(name) ? null : Reason.NOT_CONFIGURED;
    }
    boolean taken =
        spec.events().isEmpty()
            || spec.events().contains(name)
            || destination.eventNames().containsKey(name);
    return taken ? null : Reason.NO_COUNTERPART;
  }

  /**
   * The event as this destination's pipeline handles it, refused ones without their JSON.
   *
   * @param redrive null for an event on its first way
   */
  Candidate candidate(CanonicalEvent event, byte[] json, Redrive redrive) {
    Reason refusal = refusal(event.name());
    return new Candidate(
        event.ref(),
        event.profileId(),
        event.occurredAt().toEpochMilli(),
        event.receivedAt().toEpochMilli(),
        refusal == null,
        refusal,
        consent(event),
        refusal == null ? json : Candidate.NOTHING,
        redrive == null ? null : redrive.liftedAt());
  }

  private static Map<String, KnownConsent> consent(CanonicalEvent event) {
    Map<String, KnownConsent> known = new HashMap<>();
    for (String purpose : event.consent().keySet()) {
      KnownConsent consent = ConsentRule.of(purpose, event);
      if (consent.source() != null) {
        known.put(purpose, consent);
      }
    }
    return known;
  }
}
