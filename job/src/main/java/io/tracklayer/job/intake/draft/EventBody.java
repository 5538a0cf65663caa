package io.tracklayer.job.intake.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * The part of a {@link io.tracklayer.contract.event.CanonicalEvent} that intake knows: all but
 * person, profile, click ids and consent, which the canonical step writes behind it.
 */
public record EventBody(
    int schema,
    String eventId,
    String messageId,
    String name,
    Instant occurredAt,
    Instant receivedAt,
    String account,
    String environment,
    String source,
    String sourceEvent,
    String sourceType,
    String channel,
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
    Client client,
    ObjectNode properties) {}
