package io.tracklayer.contract.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a destination will not get unless it is redriven, kept with its reason: the record
 * of the dead-letters topic, keyed by destination. Made by {@link #of}.
 *
 * @param claim see {@link io.tracklayer.contract.event.CanonicalEvent}
 * @param messageId the message id of the copy
 * @param reason none when a newer writer gave one that is unknown here
 * @param detail see {@link io.tracklayer.contract.reason.Cause}
 * @param answer what the destination said, shortened and redacted; none without an answer
 * @param event the canonical event
 */
public record DeadLetter(
    int schema,
    String destination,
    String claim,
    String eventId,
    String messageId,
    Outcome outcome,
    @Nullable Reason reason,
    @Nullable String detail,
    @Nullable Integer status,
    @Nullable String answer,
    int attempt,
    Instant at,
    JsonNode event) {

  public static final int SCHEMA = 1;

  public DeadLetter {
    requireNonNull(destination, "destination");
    requireNonNull(claim, "claim");
    requireNonNull(eventId, "event_id");
    requireNonNull(messageId, "message_id");
    requireNonNull(outcome, "outcome");
    requireNonNull(at, "at");
    requireNonNull(event, "event");
  }

  /**
   * @param outcome the same outcome as the deliveries topic records it, without the event
   */
  public static DeadLetter of(DeliveryRecord outcome, JsonNode event) {
    return new DeadLetter(
        SCHEMA,
        requireNonNull(outcome.destination()),
        requireNonNull(outcome.claim()),
        outcome.eventId(),
        outcome.messageId(),
        outcome.outcome(),
        outcome.reason(),
        outcome.detail(),
        outcome.status(),
        outcome.answer(),
        outcome.attempt(),
        outcome.at(),
        event);
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "DeadLetter[" + eventId + ", " + destination + ", " + outcome + "]";
  }
}
