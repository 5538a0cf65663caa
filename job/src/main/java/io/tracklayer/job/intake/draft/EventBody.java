package io.tracklayer.job.intake.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    @Nullable String source,
    @Nullable String sourceEvent,
    String sourceType,
    @Nullable String channel,
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
    Client client,
    ObjectNode properties) {}
