package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event that never became canonical: the record of the rejected topic, keyed by message id.
 *
 * @param reason one of the fixed reasons, such as {@code missing_message_id}
 * @param detail what was wrong, where; holds no personal data
 * @param body the event as sent; null for filtered ones, which nobody asked us to keep
 */
public record Rejection(
    int schema,
    String messageId,
    String account,
    String environment,
    Instant receivedAt,
    String reason,
    String detail,
    JsonNode body) {

  public static final int SCHEMA = 1;

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Rejection[" + messageId + ", " + reason + "]";
  }
}
