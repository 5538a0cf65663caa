package io.tracklayer.job.intake;

import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.source.SourceText;
import java.util.List;

/**
 * The event id: {@code properties.event_id} if the source sets one, so that a browser pixel can
 * share it, else the message id. The same in every attempt, restart and replay.
 */
final class EventIds {

  static final List<String> FIELDS = List.of("event_id", "eventId");

  private EventIds() {}

  static String of(RawEvent raw) {
    String own = SourceText.firstId(raw.properties(), FIELDS);
    return own == null ? raw.messageId() : own;
  }
}
