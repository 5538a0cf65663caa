package io.tracklayer.contract.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tracklayer.contract.event.AboutEvent;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One outcome of one copy: the record of the deliveries topic, keyed by event id. Made by {@link
 * #of}.
 *
 * @param ref with the event id that the destination was given, or would have been
 * @param claim see {@link io.tracklayer.contract.event.CanonicalEvent}; none for a message that
 *     arrived twice
 * @param sourceEventId the event id that the copy itself brought
 * @param profileId none for an event without identifier
 * @param destination none for a message that arrived twice, which no destination sees
 * @param attempt 1 for the first request, 0 where none was made
 * @param status the HTTP status of the answer, none without one
 * @param reason none when delivered, or when a newer writer gave one that is unknown here
 * @param detail see {@link Cause}
 * @param answer what the destination said, shortened and redacted; none without an answer, or when
 *     it had nothing to say
 * @param duplicateOf the message id of the first copy; none for the first copy itself
 * @param match the match keys that the destination was sent, or would have been in {@code mode:
 *     log}
 * @param matchBefore those of them that the event itself brought
 * @param consent purpose to the consent that decided
 * @param latencyMs from {@code received_at} to {@code at}
 */
public record DeliveryRecord(
    int schema,
    @JsonUnwrapped EventRef ref,
    @Nullable String claim,
    String sourceEventId,
    @Nullable String profileId,
    @Nullable String destination,
    Outcome outcome,
    int attempt,
    @Nullable Integer status,
    @Nullable Reason reason,
    @Nullable String detail,
    @Nullable String answer,
    @Nullable String duplicateOf,
    @Nullable List<String> match,
    @Nullable List<String> matchBefore,
    Map<String, ConsentProof> consent,
    Instant at,
    long latencyMs)
    implements AboutEvent {

  public static final int SCHEMA = 1;

  public DeliveryRecord {
    requireNonNull(outcome, "outcome");
    requireNonNull(at, "at");
  }

  /**
   * @param receivedAt of the event, epoch milliseconds
   */
  public static Builder of(EventRef ref, Outcome outcome, long receivedAt, Instant at) {
    return new Builder(ref, outcome, receivedAt, at);
  }

  /** Collects what is known about one outcome; anything not set did not apply. */
  public static final class Builder {

    private final EventRef ref;
    private final Outcome outcome;
    private final long receivedAt;
    private final Instant at;
    private @Nullable String claim;
    private @Nullable String sourceEventId;
    private @Nullable String profileId;
    private @Nullable String destination;
    private int attempt;
    private @Nullable Integer status;
    private @Nullable Reason reason;
    private @Nullable String detail;
    private @Nullable String answer;
    private @Nullable String duplicateOf;
    private @Nullable MatchKeys matched;
    private Map<String, ConsentProof> consent = Map.of();

    private Builder(EventRef ref, Outcome outcome, long receivedAt, Instant at) {
      this.ref = ref;
      this.outcome = outcome;
      this.receivedAt = receivedAt;
      this.at = at;
    }

    /**
     * @param ofTheCopy the copy's own event id
     */
    public Builder claim(@Nullable String claimOfTheCopy, String ofTheCopy) {
      this.claim = claimOfTheCopy;
      this.sourceEventId = ofTheCopy;
      return this;
    }

    /**
     * @param id none for an event without identifier
     */
    public Builder profile(@Nullable String id) {
      this.profileId = id;
      return this;
    }

    public Builder destination(String name) {
      this.destination = name;
      return this;
    }

    /**
     * @param number how many requests the event was in
     * @param answered the status of the last one, none without an answer
     */
    public Builder afterAttempt(int number, @Nullable Integer answered) {
      this.attempt = number;
      this.status = answered;
      return this;
    }

    public Builder because(@Nullable Cause cause) {
      this.reason = cause == null ? null : cause.reason();
      this.detail = cause == null ? null : cause.detail();
      return this;
    }

    /**
     * @param redacted what the destination said
     */
    public Builder answered(@Nullable String redacted) {
      this.answer = redacted;
      return this;
    }

    public Builder duplicateOf(@Nullable String firstMessageId) {
      this.duplicateOf = firstMessageId;
      return this;
    }

    /**
     * @param keys none if nothing was delivered, or it is not known what the event itself brought
     */
    public Builder matched(@Nullable MatchKeys keys) {
      this.matched = keys;
      return this;
    }

    public Builder consent(Map<String, ConsentProof> proof) {
      this.consent = proof;
      return this;
    }

    public DeliveryRecord build() {
      return new DeliveryRecord(
          SCHEMA,
          ref,
          claim,
          sourceEventId == null ? ref.eventId() : sourceEventId,
          profileId,
          destination,
          outcome,
          attempt,
          status,
          reason,
          detail,
          answer,
          duplicateOf,
          matched == null ? null : matched.carriedTexts(),
          matched == null ? null : matched.ownTexts(),
          consent,
          at,
          at.toEpochMilli() - receivedAt);
    }
  }
}
