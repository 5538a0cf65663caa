package io.tracklayer.job.delivery.claim;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.selection.IntegrationNames;
import io.tracklayer.job.gate.selection.Selection;
import java.time.Clock;

/**
 * Tells, by the rules that the job delivers by, what a destination would do with an event that is
 * the first copy of its claim, from a profile of which nothing else is known.
 */
public final class Forecast {

  private final Selection selection;
  private final Gate gate;
  private final ClaimRules rules;
  private final Clock clock;

  /** What is expected of one event. */
  public sealed interface Expected {

    /** The event is sent. */
    record Sent(Mapping.Mapped mapped) implements Expected {}

    /** The event is not sent, and that is final. */
    record Settled(Outcome outcome, Cause cause) implements Expected {}
  }

  /**
   * @param api the destination
   * @param clock the clock against which the age of events is checked
   */
  public Forecast(
      TrackLayerConfig config,
      DestinationConfig destination,
      DestinationSpec spec,
      Destination api,
      Clock clock) {
    this.clock = clock;
    RequiredConsent required =
        RequiredConsent.of(destination.consent(), config.consent().grantedWhenUnknown());
    selection =
        new Selection(
            destination,
            spec,
            IntegrationNames.of(config, destination, new Destinations().specs()));
    gate = new Gate(required);
    rules =
        new ClaimRules(
            ClaimTerms.of(config, destination),
            new DestinationMapper(
                api, FaultLog.ofDestination(destination.name(), System::nanoTime)));
  }

  /**
   * @param json the event's JSON
   */
  public Expected of(CanonicalEvent event, byte[] json) {
    Gate.Arrival arrival = selection.arrival(event, json, null);
    Copy copy = requireNonNull(gate.handle(ProfileConsent.NOTHING, arrival).copy());
    long now = clock.millis();
    ClaimStep step = rules.take(null, copy, situation(now));
    Claim claim = step.claim();
    if (step.effects().stream().allMatch(Effect.WakeAt.class::isInstance) && claim != null) {
      long later = now + ClaimRules.PURCHASE_MAY_BE_LATE.toMillis();
      step = rules.advance(claim, situation(later));
    }
    Effect.Join join = step.join();
    if (join != null) {
      return new Expected.Sent(join.mapped());
    }
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Publish publish) {
        return new Expected.Settled(
            publish.outcome().outcome(), requireNonNull(publish.outcome().cause()));
      }
    }
    throw new IllegalStateException("a first copy is neither sent nor settled");
  }

  private static Situation situation(long now) {
    return new Situation(now, Withdrawals.none(), false, Situation.Permission.SEND);
  }
}
