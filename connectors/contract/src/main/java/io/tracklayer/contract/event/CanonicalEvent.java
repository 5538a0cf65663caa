package io.tracklayer.contract.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event in TrackLayer's own terms, enriched with the profile it belongs to: the record of the
 * canonical topic, and what destinations map from.
 *
 * @param ref with the event id that destinations get: that of the first copy, and the same in all
 *     copies, attempts, restarts and replays
 * @param claim what may be delivered only once: the order, lead or refund, or else the event;
 *     opaque, and the same in all copies
 * @param sourceEventId this copy's own event id: {@code properties.event_id} if the source sets
 *     one, else the message id
 * @param duplicateOf the message id of the first copy; none for the first copy itself
 * @param source the endpoint's source
 * @param sourceEvent the name the source used
 * @param sourceType track, page, screen, identify …
 * @param channel where the event was made: web, mobile, server
 * @param validation whether it is a test by the command {@code validate}, which no destination may
 *     count; none if it is not
 * @param profileId none only when {@code identityState} is {@link IdentityState#NONE}
 * @param shared whether it carries an identifier that several people were seen with; none if it
 *     does not
 * @param currency ISO 4217, upper case
 * @param clickIds fbp, fbc, gclid, gbraid, wbraid, ttclid, ttp, kx, msclkid …: the profile's newest
 * @param clickIdsAt when the first event that brought each of {@code clickIds} occurred, by the
 *     same names. Empty in events written before it was recorded
 * @param ownFields which fields of {@code user} and {@code clickIds} the event brought itself; what
 *     else they hold is from the profile. None in events written before it was recorded
 * @param consent the profile's newest state of every configured purpose
 * @param consentEvidence what that rests on, and what this event itself said
 * @param integrations which destinations the source includes or excludes, by the names it uses,
 *     compared as filter names are; empty if it states no choice
 * @param dataProcessing the restriction that the source asks of ad platforms; none if it asks for
 *     nothing
 * @param properties the rest of the source's properties
 * @param traits of an identify, what has no field in {@code user}: the source's own traits, and the
 *     street as {@code address1} and {@code address2}. Empty in every other event
 * @param shed fields that were emptied because the event was too large for its topic, if any
 */
public record CanonicalEvent(
    int schema,
    @JsonUnwrapped EventRef ref,
    String claim,
    String sourceEventId,
    @Nullable String duplicateOf,
    Instant occurredAt,
    Instant receivedAt,
    String source,
    @Nullable String sourceEvent,
    String sourceType,
    @Nullable String channel,
    @Nullable Boolean validation,
    @Nullable String profileId,
    IdentityState identityState,
    @Nullable Boolean shared,
    @Nullable String orderId,
    @Nullable String leadId,
    @Nullable String refundId,
    @Nullable BigDecimal value,
    @Nullable String currency,
    List<Item> items,
    @Nullable BigDecimal tax,
    @Nullable BigDecimal shipping,
    @Nullable BigDecimal discount,
    @Nullable String coupon,
    Person user,
    Map<String, String> clickIds,
    Map<String, Instant> clickIdsAt,
    @Nullable OwnFields ownFields,
    Client client,
    Map<String, ConsentState> consent,
    Map<String, ConsentEvidence> consentEvidence,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Boolean> integrations,
    @Nullable DataProcessing dataProcessing,
    ObjectNode properties,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) ObjectNode traits,
    @Nullable List<String> shed)
    implements AboutEvent {

  public static final int SCHEMA = 1;

  public CanonicalEvent {
    requireNonNull(claim, "claim");
    requireNonNull(sourceEventId, "source_event_id");
    requireNonNull(occurredAt, "occurred_at");
    requireNonNull(receivedAt, "received_at");
    requireNonNull(source, "source");
    requireNonNull(sourceType, "source_type");
    requireNonNull(identityState, "identity_state");
    items = items == null ? List.of() : items;
    user = user == null ? Person.UNKNOWN : user;
    clickIds = clickIds == null ? Map.of() : clickIds;
    clickIdsAt = clickIdsAt == null ? Map.of() : clickIdsAt;
    client = client == null ? Client.UNKNOWN : client;
    consent = consent == null ? Map.of() : consent;
    consentEvidence = consentEvidence == null ? Map.of() : consentEvidence;
    properties = properties == null ? Json.object() : properties;
    traits = traits == null ? Json.object() : traits;
    integrations = integrations == null ? Map.of() : integrations;
  }

  /** The event as a destination gets it, under this event id. */
  public CanonicalEvent under(String otherEventId) {
    return otherEventId.equals(eventId())
        ? this
        : with(
            ref.under(otherEventId),
            sourceEvent,
            orderId,
            leadId,
            refundId,
            items,
            coupon,
            clickIds,
            client);
  }

  /** The event with other values in the fields that say what it is about and where it came from. */
  public CanonicalEvent with(
      @Nullable String otherSourceEvent,
      @Nullable String otherOrderId,
      @Nullable String otherLeadId,
      @Nullable String otherRefundId,
      List<Item> otherItems,
      @Nullable String otherCoupon,
      Map<String, String> otherClickIds,
      Client otherClient) {
    return with(
        ref,
        otherSourceEvent,
        otherOrderId,
        otherLeadId,
        otherRefundId,
        otherItems,
        otherCoupon,
        otherClickIds,
        otherClient);
  }

  private CanonicalEvent with(
      EventRef otherRef,
      @Nullable String otherSourceEvent,
      @Nullable String otherOrderId,
      @Nullable String otherLeadId,
      @Nullable String otherRefundId,
      List<Item> otherItems,
      @Nullable String otherCoupon,
      Map<String, String> otherClickIds,
      Client otherClient) {
    return new CanonicalEvent(
        schema,
        otherRef,
        claim,
        sourceEventId,
        duplicateOf,
        occurredAt,
        receivedAt,
        source,
        otherSourceEvent,
        sourceType,
        channel,
        validation,
        profileId,
        identityState,
        shared,
        otherOrderId,
        otherLeadId,
        otherRefundId,
        value,
        currency,
        otherItems,
        tax,
        shipping,
        discount,
        otherCoupon,
        user,
        otherClickIds,
        clickIdsAt,
        ownFields,
        otherClient,
        consent,
        consentEvidence,
        integrations,
        dataProcessing,
        properties,
        traits,
        shed);
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "CanonicalEvent[" + ref + "]";
  }
}
