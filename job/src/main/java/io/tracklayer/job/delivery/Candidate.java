package io.tracklayer.job.delivery;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.AboutEvent;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.EventRefForm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A canonical event in one destination's pipeline.
 *
 * @param profileId null for an event without identifier
 * @param occurredAt epoch milliseconds
 * @param receivedAt epoch milliseconds
 * @param toBeDelivered false when it is settled by its refusal, or only brings news of consent
 * @param refusal why the destination does not take it; null when it does, or when it was handled
 *     before
 * @param consent by purpose, the newest statements that the event knows of
 * @param json the canonical event; empty when it is not to be delivered
 * @param liftedAt when the final outcome was settled that an operator lifted to have this event
 *     tried once more, epoch milliseconds; null for an event on its first way
 */
public record Candidate(
    EventRef ref,
    String profileId,
    long occurredAt,
    long receivedAt,
    boolean toBeDelivered,
    Reason refusal,
    Map<String, KnownConsent> consent,
    byte[] json,
    Long liftedAt)
    implements AboutEvent {

  static final byte[] NOTHING = {};

  /** A copy of an event that was handled before: all that counts is what it says of consent. */
  Candidate asNews() {
    return news(profileId, consent);
  }

  /** What it denies, as news for another id of its profile. */
  Candidate asDenialFor(String otherProfileId) {
    return news(otherProfileId, denials());
  }

  private Candidate news(String ofProfile, Map<String, KnownConsent> said) {
    return new Candidate(ref, ofProfile, occurredAt, receivedAt, false, null, said, NOTHING, null);
  }

  Map<String, KnownConsent> denials() {
    Map<String, KnownConsent> denials = new HashMap<>(consent);
    denials.values().removeIf(known -> known.state() != ConsentState.DENIED);
    return denials;
  }

  /** Whether all that counts is what it says of consent. */
  boolean isNews() {
    return !toBeDelivered && refusal == null;
  }

  boolean isRedriven() {
    return liftedAt != null;
  }

  /**
   * Whether a final outcome of this event means this candidate. Of a redriven one it does not when
   * it is the very outcome that was lifted, or one before it.
   */
  boolean isSettledBy(DeliveryRecord outcome) {
    return liftedAt == null || outcome.at().toEpochMilli() > liftedAt;
  }

  /** The record of an outcome of this event, to be completed. */
  DeliveryRecord.Builder outcome(String destination, Outcome outcome, Instant at) {
    return DeliveryRecord.of(ref, outcome, receivedAt, at)
        .profile(profileId)
        .destination(destination);
  }

  /** What names an event among all events, whatever its profile is called now. */
  public String eventKey() {
    return eventKey(account(), environment(), name(), eventId());
  }

  /** Where its consent and its waiting are kept. */
  public String profileKey() {
    return profileKey(profileId, eventId());
  }

  public static String eventKey(DeliveryRecord outcome) {
    return eventKey(outcome.account(), outcome.environment(), outcome.name(), outcome.eventId());
  }

  static String profileKey(DeliveryRecord outcome) {
    return profileKey(outcome.profileId(), outcome.eventId());
  }

  /** What names an event, of which these are the parts. */
  public static String eventKey(String account, String environment, String name, String eventId) {
    return String.join("\0", account, environment, name, eventId);
  }

  /** An event of nobody is its own profile. */
  private static String profileKey(String profileId, String eventId) {
    return profileId != null ? profileId : "event:" + eventId;
  }

  @Override
  public String toString() {
    return "Candidate[" + ref + "]";
  }

  /** The binary form, between operators and, inside {@link Waiting}, in state. */
  public static final class BinaryForm implements Codec<Candidate> {

    private static final long serialVersionUID = 1L;

    @Override
    public String id() {
      return "candidate";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(Candidate event, DataOutput out) throws IOException {
      EventRefForm.write(event.ref, out);
      Binary.writeText(event.profileId, out);
      out.writeLong(event.occurredAt);
      out.writeLong(event.receivedAt);
      out.writeBoolean(event.toBeDelivered);
      Binary.writeText(event.refusal == null ? null : event.refusal.text(), out);
      Binary.writeMap(event.consent, KnownConsent::write, out);
      Binary.writeBytes(event.json, out);
      out.writeBoolean(event.liftedAt != null);
      if (event.liftedAt != null) {
        out.writeLong(event.liftedAt);
      }
    }

    @Override
    public Candidate read(int version, DataInput in) throws IOException {
      return new Candidate(
          EventRefForm.read(in),
          Binary.readText(in),
          in.readLong(),
          in.readLong(),
          in.readBoolean(),
          Reason.of(Binary.readText(in)),
          Binary.readMap(KnownConsent::read, in),
          Binary.readBytes(in),
          version >= 2 && in.readBoolean() ? (Long) in.readLong() : null);
    }
  }
}
