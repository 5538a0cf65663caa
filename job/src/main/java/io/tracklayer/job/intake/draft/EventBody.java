package io.tracklayer.job.intake.draft;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.DataProcessing;
import io.tracklayer.job.intake.commerce.Commerce;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link io.tracklayer.contract.event.CanonicalEvent} that intake knows: everything
 * but the ids that the copies step fixes, and person, profile, click ids and consent, which the
 * canonical step writes behind it.
 */
public record EventBody(
    int schema,
    String messageId,
    @Nullable String name,
    Instant occurredAt,
    Instant receivedAt,
    String account,
    String environment,
    @Nullable String source,
    @Nullable String sourceEvent,
    String sourceType,
    @Nullable String channel,
    @JsonUnwrapped Commerce commerce,
    Client client,
    @Nullable Map<String, Boolean> integrations,
    @Nullable DataProcessing dataProcessing,
    ObjectNode properties,
    @Nullable ObjectNode traits) {}
