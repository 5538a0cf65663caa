package io.tracklayer.job.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.IsoInstant;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a raw event from its JSON tree by hand, which costs half of what binding it by reflection
 * does. A field of the wrong type is noted, not guessed at, and so is a missing field that every
 * raw event must have.
 */
final class RawEventReader {

  private final ObjectNode record;
  private @Nullable String flaw;

  RawEventReader(ObjectNode record) {
    this.record = record;
  }

  /** Empty when there is a {@link #flaw}. */
  Optional<RawEvent> read() {
    String messageId = requiredText("message_id");
    String type = requiredText("type");
    String account = requiredText("account");
    String environment = requiredText("environment");
    String source = requiredText("source");
    Instant receivedAt = required("received_at", instant("received_at"));
    if (messageId == null
        || type == null
        || account == null
        || environment == null
        || source == null
        || receivedAt == null) {
      return Optional.empty();
    }
    RawEvent event =
        RawEvent.builder()
            .messageId(messageId)
            .type(type)
            .event(text("event"))
            .account(account)
            .environment(environment)
            .source(source)
            .receivedAt(receivedAt)
            .occurredAt(instant("occurred_at"))
            .sentAt(instant("sent_at"))
            .anonymousId(text("anonymous_id"))
            .userId(text("user_id"))
            .previousId(text("previous_id"))
            .channel(text("channel"))
            .traits(object("traits"))
            .properties(object("properties"))
            .context(object("context"))
            .mergeProperties(record.get("merge_properties"))
            .consent(record.get("consent"))
            .integrations(object("integrations"))
            .build();
    return flaw == null ? Optional.of(event) : Optional.empty();
  }

  /** What was found wrong first, if anything. */
  @Nullable String flaw() {
    return flaw;
  }

  private @Nullable String requiredText(String name) {
    String text = text(name);
    return required(name, text == null || text.isBlank() ? null : text);
  }

  private <T> @Nullable T required(String name, @Nullable T value) {
    if (value == null) {
      note(name + " is missing");
    }
    return value;
  }

  private @Nullable String text(String name) {
    JsonNode node = record.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isIntegralNumber()) {
      return node.asText();
    }
    noteWrong(name);
    return null;
  }

  private @Nullable ObjectNode object(String name) {
    JsonNode node = record.get(name);
    if (node instanceof ObjectNode object) {
      return object;
    }
    if (node != null && !node.isNull()) {
      noteWrong(name);
    }
    return null;
  }

  private @Nullable Instant instant(String name) {
    String text = text(name);
    try {
      return text == null ? null : IsoInstant.parse(text);
    } catch (DateTimeException e) {
      noteWrong(name);
      return null;
    }
  }

  private void noteWrong(String name) {
    note(name + " is of the wrong type");
  }

  private void note(String found) {
    flaw = flaw == null ? found : flaw;
  }
}
