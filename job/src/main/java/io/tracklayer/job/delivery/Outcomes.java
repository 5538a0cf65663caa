package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.ConsentProof;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import java.time.Instant;
import java.util.Map;

/** Builds the record of one outcome from what is known of it. */
final class Outcomes {

  private final Candidate event;
  private final String destination;
  private final Outcome outcome;
  private final Instant at;
  private int attempt;
  private Integer status;
  private String reason;
  private Map<String, ConsentProof> consent = Map.of();

  private Outcomes(Candidate event, String destination, Outcome outcome, Instant at) {
    this.event = event;
    this.destination = destination;
    this.outcome = outcome;
    this.at = at;
  }

  static Outcomes of(Candidate event, String destination, Outcome outcome, Instant at) {
    return new Outcomes(event, destination, outcome, at);
  }

  Outcomes because(String why) {
    this.reason = why;
    return this;
  }

  Outcomes afterAttempt(int number, Integer answered) {
    this.attempt = number;
    this.status = answered;
    return this;
  }

  Outcomes with(Map<String, ConsentProof> proof) {
    this.consent = proof;
    return this;
  }

  DeliveryRecord build() {
    return new DeliveryRecord(
        DeliveryRecord.SCHEMA,
        event.eventId(),
        event.messageId(),
        event.name(),
        event.account(),
        event.environment(),
        event.profileId(),
        destination,
        outcome,
        attempt,
        status,
        reason,
        null,
        consent,
        at,
        at.toEpochMilli() - event.receivedAt());
  }
}
