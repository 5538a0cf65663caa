package io.tracklayer.rudderstack.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened, derived from the times it carries, which {@link SourceTime} reads.
 *
 * <p>In RudderStack's envelope it is {@code timestamp}, or else {@code receivedAt - (sentAt -
 * originalTimestamp)}, which removes the error of the device's clock; {@code receivedAt}, the
 * gateway's if it is given, stands in for a missing operand. In the thin payload it is {@code
 * timestamp}, or else {@code original_timestamp}, or else {@code sent_at}, or else the time of
 * receipt.
 *
 * <p>A time after receipt or before the year 2000 comes from a wrong clock; the time of receipt is
 * used instead. Of these fields only {@code timestamp} must be a time: another that is none counts
 * as missing.
 *
 * @param occurredAt never after receipt
 * @param sentAt if the event states it
 */
record EventTime(Instant occurredAt, @Nullable Instant sentAt) {

  /** A field that is not a time. */
  static final class BadTimestamp extends Exception {

    private BadTimestamp(String field) {
      super(
          field
              + " is no time that can be read, such as 2026-05-04T11:59:00Z or milliseconds since"
              + " 1970",
          null,
          false,
          false);
    }
  }

  /** What Go renders for a time that was never set. */
  private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

  /**
   * @param thin whether the payload is of the thin form
   */
  static EventTime of(ObjectNode event, boolean thin, Instant receivedAt) throws BadTimestamp {
    Instant occurredAt = occurredAt(event, thin, receivedAt);
    return new EventTime(
        RawEvent.canHaveOccurred(occurredAt, receivedAt) ? occurredAt : receivedAt, sentAt(event));
  }

  private static Instant occurredAt(ObjectNode event, boolean thin, Instant receivedAt)
      throws BadTimestamp {
    Instant timestamp = time(event, "timestamp", "timestamp");
    if (timestamp != null) {
      return timestamp;
    }
    Instant original = ifTime(event, "originalTimestamp", "original_timestamp");
    if (thin && original != null) {
      return original;
    }
    Instant sentAt = sentAt(event);
    if (thin) {
      return orElse(sentAt, receivedAt);
    }
    Instant atGateway = orElse(ifTime(event, "receivedAt", "received_at"), receivedAt);
    return atGateway.minus(
        Duration.between(orElse(original, atGateway), orElse(sentAt, atGateway)));
  }

  private static @Nullable Instant sentAt(ObjectNode event) {
    return ifTime(event, "sentAt", "sent_at");
  }

  private static @Nullable Instant ifTime(ObjectNode event, String camelCase, String snakeCase) {
    try {
      return time(event, camelCase, snakeCase);
    } catch (BadTimestamp e) {
      return null;
    }
  }

  private static Instant orElse(@Nullable Instant instant, Instant other) {
    return instant == null ? other : instant;
  }

  private static @Nullable Instant time(ObjectNode event, String camelCase, String snakeCase)
      throws BadTimestamp {
    String text = EnvelopeReader.text(event, camelCase, snakeCase);
    if (text == null) {
      return null;
    }
    Instant instant = SourceTime.parse(text);
    if (instant == null) {
      throw new BadTimestamp(snakeCase);
    }
    return instant.equals(GO_ZERO) ? null : instant;
  }
}
