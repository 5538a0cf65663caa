package io.tracklayer.cli.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its event, so without personal data.
 *
 * @param name the name of the event
 * @param attempts how often it was sent
 * @param reason null when a newer writer gave one that is unknown here
 * @param detail the detail of the reason, such as a vendor's own code
 * @param answer what the destination said, shortened and redacted; null without an answer
 */
public record LetterSummary(
    Instant at,
    String destination,
    Outcome outcome,
    @Nullable Reason reason,
    @Nullable String detail,
    @Nullable Integer status,
    int attempts,
    @Nullable String name,
    String eventId,
    String messageId,
    @Nullable String answer) {

  /** Empty when the record is not a dead letter. */
  static Optional<LetterSummary> of(JsonNode json) {
    DeadLetter letter;
    try {
      letter = Json.mapper().treeToValue(json, DeadLetter.class);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    return Optional.of(
        new LetterSummary(
            letter.at(),
            letter.destination(),
            letter.outcome(),
            letter.reason(),
            letter.detail(),
            letter.status(),
            letter.attempt(),
            letter.event().path("name").asText(null),
            letter.eventId(),
            letter.messageId(),
            letter.answer()));
  }

  /** Reason and detail, for people to read; null when the reason is unknown here. */
  public @Nullable String cause() {
    return reason == null ? null : new Cause(reason, detail).toString();
  }
}
