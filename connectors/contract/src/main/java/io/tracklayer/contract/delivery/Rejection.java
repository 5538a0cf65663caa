package io.tracklayer.contract.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that never became canonical: the record of the rejected topic, keyed by message id.
 *
 * @param messageId none where the event has none, or it could not be read
 * @param account none where it could not be read; likewise environment and time
 * @param detail what was wrong, where; holds no personal data; none where the reason says it all
 * @param body the event as sent, or the head of its JSON as text; none for filtered events, which
 *     nobody asked us to keep
 */
public record Rejection(
    int schema,
    @Nullable String messageId,
    @Nullable String account,
    @Nullable String environment,
    @Nullable Instant receivedAt,
    Reason reason,
    @Nullable String detail,
    @Nullable JsonNode body) {

  public static final int SCHEMA = 1;

  public Rejection {
    requireNonNull(reason, "reason");
  }

  /**
   * The same with less of the event, or none of it, for a topic that cannot hold it all.
   *
   * @param why something is left out
   */
  public Rejection withBody(@Nullable JsonNode lesser, String why) {
    String further = detail == null ? why : detail + "; " + why;
    return new Rejection(
        schema, messageId, account, environment, receivedAt, reason, further, lesser);
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Rejection[" + messageId + ", " + reason + "]";
  }
}
