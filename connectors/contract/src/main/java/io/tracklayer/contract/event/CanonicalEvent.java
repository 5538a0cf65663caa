package io.tracklayer.contract.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One event in TrackLayer's own words, enriched with the profile it belongs to: the record of the
 * canonical topic, and what destinations map from.
 *
 * @param source the endpoint's source
 * @param sourceEvent the name the source used
 * @param sourceType track, page, screen, identify …
 * @param channel where the event was made: web, mobile, server
 * @param profileId null only when {@code identityState} is none
 * @param currency ISO 4217, upper case
 * @param clickIds fbp, fbc, gclid, gbraid, wbraid, ttclid, ttp, kx, msclkid …: the profile's newest
 * @param clickIdsAt when the first event that brought each of {@code clickIds} occurred, by the
 *     same names. Empty in events written before it was known
 * @param consent the profile's newest state of every configured purpose
 * @param consentEvidence what that rests on, and what this event itself said
 * @param properties what is left of the source's properties
 */
public record CanonicalEvent(
    int schema,
    @JsonUnwrapped EventRef ref,
    Instant occurredAt,
    Instant receivedAt,
    String source,
    String sourceEvent,
    String sourceType,
    String channel,
    String profileId,
    IdentityState identityState,
    String orderId,
    String leadId,
    String refundId,
    BigDecimal value,
    String currency,
    List<Item> items,
    BigDecimal tax,
    BigDecimal shipping,
    BigDecimal discount,
    String coupon,
    Person user,
    Map<String, String> clickIds,
    Map<String, Instant> clickIdsAt,
    Client client,
    Map<String, ConsentState> consent,
    Map<String, ConsentEvidence> consentEvidence,
    ObjectNode properties)
    implements AboutEvent {

  public static final int SCHEMA = 1;

  public CanonicalEvent {
    items = items == null ? List.of() : items;
    user = user == null ? Person.UNKNOWN : user;
    clickIds = clickIds == null ? Map.of() : clickIds;
    clickIdsAt = clickIdsAt == null ? Map.of() : clickIdsAt;
    client = client == null ? Client.UNKNOWN : client;
    consent = consent == null ? Map.of() : consent;
    consentEvidence = consentEvidence == null ? Map.of() : consentEvidence;
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "CanonicalEvent[" + ref + "]";
  }
}
