package io.tracklayer.job.copies;

import io.tracklayer.contract.event.EventRef;
import org.jspecify.annotations.Nullable;

/**
 * Names one copy of one claim, in canonical events and in every outcome.
 *
 * @param claim see {@link ClaimKey#claim()}
 * @param event the event: its event id is the claim's and the same on every copy, its message id
 *     tells copies apart
 * @param sourceEventId the event id that the copy itself brought
 * @param profileId none for an event without a profile
 * @param duplicateOf the message id of the claim's first copy; none on the first copy itself
 */
public record CopyRef(
    String claim,
    EventRef event,
    String sourceEventId,
    @Nullable String profileId,
    @Nullable String duplicateOf) {

  /** The claim's event id. */
  public String eventId() {
    return event.eventId();
  }

  public String messageId() {
    return event.messageId();
  }

  /** The same copy, sent under another event id than the one that the copies step fixed. */
  public CopyRef under(String otherEventId) {
    return new CopyRef(claim, event.under(otherEventId), sourceEventId, profileId, duplicateOf);
  }
}
