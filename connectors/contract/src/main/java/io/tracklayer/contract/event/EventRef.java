package io.tracklayer.contract.event;

import static java.util.Objects.requireNonNull;

/**
 * What identifies an event in every record about one. In JSON its fields are inlined in the record.
 *
 * @param eventId {@code properties.event_id} if the source sets one, else the message id; the same
 *     in every attempt, restart and replay
 * @param name purchase, lead, … (see {@link CanonicalNames}); for an event that carries only
 *     identity and is never delivered, its type: alias, merge
 */
public record EventRef(
    String eventId, String messageId, String name, String account, String environment) {

  public EventRef {
    requireNonNull(eventId, "event_id");
    requireNonNull(messageId, "message_id");
    requireNonNull(name, "name");
    requireNonNull(account, "account");
    requireNonNull(environment, "environment");
  }

  /** The same event under another id. */
  public EventRef under(String otherEventId) {
    return new EventRef(otherEventId, messageId, name, account, environment);
  }

  /** Identifies the event but no person, so it may be logged. */
  @Override
  public String toString() {
    return eventId + ", " + name;
  }
}
