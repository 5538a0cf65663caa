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
 * When an event happened, derived from the times it carries (RFC 3339).
 *
 * <p>In RudderStack's envelope it is {@code timestamp}, or else {@code receivedAt - (sentAt -
 * originalTimestamp)}, which removes the error of the device's clock; {@code receivedAt}, the
 * gateway's if it is given, stands in for a missing operand. In the thin payload it is {@code
 * timestamp}, or else {@code original_timestamp}, or else {@code sent_at}, or else the time of
 * receipt.
 *
 * <p>A time after receipt comes from a wrong clock; the time of receipt is used instead.
 *
 * @param occurredAt never after receipt
 * @param sentAt if the event states it
 */
record EventTime(Instant occurredAt, @Nullable Instant sentAt) {

  /** A field that is not an RFC 3339 time. */
  static final class BadTimestamp extends Exception {

    private BadTimestamp(String field) {
      super(field + " is not an RFC 3339 time", null, false, false);
    }
  }

  /** Only four-digit years: later ones do not fit the milliseconds of any destination. */
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
