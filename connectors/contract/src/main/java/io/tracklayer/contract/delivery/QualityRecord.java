package io.tracklayer.contract.delivery;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a destination's vendor says of the match quality of what it received: the record of the
 * quality topic, keyed by destination. The last record in the topic counts.
 *
 * @param at when the vendor was asked
 * @param problem why it gave no answer, redacted; none if it did
 * @param saidAt when it was asked to what {@code events} is the answer, if that was earlier
 * @param events what it says, by canonical name
 */
public record QualityRecord(
    int schema,
    String destination,
    Instant at,
    @Nullable String problem,
    @Nullable Instant saidAt,
    Map<String, Said> events) {

  public static final int SCHEMA = 1;

  /** How long an answer is shown if the vendor, which is asked every hour, gives no other. */
  public static final Duration STANDS = Duration.ofDays(1);

  public QualityRecord {
    requireNonNull(destination, "destination");
    requireNonNull(at, "at");
    events = Map.copyOf(events);
  }

  /**
   * Of one kind of events.
   *
   * @param score the vendor's own; none if it gives none
   * @param keys the percentage of events that carry each {@link MatchKey}, by its text
   */
  public record Said(@Nullable BigDecimal score, Map<String, BigDecimal> keys) {

    public Said {
      keys = Map.copyOf(keys);
    }
  }
}
