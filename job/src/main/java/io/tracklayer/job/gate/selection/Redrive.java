package io.tracklayer.job.gate.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An operator's request to try an event once more at one destination, in the headers of a record of
 * the canonical topic. Every other destination ignores such a record.
 *
 * <p>It names the final outcome that it lifts by that outcome's time, not by the time of the
 * request. So an outcome is lifted once, however often the record is read or the request repeated,
 * and all the times compared come from one clock, the one that stamps outcomes. The requester must
 * have read the newest outcome; one that came later stands.
 *
 * @param destination its name
 * @param liftedAt when the outcome that no longer counts was settled; epoch milliseconds
 */
public record Redrive(String destination, long liftedAt) {

  /** The name of the destination. */
  static final String DESTINATION_HEADER = "tracklayer-redrive";

  /** The time of the lifted outcome, ISO 8601. */
  static final String LIFTED_HEADER = "tracklayer-redrive-lifts";

  /**
   * No destination has this name, so such a record is for no destination, nor does it count as a
   * new event.
   */
  private static final Redrive OF_NOBODY = new Redrive("", 0);

  /**
   * Null for a record that is not a redrive. A redrive that cannot be read is for no destination.
   */
  public static @Nullable Redrive in(Headers headers) {
    Header destination = headers.lastHeader(DESTINATION_HEADER);
    if (destination == null) {
      return null;
    }
    Header lifted = headers.lastHeader(LIFTED_HEADER);
    if (destination.value() == null || lifted == null || lifted.value() == null) {
      return OF_NOBODY;
    }
    try {
      return new Redrive(
          new String(destination.value(), UTF_8),
          Instant.parse(new String(lifted.value(), UTF_8)).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return OF_NOBODY;
    }
  }

  public void writeTo(Headers headers) {
    headers.add(DESTINATION_HEADER, destination.getBytes(UTF_8));
    headers.add(LIFTED_HEADER, Instant.ofEpochMilli(liftedAt).toString().getBytes(UTF_8));
  }
}
