package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event that a destination will not get unless it is redriven, kept with its reason: the record
 * of the dead-letters topic, keyed by destination.
 *
 * @param answer what the destination said, cut and redacted; null without an answer
 * @param event the canonical event
 */
public record DeadLetter(
    int schema,
    String destination,
    String eventId,
    Outcome outcome,
    String reason,
    Integer status,
    String answer,
    int attempt,
    Instant at,
    JsonNode event) {

  public static final int SCHEMA = 1;

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "DeadLetter[" + eventId + ", " + destination + ", " + outcome + "]";
  }
}
