package io.tracklayer.job.copies;

import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.canonical.ClaimNaming;
import io.tracklayer.job.intake.commerce.BusinessKey;
import org.jspecify.annotations.Nullable;

/**
 * A canonical event that is one copy of a claim.
 *
 * @param claim see {@link ClaimKey#claim()}
 * @param eventId the event id that the copy goes out under
 * @param ownedId see {@link CanonicalHeader#ownedId}
 * @param duplicateOf see {@link CanonicalHeader#duplicateOf}
 * @param checkout see {@link CanonicalHeader#checkout}
 */
public record MarkedEvent(
    CanonicalRecord event,
    String claim,
    String eventId,
    @Nullable String ownedId,
    @Nullable String duplicateOf,
    @Nullable String checkout) {

  /** The event before any other copy is known. */
  public static MarkedEvent first(CanonicalRecord event) {
    return new MarkedEvent(event, key(event).claim(), event.eventId(), null, null, null);
  }

  static ClaimKey key(CanonicalRecord event) {
    BusinessKey key = businessKey(event);
    return ClaimKey.of(
        event.account(),
        event.environment(),
        event.name(),
        key == null ? null : key.id(),
        event.eventId());
  }

  private static @Nullable BusinessKey businessKey(CanonicalRecord event) {
    String key = event.businessKey();
    return key == null ? null : BusinessKey.parse(key);
  }

  /** The key of the checkout that the event names; none if it names none. */
  static @Nullable String checkoutKey(CanonicalRecord event) {
    BusinessKey key = businessKey(event);
    return key == null || key.checkout() == null
        ? null
        : CheckoutTie.key(key(event), key.checkout());
  }

  /** The event's claim by its order id; none if it has a checkout instead of an order id. */
  static @Nullable String orderClaim(CanonicalRecord event) {
    BusinessKey key = businessKey(event);
    return key == null || key.isOfCheckout() ? null : key(event).claim();
  }

  /** Whether there may be other copies, under other message ids. */
  public static boolean mayHaveCopies(CanonicalRecord event) {
    return event.businessKey() != null;
  }

  /** Whether the event brings an event id that another claim may own. */
  static boolean bringsAnId(CanonicalRecord event) {
    return EventIdOwnership.applies(key(event), event.eventId(), event.messageId());
  }

  MarkedEvent with(CanonicalRecord other) {
    return new MarkedEvent(other, claim, eventId, ownedId, duplicateOf, checkout);
  }

  MarkedEvent ruled(EventIdOwnership.Ruling ruling, String key) {
    return new MarkedEvent(
        event, claim, ruling.eventId(), ruling.isReused() ? null : key, duplicateOf, checkout);
  }

  MarkedEvent tied(CheckoutTie.Ruling ruling) {
    return new MarkedEvent(
        event,
        ruling.claim(),
        eventId,
        ownedId,
        duplicateOf,
        ruling.isTied() ? checkoutKey(event) : null);
  }

  MarkedEvent marked(CopyMarking.Mark.Passes step) {
    return new MarkedEvent(event, claim, step.eventId(), ownedId, step.duplicateOf(), checkout);
  }

  CanonicalHeader header() {
    return new CanonicalHeader(
        claim,
        eventId,
        event.messageId(),
        ownedId,
        duplicateOf,
        checkout,
        checkout == null ? null : orderClaim(event));
  }

  /** The canonical event as it is published. */
  byte[] json() {
    return new ClaimNaming(claim, eventId, event.eventId(), duplicateOf).inFrontOf(event.json());
  }

  /** The record's key: the profile id, or the event id of an event without a profile. */
  String topicKey() {
    return event.profileId() != null ? event.profileId() : eventId;
  }

  @Override
  public String toString() {
    return "MarkedEvent[" + event.messageId() + " of " + claim + "]";
  }
}
