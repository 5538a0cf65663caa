package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * What a destination's delivery has to know at a start: the record of the claims topic. Either that
 * a claim is settled, keyed by claim; or that a delivery subtask has started, in every partition.
 *
 * @param claim see {@link io.tracklayer.contract.event.CanonicalEvent}; null of a start
 * @param eventId that the destination was told; null of a start
 * @param messageId of the copy that settled the claim; null of a start
 * @param outcome of that copy; null of a start
 * @param epoch higher than that of any subtask that it takes over from; null of a settled claim
 * @param sender random, of this subtask's life alone; null of a settled claim
 * @param firstKeyGroup of the claims that it delivers; null of a settled claim
 * @param lastKeyGroup included; null of a settled claim
 */
public record ClaimRecord(
    int schema,
    String destination,
    Kind kind,
    String claim,
    String eventId,
    String messageId,
    Outcome outcome,
    Long epoch,
    String sender,
    Integer firstKeyGroup,
    Integer lastKeyGroup,
    Instant at) {

  public static final int SCHEMA = 1;

  /** What it tells. */
  public enum Kind {
    SETTLED,
    STARTED;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static ClaimRecord settled(
      String destination,
      String claim,
      String eventId,
      String messageId,
      Outcome outcome,
      Instant at) {
    return new ClaimRecord(
        SCHEMA,
        destination,
        Kind.SETTLED,
        claim,
        eventId,
        messageId,
        outcome,
        null,
        null,
        null,
        null,
        at);
  }

  public static ClaimRecord started(
      String destination,
      long epoch,
      String sender,
      int firstKeyGroup,
      int lastKeyGroup,
      Instant at) {
    return new ClaimRecord(
        SCHEMA,
        destination,
        Kind.STARTED,
        null,
        null,
        null,
        null,
        epoch,
        sender,
        firstKeyGroup,
        lastKeyGroup,
        at);
  }
}
