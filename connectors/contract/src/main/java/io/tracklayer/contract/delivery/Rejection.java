package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;

/**
 * An event that never became canonical: the record of the rejected topic, keyed by message id.
 *
 * @param reason null when a newer writer gave one that is not known here
 * @param detail what was wrong, where; holds no personal data
 * @param body the event as sent, or the head of its JSON as text; null for filtered ones, which
 *     nobody asked us to keep
 */
public record Rejection(
    int schema,
    String messageId,
    String account,
    String environment,
    Instant receivedAt,
    Reason reason,
    String detail,
    JsonNode body) {

  public static final int SCHEMA = 1;

  /**
   * The same with less of the event, or null for none of it, for a topic that does not take all.
   *
   * @param why it is left out
   */
  public Rejection withBody(JsonNode lesser, String why) {
    return new Rejection(
        schema, messageId, account, environment, receivedAt, reason, detail + "; " + why, lesser);
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Rejection[" + messageId + ", " + reason + "]";
  }
}
