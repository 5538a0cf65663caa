package io.tracklayer.job.gate.selection;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.RefundOf;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.intake.commerce.ComparableId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which canonical events a destination takes. Pure. */
public final class Selection {

  private final DestinationConfig destination;
  private final DestinationSpec spec;
  private final IntegrationNames names;
  private final Conditions conditions;
  private final boolean restates;

  /** For a destination that is the only one. */
  public Selection(DestinationConfig destination, DestinationSpec spec) {
    this(destination, spec, IntegrationNames.alone(destination, spec));
  }

  public Selection(DestinationConfig destination, DestinationSpec spec, IntegrationNames names) {
    this.destination = destination;
    this.spec = spec;
    this.names = names;
    conditions = new Conditions(destination.when());
    restates = spec.restates(destination.settings());
  }

  /** Whether the destination serves the event's account and environment. */
  boolean concerns(CanonicalEvent event) {
    return destination.serves(event.account(), event.environment());
  }

  /**
   * Why the destination does not take an event of this name; null if it does.
   *
   * @param name the canonical name
   */
  public @Nullable Reason refusal(String name) {
    if (isRestatement(name)) {
      return null;
    }
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
   * Whether events of this name restate values of orders: such a refund needs no entry anywhere.
   */
  private boolean isRestatement(String name) {
    return restates && name.equals(CanonicalNames.REFUND);
  }

  /**
   * The event as this destination's gate handles it; without its JSON if it is refused.
   *
   * @param redrive null unless the event is redriven
   */
  public Gate.Arrival arrival(CanonicalEvent event, byte[] json, @Nullable Redrive redrive) {
    boolean restatesAnOrder = isRestatement(event.name()) && !isValidation(event);
    return arrival(event, json, redrive, refusal(event), restatesAnOrder ? refundOf(event) : null);
  }

  private static boolean isValidation(CanonicalEvent event) {
    return Boolean.TRUE.equals(event.validation());
  }

  /** The same for an event on which our own code fails: it is rejected, and its consent counts. */
  Gate.Arrival failed(CanonicalEvent event, byte[] json, @Nullable Redrive redrive) {
    return arrival(event, json, redrive, Copy.FAILED, null);
  }

  private static Gate.Arrival arrival(
      CanonicalEvent event,
      byte[] json,
      @Nullable Redrive redrive,
      @Nullable Cause refusal,
      @Nullable RefundOf refundOf) {
    return new Gate.Arrival(
        new CopyRef(
            event.claim(),
            event.ref(),
            event.sourceEventId(),
            event.profileId(),
            event.duplicateOf()),
        event.occurredAt().toEpochMilli(),
        event.receivedAt().toEpochMilli(),
        said(event),
        denies(event),
        refusal,
        refusal == null || refusal.equals(Copy.FAILED) ? json : Copy.NOTHING,
        redrive == null ? null : redrive.liftedAt(),
        refundOf,
        isValidation(event));
  }

  /**
   * The purchase that a refund is of, by the same key as the purchase's own claim; none if it names
   * no order.
   */
  private static @Nullable RefundOf refundOf(CanonicalEvent refund) {
    String orderId = ComparableId.of(refund.orderId());
    if (orderId == null) {
      return null;
    }
    ClaimKey purchase =
        ClaimKey.of(
            refund.account(),
            refund.environment(),
            CanonicalNames.PURCHASE,
            orderId,
            refund.eventId());
    return new RefundOf(purchase.claim(), refund.value(), refund.currency());
  }

  private @Nullable Cause refusal(CanonicalEvent event) {
    if (names.areExcludedBy(event.integrations())) {
      return Cause.of(Reason.EXCLUDED_BY_SOURCE);
    }
    if (destination.dropsBots() && Bots.is(event.client().userAgent())) {
      return Cause.of(Reason.BOT);
    }
    Reason refusal = refusal(event.name());
    if (refusal != null) {
      return Cause.of(refusal);
    }
    String unmet = isRestatement(event.name()) ? null : conditions.firstUnmet(event);
    return unmet == null ? null : Cause.of(Reason.CONDITION, unmet);
  }

  /** The newest statements of the event's profile at the time the event was enriched. */
  private static Map<String, Statement> said(CanonicalEvent event) {
    Map<String, Statement> said = new HashMap<>();
    event
        .consent()
        .forEach(
            (purpose, state) -> {
              ConsentEvidence evidence = event.consentEvidence().get(purpose);
              if (evidence != null && evidence.source() != null && evidence.at() != null) {
                said.put(
                    purpose,
                    new Statement(
                        state,
                        evidence.source(),
                        evidence.words(),
                        evidence.at().toEpochMilli(),
                        evidence.unitedBy()));
              }
            });
    return said;
  }

  /** What the event itself denies, also where its profile's newest statement is another. */
  private static Map<String, Statement> denies(CanonicalEvent event) {
    Map<String, Statement> denied = new HashMap<>();
    event
        .consentEvidence()
        .forEach(
            (purpose, evidence) -> {
              if (evidence.own() == ConsentState.DENIED) {
                boolean isNewest = evidence.ownSource() == null;
                denied.put(
                    purpose,
                    new Statement(
                        ConsentState.DENIED,
                        isNewest ? evidence.source() : evidence.ownSource(),
                        isNewest ? evidence.words() : evidence.ownWords(),
                        event.receivedAt().toEpochMilli()));
              }
            });
    return denied;
  }
}
