package io.tracklayer.contract.delivery;

import java.time.Instant;
import java.util.Map;

/**
 * One outcome: the record of the deliveries topic, keyed by event id.
 *
 * @param destination null for a duplicate, which reached none
 * @param attempt 1 for the first request, 0 where none was made
 * @param status the HTTP status of the answer, null without one
 * @param reason why, in snake_case, null when delivered
 * @param duplicateOf the event id of the first copy
 * @param consent purpose to the consent that decided
 * @param latencyMs from {@code received_at} to now
 */
public record DeliveryRecord(
    int schema,
    String eventId,
    String messageId,
    String name,
    String account,
    String environment,
    String profileId,
    String destination,
    Outcome outcome,
    int attempt,
    Integer status,
    String reason,
    String duplicateOf,
    Map<String, ConsentProof> consent,
    Instant at,
    Long latencyMs) {

  public static final int SCHEMA = 1;
}
