package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.delivery.ConsentProof;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Whether an event that a destination takes goes there now, and as what: its age, then consent,
 * then the destination's own mapping. Pure, so that a preview decides as the job does.
 */
public final class DeliveryRule {

  private final DestinationConfig destination;
  private final ConsentRule consent;

  /**
   * @param grantedWhenUnknown see {@link ConsentRule}
   */
  public DeliveryRule(DestinationConfig destination, boolean grantedWhenUnknown) {
    this.destination = destination;
    this.consent = new ConsentRule(destination, grantedWhenUnknown);
  }

  /** What is to be done with an event. */
  public sealed interface Decision {

    /** What the decision rests on. */
    Map<String, ConsentProof> proof();

    /** It goes out. */
    record Send(Mapping.Mapped mapped, Map<String, ConsentProof> proof) implements Decision {}

    /** It does not, and that is final. */
    record Settle(Outcome outcome, Cause cause, Map<String, ConsentProof> proof)
        implements Decision {}
  }

  /**
   * Judges one event as things are now.
   *
   * @param known the newest statements of the profile
   * @param without optional fields to leave out
   * @param api the destination's
   */
  public Decision decide(
      CanonicalEvent event,
      Map<String, KnownConsent> known,
      Set<String> without,
      Destination api,
      Instant now) {
    if (isTooOld(event, now)) {
      return new Decision.Settle(Outcome.EXPIRED, Cause.of(Reason.TOO_OLD), Map.of());
    }
    ConsentRule.Decision permission = consent.judge(event, known);
    if (!permission.isAllowed()) {
      return new Decision.Settle(Outcome.CONSENT_DENIED, permission.cause(), permission.proof());
    }
    Mapping mapping = api.map(event, new MappingContext(permission.states(), without));
    if (mapping instanceof Mapping.NotApplicable notApplicable) {
      return new Decision.Settle(
          Outcome.NOT_APPLICABLE, Cause.of(notApplicable.reason()), permission.proof());
    }
    if (mapping instanceof Mapping.Invalid invalid) {
      return new Decision.Settle(Outcome.REJECTED, Cause.of(invalid.reason()), permission.proof());
    }
    if (destination.delivery().mode() == DeliveryConfig.Mode.LOG) {
      return new Decision.Settle(
          Outcome.NOT_APPLICABLE, Cause.of(Reason.WOULD_SEND), permission.proof());
    }
    return new Decision.Send((Mapping.Mapped) mapping, permission.proof());
  }

  private boolean isTooOld(CanonicalEvent event, Instant now) {
    return event.occurredAt().plus(destination.delivery().maxAge()).isBefore(now);
  }
}
