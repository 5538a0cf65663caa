package io.tracklayer.job.copies;

import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.EventRefForm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

  /** The binary form, between operators and inside state. */
  public static final class BinaryForm implements Codec<CopyRef> {

    private static final long serialVersionUID = 1L;

    @Override
    public String id() {
      return "copy-ref";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(CopyRef ref, DataOutput out) throws IOException {
      Binary.writeText(ref.claim, out);
      EventRefForm.write(ref.event, out);
      Binary.writeText(ref.sourceEventId, out);
      Binary.writeText(ref.profileId, out);
      Binary.writeText(ref.duplicateOf, out);
    }

    @Override
    public CopyRef read(int version, DataInput in) throws IOException {
      return new CopyRef(
          Binary.readRequiredText(in),
          EventRefForm.read(in),
          Binary.readRequiredText(in),
          Binary.readText(in),
          Binary.readText(in));
    }
  }
}
