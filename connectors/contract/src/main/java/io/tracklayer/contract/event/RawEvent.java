package io.tracklayer.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One event as it was accepted over HTTP, one shape for both payload forms: the record of the raw
 * topic. Blank, null and {@code <no value>} fields of the payload are absent (null) here; {@code
 * traits}, {@code properties} and {@code context} are never null.
 *
 * @param type track, page, screen, identify, alias, group or merge
 * @param event the name of a track event; the name of a page or screen if it has one
 * @param source the configured source of the endpoint, {@code rudderstack}
 * @param receivedAt when the receiver took it: the clock of all windows
 * @param occurredAt when it happened, corrected for the device's clock, never after {@code
 *     receivedAt}
 * @param previousId of an alias
 * @param mergeProperties of a merge: an array of {@code {type, value}}
 * @param consent the thin payload's own consent object: purpose (or vendor consent id) to granted,
 *     denied, true or false; also the signals {@code tc_string}, {@code gpp_string}, {@code gpc}
 */
public record RawEvent(
    int schema,
    String messageId,
    String type,
    String event,
    String account,
    String environment,
    String source,
    Instant receivedAt,
    Instant occurredAt,
    Instant sentAt,
    String anonymousId,
    String userId,
    String previousId,
    String channel,
    ObjectNode traits,
    ObjectNode properties,
    ObjectNode context,
    JsonNode mergeProperties,
    ObjectNode consent) {

  public static final int SCHEMA = 1;

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "RawEvent[" + messageId + ", " + type + "]";
  }
}
