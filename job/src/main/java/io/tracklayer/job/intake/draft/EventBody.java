package io.tracklayer.job.intake.draft;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.DataProcessing;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.event.ValidationMark;
import io.tracklayer.job.intake.commerce.Commerce;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link CanonicalEvent} that intake knows: everything but the ids that the copies
 * step fixes, and person, profile, click ids and consent, which the canonical step writes behind
 * it.
 */
public record EventBody(
    @JsonUnwrapped Origin origin,
    @JsonUnwrapped Commerce commerce,
    Client client,
    @Nullable Map<String, Boolean> integrations,
    @Nullable DataProcessing dataProcessing,
    ObjectNode properties,
    @Nullable ObjectNode traits) {

  /** What the event is, when it happened and where it comes from. */
  public record Origin(
      int schema,
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
      @Nullable Boolean validation) {

    /**
     * @param name the canonical one
     */
    public static Origin of(RawEvent raw, String name) {
      return new Origin(
          CanonicalEvent.SCHEMA,
          raw.messageId(),
          name,
          raw.occurredAt(),
          raw.receivedAt(),
          raw.account(),
          raw.environment(),
          raw.source(),
          raw.event(),
          raw.type(),
          raw.channel(),
          ValidationMark.isIn(raw.context()) ? true : null);
    }
  }
}
