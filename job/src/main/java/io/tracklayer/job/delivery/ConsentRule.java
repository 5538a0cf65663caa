package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.ConsentProof;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides, before every attempt, whether an event may go to a destination: every purpose that the
 * destination requires must be granted by the newest statement known, and the event itself must not
 * deny one. A denial by the event is final for it: a later grant speaks of later events.
 *
 * <p>Pure: less consent never allows more.
 */
public final class ConsentRule {

  private final DestinationConfig destination;
  private final boolean grantedWhenUnknown;

  public ConsentRule(DestinationConfig destination, boolean grantedWhenUnknown) {
    this.destination = destination;
    this.grantedWhenUnknown = grantedWhenUnknown;
  }

  /**
   * A decision with what it rests on.
   *
   * @param denied the first purpose that forbids it; null when it is allowed
   * @param proof every required purpose
   * @param states every purpose known, as it counts for this event now
   */
  public record Decision(
      String denied, Map<String, ConsentProof> proof, Map<String, ConsentState> states) {

    public boolean isAllowed() {
      return denied == null;
    }

    /** Null when it is allowed. */
    public Cause cause() {
      return isAllowed() ? null : Cause.of(Reason.NO_CONSENT, denied);
    }
  }

  /**
   * Judges one event.
   *
   * @param known the newest statements of the profile, from all its events so far
   */
  public Decision judge(CanonicalEvent event, Map<String, KnownConsent> known) {
    Map<String, ConsentState> states = new TreeMap<>();
    event.consent().keySet().forEach(p -> states.put(p, effective(p, event, known).state()));
    Map<String, ConsentProof> proof = new TreeMap<>();
    String denied = null;
    for (String purpose : destination.consent()) {
      KnownConsent consent = effective(purpose, event, known);
      states.put(purpose, consent.state());
      proof.put(
          purpose,
          new ConsentProof(
              consent.state(),
              consent.source(),
              consent.source() == null ? null : Instant.ofEpochMilli(consent.at())));
      if (denied == null && !permits(consent.state())) {
        denied = purpose;
      }
    }
    return new Decision(denied, proof, states);
  }

  private boolean permits(ConsentState state) {
    return switch (state) {
      case GRANTED -> true;
      case DENIED -> false;
      case UNKNOWN -> grantedWhenUnknown;
    };
  }

  private static KnownConsent effective(
      String purpose, CanonicalEvent event, Map<String, KnownConsent> known) {
    if (deniedByTheEvent(purpose, event)) {
      return new KnownConsent(ConsentState.DENIED, "event", event.occurredAt().toEpochMilli());
    }
    return KnownConsent.newest(
        of(purpose, event), known.getOrDefault(purpose, KnownConsent.NOTHING));
  }

  private static boolean deniedByTheEvent(String purpose, CanonicalEvent event) {
    ConsentEvidence evidence = event.consentEvidence().get(purpose);
    return evidence != null && evidence.own() == ConsentState.DENIED;
  }

  /** What an event tells of a purpose: its profile's newest statement when it was enriched. */
  static KnownConsent of(String purpose, CanonicalEvent event) {
    ConsentState state = event.consent().get(purpose);
    ConsentEvidence evidence = event.consentEvidence().get(purpose);
    if (state == null || evidence == null || evidence.at() == null) {
      return KnownConsent.NOTHING;
    }
    return new KnownConsent(state, evidence.source(), evidence.at().toEpochMilli());
  }
}
