package io.tracklayer.job.canonical;

import io.tracklayer.contract.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The fields that name a copy and its claim in a canonical event.
 *
 * @param claim opaque, the same in all copies
 * @param eventId the same in all copies
 * @param sourceEventId the event id that this copy brought
 * @param duplicateOf the message id of the first copy; null on the first copy itself
 */
public record ClaimNaming(
    String claim, String eventId, String sourceEventId, @Nullable String duplicateOf) {

  /** The whole canonical event. */
  public byte[] inFrontOf(byte[] json) {
    return JoinedJson.of(Json.write(this), json);
  }
}
