package io.tracklayer.rudderstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened, out of the times it carries (RFC 3339).
 *
 * <p>RudderStack's envelope: {@code timestamp}, else {@code receivedAt - (sentAt -
 * originalTimestamp)}, which takes the error of the device's clock out; an operand that is missing
 * is {@code receivedAt}, the gateway's if it says so. The thin payload: {@code timestamp}, else
 * {@code original_timestamp}, else {@code sent_at}, else when it was received.
 *
 * <p>What is later than its reception is a wrong clock: it counts as received.
 *
 * @param occurredAt never after the reception
 * @param sentAt if the event says it
 */
record EventTime(Instant occurredAt, @Nullable Instant sentAt) {

  /** A field that is no RFC 3339 time. */
  static final class BadTimestamp extends Exception {

    private BadTimestamp(String field) {
      super(field + " is not an RFC 3339 time", null, false, false);
    }
  }

  /** Four digits of year: what is beyond does not fit the milliseconds of any destination. */
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  /** What Go renders for a time that was never set. */
  private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

  /**
   * @param thin whether the payload is of the thin form
   */
  static EventTime of(ObjectNode event, boolean thin, Instant receivedAt) throws BadTimestamp {
    Instant timestamp = time(event, "timestamp", "timestamp");
    Instant original = time(event, "originalTimestamp", "original_timestamp");
    Instant sentAt = time(event, "sentAt", "sent_at");
    Instant atGateway = orElse(time(event, "receivedAt", "received_at"), receivedAt);
    Instant occurredAt;
    if (timestamp != null) {
      occurredAt = timestamp;
    } else if (thin) {
      occurredAt = orElse(original, orElse(sentAt, receivedAt));
    } else {
      Duration sinceSent = Duration.between(orElse(original, atGateway), orElse(sentAt, atGateway));
      occurredAt = atGateway.minus(sinceSent);
    }
    return new EventTime(occurredAt.isAfter(receivedAt) ? receivedAt : occurredAt, sentAt);
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
    if (!RFC_3339.matcher(text).matches()) {
      throw new BadTimestamp(snakeCase);
    }
    try {
      Instant instant =
          OffsetDateTime.parse(
                  text.toUpperCase(Locale.ROOT).replace(' ', 'T'),
                  DateTimeFormatter.ISO_OFFSET_DATE_TIME)
              .toInstant();
      return instant.equals(GO_ZERO) ? null : instant;
    } catch (DateTimeParseException e) {
      throw new BadTimestamp(snakeCase);
    }
  }
}
